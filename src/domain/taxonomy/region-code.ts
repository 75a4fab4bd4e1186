/** Rank of a GB/T 2260 code: 省级, 地级 or 县级. */
export type RegionLevel = "province" | "city" | "county";

/** 北京, 天津, 上海, 重庆: provinces that are one city. */
const municipalities: readonly string[] = ["11", "12", "31", "50"];
/** 台湾, 香港, 澳门: the list has no level below them. */
const undivided: readonly string[] = ["71", "81", "82"];
/** First two digits of the provinces that count as one city. */
export const cityProvinces: readonly string[] = [...municipalities, ...undivided];
/** Third and fourth digit of counties that answer to their province directly, such as 济源市 and 仙桃市. */
const directlyGoverned = "90";

/** Rank of a six-digit code by its digits alone; the code need not be in use.
 * @throws RangeError when it is not six digits */
export function regionLevel(code: string): RegionLevel {
  if (!/^\d{6}$/.test(code)) throw new RangeError(`Not a region code: ${code}`);
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
}

/** Province-level code a region lies in; a province is its own. */
export function provinceOf(code: string): string {
  regionLevel(code);
  return `${code.slice(0, 2)}0000`;
}

/** City-level code a region lies in. A municipality, 香港, 澳门 and 台湾 count as one city; a county that answers to its
 * province directly counts as a city of its own.
 * @returns null when the code names a whole province, so that the city is not known */
export function cityOf(code: string): string | null {
  const level = regionLevel(code);
  const province = code.slice(0, 2);
  if (cityProvinces.includes(province)) return provinceOf(code);
  if (level === "province") return null;
  if (code.slice(2, 4) === directlyGoverned) return code;
  return `${code.slice(0, 4)}00`;
}

/** What the codes of a region and of all places in it begin with: `330300` → `3303`, `330000` → `33`. */
export function regionPrefix(code: string): string {
  return code.replace(/(00){1,2}$/, "");
}
