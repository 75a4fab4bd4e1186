import { describe, expect, it } from "vitest";
import { parseMoneyFen } from "./money.ts";

describe("parseMoneyFen", () => {
  it.each([
    ["５０万元", 50_000_000],
    ["1,200", 120_000],
    ["¥1,200.55", 120_055],
    ["1.2億", 12_000_000_000],
    ["五十万", 50_000_000],
    ["约8.2万", 8_200_000],
  ])("reads %s", (text, fen) => {
    expect(parseMoneyFen(text)).toMatchObject({ fen, negotiable: false });
  });

  it("reads 面议 as negotiable, also beside an amount", () => {
    expect(parseMoneyFen("面议")).toEqual({ fen: null, negotiable: true });
    expect(parseMoneyFen("50万元，可面议")).toEqual({ fen: 50_000_000, negotiable: true });
  });

  it("takes an empty cell for nothing said", () => {
    for (const text of ["", "  ", "—", "/", "无", "暂无"])
      expect(parseMoneyFen(text)).toEqual({ fen: null, negotiable: false });
  });

  it("names what a person should look at", () => {
    expect(parseMoneyFen("30-50万")).toEqual({ fen: 50_000_000, negotiable: false, issue: "range" });
    expect(parseMoneyFen("≥50万")).toEqual({ fen: 50_000_000, negotiable: false, issue: "bound" });
    expect(parseMoneyFen("xx万元")).toEqual({ fen: null, negotiable: false, issue: "masked" });
    expect(parseMoneyFen("5万美元")).toEqual({ fen: null, negotiable: false, issue: "currency" });
    expect(parseMoneyFen("一期20万，二期30万")).toEqual({ fen: null, negotiable: false, issue: "unreadable" });
    expect(parseMoneyFen("-5万元")).toEqual({ fen: null, negotiable: false, issue: "unreadable" });
    expect(parseMoneyFen("看情况")).toEqual({ fen: null, negotiable: false, issue: "unreadable" });
  });

  it("reads a bare figure by its column's unit and says so", () => {
    expect(parseMoneyFen("50", { defaultUnit: "万元" })).toEqual({
      fen: 50_000_000,
      negotiable: false,
      issue: "no-unit",
    });
    expect(parseMoneyFen("50")).toEqual({ fen: 5_000, negotiable: false, issue: "no-unit" });
    expect(parseMoneyFen("50万", { defaultUnit: "万元" })).toEqual({ fen: 50_000_000, negotiable: false });
  });
});
