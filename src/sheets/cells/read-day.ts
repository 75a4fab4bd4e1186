/** What a date cell says. `day` null with `problem` null: it deliberately names no day (长期, 不限). */
export interface DayReading {
  /** `YYYY-MM-DD`, checked to exist. */
  day: string | null;
  problem: "no_such_day" | "not_a_day" | null;
}

/** Serials taken as days: 1954-10-03 to 2118-07-02 in the 1900 system. */
const SERIAL_FIRST = 20_000;
const SERIAL_LAST = 79_806;
const DAY_MS = 86_400_000;

const quarterEnd: Record<string, number> = { 一: 3, 二: 6, 三: 9, 四: 12, "1": 3, "2": 6, "3": 9, "4": 12 };

/** Reads a deadline: 2026-12-31, 2026/12/31, 2026.12.31, 2026年12月31日, 20261231, a date serial; of a range the last day.
 * Only a month, quarter or year means its last day: 2026.12, 2026年三季度, 2026年底. */
export function readDay(text: string, date1904 = false): DayReading {
  const plain = text.normalize("NFKC").trim();
  if (plain === "" || /^(长期|长期有效|不限|无|暂无|待定|—|-|\/)$/.test(plain)) return { day: null, problem: null };
  const end =
    plain
      .split(/至|到|~|—|–|\s-\s|(?<=\d{4}[.年/]\d{1,2}月?)-(?=\d{4})/)
      .at(-1)
      ?.trim() ?? "";
  const full =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:前|之前|止|以前)?(?:[\sT]\d{1,2}:\d{2}.*)?$/.exec(
      end,
    ) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(end);
  if (full !== null) return dayOf(Number(full[1]), Number(full[2]), Number(full[3]));
  const month = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份|底|末|前|之前)*$/.exec(end);
  if (month !== null) return lastDayOf(Number(month[1]), Number(month[2]));
  const quarter = /^(\d{4})\s*年?\s*(?:第?([一二三四1-4])季度?|q([1-4]))(?:底|末|前)?$/i.exec(end);
  if (quarter !== null) return lastDayOf(Number(quarter[1]), quarterEnd[quarter[2] ?? quarter[3] ?? ""] ?? 0);
  const half = /^(\d{4})\s*年?(上|下)半年(?:底|末|前)?$/.exec(end);
  if (half !== null) return lastDayOf(Number(half[1]), half[2] === "上" ? 6 : 12);
  const year = /^((?:19|20|21)\d{2})\s*年?(?:底|末|内|前|年底|年内)*$/.exec(end);
  if (year !== null) return lastDayOf(Number(year[1]), 12);
  const serial = /^\d{5}$/.test(end) ? Number(end) : 0;
  if (serial >= SERIAL_FIRST && serial <= SERIAL_LAST) {
    const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    return { day: new Date(epoch + serial * DAY_MS).toISOString().slice(0, 10), problem: null };
  }
  return { day: null, problem: "not_a_day" };
}

function lastDayOf(year: number, month: number): DayReading {
  if (month < 1 || month > 12) return { day: null, problem: "no_such_day" };
  return dayOf(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function dayOf(year: number, month: number, day: number): DayReading {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { day: date.toISOString().slice(0, 10), problem: null } : { day: null, problem: "no_such_day" };
}
