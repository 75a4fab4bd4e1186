import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePaired } from "./significance.ts";

const repeated = (value: number, count: number) => Array.from({ length: count }, () => value);

describe("comparePaired", () => {
  it("finds nothing where nothing changed", () => {
    expect(comparePaired([0.1, 0.9], [0.1, 0.9])).toEqual({
      queries: 2,
      difference: 0,
      low: 0,
      high: 0,
      p: 1,
      better: 0,
      worse: 0,
    });
  });

  it("comes near the exact p of few flips: 2 of 2⁵ when five of five gain the same", () => {
    const { p, better, difference } = comparePaired(repeated(0, 5), repeated(0.2, 5));
    expect(p).toBeGreaterThan(0.055);
    expect(p).toBeLessThan(0.07);
    expect(better).toBe(5);
    expect(difference).toBeCloseTo(0.2, 12);
  });

  it("is sure of a gain of every one of many queries, and not of gains and losses that balance", () => {
    const many = Array.from({ length: 50 }, (_, n) => n / 100);
    expect(
      comparePaired(
        many,
        many.map((each) => each + 0.1),
      ).p,
    ).toBeLessThan(0.001);
    expect(
      comparePaired(
        many,
        many.map((each, n) => each + (n % 2 === 0 ? 0.1 : -0.1)),
      ).p,
    ).toBe(1);
  });

  it("refuses values that are not pairs", () => {
    expect(() => comparePaired([1], [1, 2])).toThrow(RangeError);
    expect(() => comparePaired([], [])).toThrow(RangeError);
  });

  it("is the same every time, turns round with its sides, and its interval holds the difference", () => {
    const share = fc.integer({ min: 0, max: 20 }).map((n) => n / 20);
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 20 }), (pairs) => {
        const [before, after] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const forth = comparePaired(before, after);
        expect(comparePaired(before, after)).toEqual(forth);
        const back = comparePaired(after, before);
        expect(back.difference).toBeCloseTo(-forth.difference, 12);
        expect([back.better, back.worse]).toEqual([forth.worse, forth.better]);
        expect(back.p).toBeCloseTo(forth.p, 1);
        expect(forth.low).toBeLessThanOrEqual(forth.difference + 1e-9);
        expect(forth.high).toBeGreaterThanOrEqual(forth.difference - 1e-9);
        expect(forth.p).toBeGreaterThan(0);
        expect(forth.p).toBeLessThanOrEqual(1);
      }),
      { numRuns: 25 },
    );
  });
});
