/** 31 signs of GB 32100-2015: digits and capitals without I, O, S, V, Z. */
const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Weight of places 1–17 (GB 32100-2015, table 3): 3^(place − 1) mod 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const codeLength = 18;
/** Places 3–8 hold the division code of the registering authority, digits only. */
const divisionFrom = 3;
const divisionTo = 8;
const lookAlikes: Record<string, string> = { I: "1", O: "0", S: "5", V: "U 或 Y", Z: "2" };

export type CreditCodeCheck =
  /** `code`: 18 characters, capital, without blanks. */
  | { ok: true; code: string }
  /** `position`: 1-based place of the first wrong character, null when the length is wrong. `message`: zh-CN. */
  | { ok: false; position: number | null; message: string };

/** Reads a 统一社会信用代码 as people type it (lower case, full-width, blanks and hyphens between groups) and checks length,
 * signs and check digit by GB 32100-2015. A correct code need not be registered. */
export function checkCreditCode(text: string): CreditCodeCheck {
  const code = text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  const characters = Array.from(code);
  if (characters.length !== codeLength) {
    return fault(null, `统一社会信用代码应为 18 位，现为 ${characters.length} 位，请对照营业执照补全或删去多余字符`);
  }
  for (const [at, sign] of characters.entries()) {
    const position = at + 1;
    if (position >= divisionFrom && position <= divisionTo && !/^\d$/.test(sign)) {
      return fault(position, `第 ${position} 位是“${sign}”，第 3–8 位为登记机关行政区划码，只能是数字${hint(sign)}`);
    }
    if (!signs.includes(sign)) {
      return fault(position, `第 ${position} 位是“${sign}”，只能是数字或除 I、O、S、V、Z 以外的大写字母${hint(sign)}`);
    }
  }
  const expected = creditCheckSign(code.slice(0, codeLength - 1));
  if (code.at(-1) === expected) return { ok: true, code };
  return fault(
    codeLength,
    `第 18 位（校验位）是“${code.at(-1)}”，按前 17 位计算应为“${expected}”：代码中至少有一位抄错，请对照营业执照核对`,
  );
}

/** Check sign of the first 17 characters: 31 − Σ value·weight mod 31, and 0 for 31.
 * @throws RangeError when they are not 17 signs of the standard */
export function creditCheckSign(head: string): string {
  if (head.length !== weights.length)
    throw new RangeError(`A credit code has 17 characters before its check sign: ${head}`);
  const sum = weights.reduce((total, weight, at) => {
    const value = signs.indexOf(head[at]!);
    if (value === -1) throw new RangeError(`Not a sign of a credit code: ${head[at]}`);
    return total + value * weight;
  }, 0);
  return signs[(signs.length - (sum % signs.length)) % signs.length]!;
}

function fault(position: number | null, message: string): CreditCodeCheck {
  return { ok: false, position, message };
}

function hint(sign: string): string {
  const meant = lookAlikes[sign];
  return meant === undefined ? "" : `；是否应为“${meant}”`;
}
