import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCreditCode, creditCheckSign } from "./credit-code.ts";

/** Codes that their holders publish: the example of GB 32100-2015, listed companies and two universities. */
const published = [
  "91350100M000100Y43",
  "914403001922038216",
  "91330100799655058B",
  "9144030071526726XG",
  "91110000802100433B",
  "9144030027939873X7",
  "12100000400000624D",
  "12100000400002259P",
  "91110000710926094P",
];
const signs = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
const heads = fc
  .tuple(
    fc.array(fc.constantFrom(...signs), { minLength: 2, maxLength: 2 }),
    fc.array(fc.constantFrom(..."0123456789"), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom(...signs), { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(""));

function messageOf(text: string): string {
  const check = checkCreditCode(text);
  return check.ok ? "" : check.message;
}

describe("checkCreditCode", () => {
  it.each(published)("accepts %s", (code) => {
    expect(checkCreditCode(code)).toEqual({ ok: true, code });
  });

  it("reads lower case, full-width and grouped codes", () => {
    expect(checkCreditCode("９１３５０１００ m000-100y 43")).toEqual({ ok: true, code: "91350100M000100Y43" });
  });

  it("names the check sign expected", () => {
    expect(checkCreditCode("91350100M000100Y44")).toMatchObject({ ok: false, position: 18 });
    expect(messageOf("91350100M000100Y44")).toContain("应为“3”");
  });

  it("names the character of the wrong type and what it may have been", () => {
    expect(checkCreditCode("913501O0M000100Y43")).toMatchObject({ ok: false, position: 7 });
    expect(messageOf("913501O0M000100Y43")).toContain("只能是数字；是否应为“0”");
    expect(checkCreditCode("91350100M0001I0Y43")).toMatchObject({ ok: false, position: 14 });
    expect(checkCreditCode("91350100M00010?Y43")).toMatchObject({ ok: false, position: 15 });
  });

  it("says how many characters there are", () => {
    expect(checkCreditCode("91350100M000100Y4")).toMatchObject({ ok: false, position: null });
    expect(messageOf("91350100M000100Y4")).toContain("现为 17 位");
    expect(messageOf("")).toContain("现为 0 位");
  });

  it("notices every change of one character", () => {
    fc.assert(
      fc.property(heads, fc.nat(16), fc.constantFrom(...signs), (head, at, sign) => {
        const code = head + creditCheckSign(head);
        expect(checkCreditCode(code).ok).toBe(true);
        fc.pre(code[at] !== sign);
        expect(checkCreditCode(code.slice(0, at) + sign + code.slice(at + 1)).ok).toBe(false);
      }),
    );
  });
});

describe("creditCheckSign", () => {
  it("refuses anything but 17 signs of the standard", () => {
    expect(() => creditCheckSign("123")).toThrow(RangeError);
    expect(() => creditCheckSign("91350100M000100I4")).toThrow(RangeError);
  });
});
