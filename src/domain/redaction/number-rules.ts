import type { Candidate } from "./finding.ts";
import { applyRules, matchedText, type PatternRule } from "./pattern.ts";

const credit = {
  kind: "creditCode",
  reason: "统一社会信用代码（含误写的）在公开登记中唯一对应一家单位",
  replacement: "［信用代码］",
} as const;
const patent = { kind: "patent", reason: "专利、登记号可在公开数据库查到权利人", replacement: "［专利号］" } as const;
const plate = { kind: "plate", reason: "车牌号对应车主", replacement: "［车牌］" } as const;
const bank = { kind: "bankAccount", reason: "银行账号对应户名", replacement: "［账号］" } as const;
const identity = { kind: "idNumber", reason: "证件号码是个人敏感信息", replacement: "［证件号］" } as const;

const birthday = String.raw`(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
const isIdentity = new RegExp(String.raw`^\d{6}${birthday}\d{3}[\dx]$`);
const digitsOf = (text: string) => text.replace(/\D/g, "").length;

const rules: PatternRule[] = [
  { ...identity, pattern: new RegExp(String.raw`(?<![\da-z])\d{6}${birthday}\d{3}[\dx](?![\da-z])`, "dg") },
  { ...identity, pattern: /(?:身份证|证件)(?:号码|号)?[ :为是]{0,3}(?<value>\d{17}[\dx]|\d{15})(?![\da-z])/dg },
  {
    ...credit,
    pattern: /(?<![0-9a-z])[0-9a-z]{2}[ -]?\d{6}[ -]?[0-9a-z]{9}[ -]?[0-9a-z](?![0-9a-z])/dg,
    accept: (match) =>
      digitsOf(match[0]) >= 9 && !isIdentity.test(match[0]) && (/[a-z]/.test(match[0]) || /^[159]/.test(match[0])),
  },
  {
    ...credit,
    pattern: /(?<![0-9a-z])[0-9a-z]{4}[ -]\d{4}[ -][0-9a-z]{4}[ -][0-9a-z]{4}[ -][0-9a-z]{2}(?![0-9a-z])/dg,
  },
  {
    ...credit,
    pattern:
      /(?:信用代码|社会信用|税号|识别号|机构代码|企业代码|(?<!股票|证券)代码)(?:证)?[ :号为是]{0,3}(?<value>[0-9a-z](?:[ -]?[0-9a-z]){7,21})(?![0-9a-z])/dg,
    accept: (match) => digitsOf(matchedText(match)) >= 6,
  },
  { ...patent, pattern: /zl ?(?:(?:19|20)\d{2} ?\d ?\d{7}|\d{2} ?\d ?\d{5})(?: ?\. ?[\dx])?(?![\da-z])/dg },
  {
    ...patent,
    pattern: /(?<![a-z])cn ?(?:\d{7,9} ?[abcusy]\d?|(?:19|20)\d{2} ?\d ?\d{7}(?:\.[\dx])? ?[abu]?)(?![a-z0-9])/dg,
  },
  {
    ...patent,
    pattern:
      /(?:专利|申请|公开|公告|授权|登记|注册)(?:申请)?号(?:码)?[ :为是]{0,3}(?<value>\d{4} ?\d ?\d{7}(?:\.[\dx])?|\d{7,9}(?:\.[\dx])?[a-z]?)(?![\da-z])/dg,
  },
  { ...patent, pattern: /(?<![\d.])(?:19|20)\d{2} ?[1-3589] ?\d{7}\.[\dx](?![\da-z])/dg },
  { ...patent, pattern: /pct\/[a-z]{2}\d{4}\/\d{5,6}|(?<!\d)20\d{2}sr\d{6,7}(?!\d)|软著登字第? ?\d{6,8}号?/dg },
  {
    ...patent,
    pattern: /(?<![a-z])(?:us|ep|jp|wo|kr|de) ?(?:\d{1,2},?\d{3},?\d{3}|\d{4}\/?\d{6,7}) ?[ab]\d?(?![a-z0-9])/dg,
  },
  {
    ...plate,
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][ ·.-]?[a-hj-np-z0-9]{5,6}(?![a-z0-9])[挂学]?/dg,
    accept: (match) => digitsOf(match[0]) >= 2,
  },
  {
    ...bank,
    pattern: /(?:账号|帐号|账户|帐户|卡号|银行卡)[ :号为是]{0,3}(?<value>\d(?:[ -]?\d){11,22})(?!\d)/dg,
  },
  { ...bank, pattern: /(?<![\d.])(?:62|4|5)\d{14,17}(?!\d)/dg, accept: (match) => hasLuhnDigit(match[0]) },
];

/** Whether a card number ends in its check digit (ISO/IEC 7812-1). */
function hasLuhnDigit(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** Credit codes, also malformed ones, patents and registrations, plates, accounts and identity numbers. */
export function findNumbers(key: string): Candidate[] {
  return applyRules(key, rules);
}
