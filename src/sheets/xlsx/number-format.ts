/** How a numeric cell is shown, as far as reading its value needs to know. */
export type NumberLook = "number" | "percent" | "date" | "month" | "time";

/** Excel's built-in formats that mean a date or a time; the rest of 0–163 are numbers. */
const builtIn = new Map<number, NumberLook>([
  [9, "percent"],
  [10, "percent"],
  ...[14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "date"] as const),
  [17, "month"],
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, "time"] as const),
]);

/** What a number format means, by its id and, for custom ones, its code such as `yyyy"年"m"月"`. */
export function numberLook(id: number, code: string | undefined): NumberLook {
  if (code === undefined) return builtIn.get(id) ?? "number";
  const bare = (code.split(";")[0] ?? "").replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "").toLowerCase();
  if (bare.includes("general")) return "number";
  if (bare.includes("y") || bare.includes("d"))
    return bare.includes("y") && bare.includes("m") && !bare.includes("d") ? "month" : "date";
  if (/[hs]/.test(bare)) return "time";
  if (bare.includes("m")) return "date";
  return bare.includes("%") ? "percent" : "number";
}

/** A spreadsheet number without exponent and without binary noise: `1.38E10` → `13800000000`, `0.1+0.2` → `0.3`. */
export function printNumber(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  if (Number.isSafeInteger(value) || !/[e]|\d{16}/.test(text))
    return Number.isSafeInteger(value) ? String(value) : text;
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential(14)) ?? [];
  const digits = `${whole}${fraction}`.replace(/0+$/, "") || "0";
  const point = Number(power) + 1;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits.padEnd(point, "0")}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Spreadsheets keep 15 significant digits, so a longer whole number has lost its last ones. */
export function lostDigits(value: number): boolean {
  return Math.abs(value) >= 1e15;
}

const DAY_MS = 86_400_000;
/** First serial past 9999-12-31 in the 1900 system. */
const SERIAL_END = 2_958_466;

/** A date serial as text: `YYYY-MM-DD`, with ` HH:mm` when it has a time of day; `YYYY-MM` or `HH:mm` by look.
 * @returns null when no such day exists: below 0, past year 9999, or the 1900-02-29 that never was */
export function printSerial(serial: number, look: "date" | "month" | "time", date1904: boolean): string | null {
  if (!(serial >= 0) || serial >= SERIAL_END) return null;
  const minutes = Math.round((serial % 1) * 1440);
  const clock = `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const day = Math.floor(serial) + (minutes === 1440 ? 1 : 0);
  if (look === "time" && day === 0) return clock;
  if (!date1904 && (day === 60 || day === 0)) return null;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const iso = new Date(epoch + day * DAY_MS).toISOString().slice(0, 10);
  if (look === "month") return iso.slice(0, 7);
  return minutes % 1440 === 0 ? iso : `${iso} ${clock}`;
}
