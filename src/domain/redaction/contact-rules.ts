import type { Candidate } from "./finding.ts";
import { applyRules, matchedText, type PatternRule } from "./pattern.ts";

const spokenDigits: Record<string, string> = {
  ...Object.fromEntries([..."零一二三四五六七八九"].map((word, digit) => [word, String(digit)])),
  ...Object.fromEntries([..."〇壹贰叁肆伍陆柒捌玖"].map((word, digit) => [word, String(digit)])),
  幺: "1",
};
/** Seven digits in a row is the shortest number one can dial; 一二三 alone is none. */
const spokenRun = /[零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖]{7,}/g;

const notMeasured = String.raw`(?!\d|\.\d| ?(?:元|万|亿|吨|kg|%|件|台|次|℃|°c))`;
const phone = { kind: "phone", reason: "电话号码可直接联系到企业或个人", replacement: "［电话］" } as const;
const email = { kind: "email", reason: "邮箱地址可直接联系到企业或个人", replacement: "［邮箱］" } as const;
const im = { kind: "im", reason: "社交账号可直接联系到企业或个人", replacement: "［社交账号］" } as const;
const url = { kind: "url", reason: "网址指向企业自己的页面", replacement: "［网址］" } as const;
const topLevel = "com|cn|net|org|edu|gov|cc|top|vip|xyz|tech";

const phoneRules: PatternRule[] = [
  {
    ...phone,
    pattern: new RegExp(
      String.raw`(?<![\d.])(?:\(?\+?(?:00)?86\)?[ -]{0,2})?1[2-9]\d(?:[ .-]{0,2}(?:\d{4}|[*x]{4})[ .-]{0,2}\d{4}|[ .-]\d{3}[ .-]\d{5}|\d{2}[ -]\d{6})${notMeasured}`,
      "gd",
    ),
  },
  { ...phone, pattern: /(?<![\d.] ?)1 [2-9](?: \d){9}(?! ?\d)/dg },
  {
    ...phone,
    pattern: new RegExp(
      String.raw`(?<![\da-z./-])\(?0\d{2,3}\)?[ -]{0,2}[1-9]\d{2,3}[ -]?\d{4}(?:[ -]?(?:转|分机|ext\.?|-)[ ]?\d{1,6})?(?:[/、] ?[1-9]\d{6,7})?${notMeasured}`,
      "gd",
    ),
  },
  {
    ...phone,
    pattern: /(?<![\d.a-z-])[48]00(?:\d{7}|-\d{3}-?\d{4}|-\d{4}-?\d{3})(?:[ -]?(?:转|分机|-)[ ]?\d{1,6})?(?![\d.])/dg,
  },
  {
    ...phone,
    pattern:
      /(?:电话|座机|总机|传真|热线|手机|致电|拨打|请打|(?<![a-z])(?:tel|fax|mobile))(?:号码|号)?(?!\])[^\d\n]{0,6}?(?<value>[1-9]\d{2,3}[ -]?\d{3,4}(?:[ -]?\d{4})?)(?![\d.]|[ -]\d)/dg,
    accept: (match) => matchedText(match).replace(/\D/g, "").length >= 7,
  },
  { ...phone, pattern: /分机(?:号码?)?[: 为是]{0,3}(?<value>\d{2,6})(?!\d)/dg },
];

const emailRules: PatternRule[] = [
  {
    ...email,
    pattern:
      /(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63} ?@ ?[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,24}| ?\. ?(?:com|cn|net|org|edu|gov)(?![a-z])){1,4}/dg,
    accept: (match) => /\.\s?[a-z]{2,24}$/.test(match[0]),
  },
  {
    ...email,
    pattern:
      /(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63} ?(?:\(at\)|\[at\]|\{at\}|(?<= )at(?= )|#|艾特|圈a) ?[a-z0-9][a-z0-9-]{0,62}(?: ?(?:\.|\(dot\)|\[dot\]|点|(?<= )dot(?= )) ?[a-z0-9-]{1,24}){1,4}/dg,
    accept: (match) => new RegExp(`(?:${topLevel})$`).test(match[0]),
  },
];

const imRules: PatternRule[] = [
  {
    ...im,
    pattern:
      /(?:微信|we ?chat|weixin|企鹅|钉钉|飞书|v信|加v|(?<![a-z])qq)(?:账号|号码|号|群)?[ :为是]{0,3}(?<value>[a-z][a-z0-9_-]{4,19}|[1-9]\d{4,11})(?![a-z0-9])/dg,
  },
  { ...im, pattern: /(?<![a-z])[wv]x ?[号:] ?(?<value>[a-z][a-z0-9_-]{4,19}|[1-9]\d{4,11})(?![a-z0-9])/dg },
];

const urlRules: PatternRule[] = [
  { ...url, pattern: /(?:https?|ftp):\/\/[a-z0-9.:@_~%/?#=&+,;!*'$-]{1,200}[a-z0-9/=#&_-]/dg },
  {
    ...url,
    pattern: new RegExp(
      String.raw`(?<![a-z0-9@._#-])(?:www ?\. ?)?[a-z0-9][a-z0-9-]{1,62}(?:\.[a-z0-9-]{1,40}){0,3}\.(?:${topLevel})(?::\d{2,5})?(?:/[a-z0-9._~%/?#=&+-]{0,200})?(?![a-z0-9@])`,
      "gd",
    ),
    accept: (match) => match[0] !== "asp.net",
  },
  { ...url, pattern: /(?<![a-z0-9@._-])www ?\. ?[a-z0-9-]{1,63}(?: ?\. ?[a-z]{2,10}){1,3}(?![a-z0-9])/dg },
];

/** Phones, mail addresses, chat accounts and web addresses. */
export function findContacts(key: string): Candidate[] {
  const dialled = key.replace(spokenRun, (run) => Array.from(run, (word) => spokenDigits[word]!).join(""));
  return [...applyRules(dialled, phoneRules), ...applyRules(key, [...emailRules, ...imRules, ...urlRules])];
}
