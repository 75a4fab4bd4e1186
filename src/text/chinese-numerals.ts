const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const SMALL: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };
const LARGE: Record<string, number> = { 万: 1e4, 亿: 1e8 };

/** Regular-expression class of every character `parseChineseNumeral` reads. */
export const CHINESE_NUMERAL_CLASS = "零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿";

/**
 * Value of a numeral in Chinese characters: 五十万, 三百二十, 一亿二千万, 二〇二六, 三万五 (35,000).
 * @returns null for anything that is not one whole numeral, also for 万 or 千百 on their own
 */
export function parseChineseNumeral(text: string): number | null {
  if (text === "") return null;
  if ([...text].every((character) => DIGITS[character] !== undefined)) {
    const value = Number([...text].map((character) => DIGITS[character]).join(""));
    return Number.isSafeInteger(value) ? value : null;
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastUnit = 0;
  let afterZero = false;
  for (const character of text) {
    const value = DIGITS[character];
    const small = SMALL[character];
    const large = LARGE[character];
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = value;
      afterZero ||= value === 0;
    } else if (small !== undefined) {
      if (digit === null && !(small === 10 && section === 0)) return null;
      section += (digit ?? 1) * small;
      digit = null;
      lastUnit = small;
      afterZero = false;
    } else if (large !== undefined) {
      const amount = section + (digit ?? 0);
      if (amount === 0 && total === 0) return null;
      total = large === 1e8 ? (total + amount) * large : total + amount * large;
      section = 0;
      digit = null;
      lastUnit = large;
      afterZero = false;
    } else return null;
  }
  // 三万五 and 一百二 leave out their last unit; 三万零五 does not.
  const tail = digit === null ? 0 : lastUnit > 10 && !afterZero ? digit * (lastUnit / 10) : digit;
  const value = total + section + tail;
  return Number.isSafeInteger(value) ? value : null;
}
