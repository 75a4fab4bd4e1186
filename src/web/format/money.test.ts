import { describe, expect, it } from "vitest";
import { fenOfWan, moneyText, wanInput } from "./money.ts";

describe("moneyText", () => {
  it("speaks in 万元 and 面议", () => {
    expect(moneyText(50_000_000, false)).toBe("50 万元");
    expect(moneyText(1_234_500, true)).toBe("1.2345 万元（可面议）");
    expect(moneyText(null, true)).toBe("面议");
    expect(moneyText(null, false)).toBeNull();
  });
});

describe("fenOfWan", () => {
  it("reads amounts as people type them", () => {
    expect(fenOfWan("50")).toBe(50_000_000);
    expect(fenOfWan("１２.5")).toBe(12_500_000);
    expect(fenOfWan(" 1,200 万元")).toBe(1_200_000_000);
    expect(fenOfWan("")).toBeNull();
  });

  it("refuses what is no amount", () => {
    for (const typed of ["五十", "-1", "1.2.3", "1e3", "50元", "9999999999"]) expect(fenOfWan(typed)).toBeUndefined();
  });

  it("reads back what wanInput shows", () => {
    for (const fen of [1, 99, 50_000_000, 123_456_789]) expect(fenOfWan(wanInput(fen))).toBe(fen);
  });
});
