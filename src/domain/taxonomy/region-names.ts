import type { CodeItem, CodeList } from "./code-list.ts";
import { regionLevel } from "./region-code.ts";

/** One way to write a region in text. */
export interface RegionName {
  code: string;
  text: string;
  /** true for the official name (江苏省), false for a short one (江苏). */
  full: boolean;
  /** true for a district of a city (区), whose short name is often an ordinary word. */
  isDistrict: boolean;
  /** Codes from the province to the region itself. */
  path: readonly string[];
}

/** Names of the 55 minority peoples as autonomous areas carry them; the part before the first of them is the short name. */
const peoples =
  "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春|各族";
const autonomous = new RegExp(`^(.+?)(?:${peoples}).*(?:自治区|自治州|自治县|自治旗)$`);
const provinceSuffix = /(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/;
const citySuffix = /(?:市|地区|盟)$/;
const countySuffix = /(?:新区|林区|特区|自治县|自治旗|左旗|右旗|市|县|区|旗)$/;
const shortestChars = 2;

/** Short name of a region: its name without the words that say what it is (江苏省 → 江苏, 恩施土家族苗族自治州 → 恩施).
 * @returns null when fewer than two characters would be left (沛县, 东区) */
export function shortRegionName(item: Pick<CodeItem, "code" | "name">): string | null {
  const level = regionLevel(item.code);
  const stem = level === "province" ? item.name.replace(provinceSuffix, "") : stemBelowProvince(item.name, level);
  return stem.length >= shortestChars && stem !== item.name ? stem : null;
}

function stemBelowProvince(name: string, level: "city" | "county"): string {
  const stem = autonomous.exec(name)?.[1];
  if (stem !== undefined && stem.length >= shortestChars) return stem;
  return name.replace(level === "city" ? citySuffix : countySuffix, "");
}

const indexes = new WeakMap<CodeList, RegionNameIndex>();

export interface RegionNameIndex {
  /** Regions in use by each of their names. */
  byText: ReadonlyMap<string, readonly RegionName[]>;
  /** Length of the longest name, in UTF-16 units. */
  longest: number;
}

/** All names of the regions in use, built once for each list. */
export function regionNameIndex(regions: CodeList): RegionNameIndex {
  const known = indexes.get(regions);
  if (known !== undefined) return known;
  const byText = new Map<string, RegionName[]>();
  let longest = 0;
  for (const item of regions.items()) {
    if (item.retired) continue;
    const short = shortRegionName(item);
    const path = regions.path(item.code);
    for (const text of short === null ? [item.name] : [item.name, short]) {
      const name = { code: item.code, text, full: text === item.name, isDistrict: item.name.endsWith("区"), path };
      const same = byText.get(text);
      if (same === undefined) byText.set(text, [name]);
      else same.push(name);
      longest = Math.max(longest, text.length);
    }
  }
  const index = { byText, longest };
  indexes.set(regions, index);
  return index;
}
