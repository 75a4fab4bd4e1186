import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChineseNumeral } from "./chinese-numerals.ts";
import { type Quantity, readQuantities } from "./numbers.ts";

/** `operator value unit`, or `min..max unit` for a range, and the words it was read from. */
function read(raw: string): string[] {
  const figure = ({ value, min, max, operator }: Quantity) =>
    operator === "range" ? `${min}..${max}` : `${operator}${value}`;
  return readQuantities(raw).map(
    (quantity) => `${figure(quantity)}${quantity.unit} ${raw.slice(quantity.start, quantity.end)}`,
  );
}

describe("readQuantities", () => {
  it.each([
    ["５０万元", "=500000元 ５０万元"],
    ["1,200", "=1200 1,200"],
    ["1.2億", "=120000000 1.2億"],
    ["五十万", "=500000 五十万"],
    ["30-50万", "300000..500000 30-50万"],
    ["≥50", ">=50 ≥50"],
    ["0.1mg/L", "=0.1mg/l 0.1mg/L"],
    ["8.2万吨散货船", "=82000吨 8.2万吨"],
    ["6~8毫米", "6..8毫米 6~8毫米"],
    ["120到180度", "120..180度 120到180度"],
    ["-20~60℃", "-20..60°c -20~60℃"],
    ["不超过30万元以内", "<=300000元 不超过30万元以内"],
    ["15元/吨以内", "<=15元/吨 15元/吨以内"],
    ["透明度>1米", ">1米 >1米"],
    ["百分之五", "=5% 百分之五"],
    ["3千瓦", "=3千瓦 3千瓦"],
    ["2百万", "=2000000 2百万"],
    ["12 m²", "=12m2 12 m²"],
  ])("reads %s", (raw, expected) => {
    expect(read(raw)).toEqual([expected]);
  });

  it("never turns a masked figure into a number", () => {
    const masked = readQuantities("投资xx.xx亿元，增长x.x%，××家");
    expect(masked.map(({ value, min, max, unit, masked }) => [value, min, max, unit, masked])).toEqual([
      [null, null, null, "元", true],
      [null, null, null, "%", true],
      [null, null, null, "家", true],
    ]);
    expect(readQuantities("xx-50万")[0]).toMatchObject({ value: null, min: null, max: 500_000, masked: true });
  });

  it("leaves out days, telephone numbers, ordinals, model names and words", () => {
    for (const raw of [
      "面议",
      "2025-12-31",
      "13800001234",
      "0575-82130000",
      "第3项",
      "Al2O3",
      "Q235",
      "一种三维统一方法",
      "万一",
      "千万别",
    ]) {
      expect(read(raw)).toEqual([]);
    }
  });

  it("reads several figures of a sentence in order", () => {
    expect(read("镍80mg/L,剩2mg/L左右,一吨2800元")).toEqual(["=80mg/l 80mg/L", "~2mg/l 2mg/L左右", "=2800元 2800元"]);
  });

  it("gives ranges inside the text for any input", () => {
    const parts = fc.constantFrom(..."0123456789,.-~至五十万亿元xX×%≥ ａ５", "mg/L", "不超过", "以上", "百分之", "第");
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 20 }), (all) => {
        const raw = all.join("");
        for (const { start, end, value, masked, operator } of readQuantities(raw)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(raw.length);
          if (masked) expect(value).toBeNull();
          else if (operator !== "range") expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("parseChineseNumeral", () => {
  it.each([
    ["五十万", 500_000],
    ["三百二十", 320],
    ["十二", 12],
    ["一亿二千万", 120_000_000],
    ["二〇二六", 2_026],
    ["三万五", 35_000],
    ["三万零五", 30_005],
    ["一百二", 120],
    ["两千", 2_000],
    ["壹拾万", 100_000],
  ])("reads %s", (text, value) => {
    expect(parseChineseNumeral(text)).toBe(value);
  });

  it("rejects what is no numeral", () => {
    for (const text of ["", "万", "千百", "百", "五六十", "技术"]) expect(parseChineseNumeral(text)).toBeNull();
  });
});
