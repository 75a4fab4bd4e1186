import { describe, expect, it } from "vitest";
import { numberTerms } from "./term-rows.ts";

describe("numberTerms", () => {
  it("finds each term by its place and no other", () => {
    const units = Array.from({ length: 300 }, (_, at) => String.fromCharCode(0x4e00 + 7 * at, 0xffff - 3 * at));
    const terms = ["水泥", "泥水", "pvc", "", "a", "水", "\u{20000}", "\u0000\u0000", "混凝土", ...units];
    const rowOf = numberTerms(terms);
    expect(terms.map(rowOf)).toEqual(terms.map((_, row) => row));
    for (const absent of ["水水", "b", "泥", "pv", "PVC", "凝土", "\u0000\u0001", "\u{20001}"])
      expect(rowOf(absent)).toBe(-1);
  });

  it("knows nothing without terms", () => {
    const rowOf = numberTerms([]);
    expect(["", "水", "水泥", "\u0000\u0000", "pvc"].map(rowOf)).toEqual([-1, -1, -1, -1, -1]);
  });
});
