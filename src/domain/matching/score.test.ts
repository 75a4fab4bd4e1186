import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FactorValues, factorMeans, scorePair } from "./score.ts";
import { type FactorName, factorNames, startWeights, type Weights, weightsOf } from "./weights.ts";

function perFactor<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<FactorName, T>> {
  return fc.record(Object.fromEntries(factorNames.map((name) => [name, value])) as Record<FactorName, fc.Arbitrary<T>>);
}

/** 0–1 with both ends and neighbours of rounding borders. */
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.005, 0.995, 1e-12, 1 / 3));
const values = perFactor(fc.oneof(share, fc.constant(null)));
const means = perFactor(share);
/** Weights of any size, many of them 0, never all of them. */
const factors = perFactor(
  fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1e-9, 0.05, 1e9, 1e300)),
).filter((each) => factorNames.some((name) => each[name] > 1e-12));
const weights = factors.map((each): Weights => ({ ...startWeights, factors: each }));

const all = (value: number | null): FactorValues =>
  Object.fromEntries(factorNames.map((name) => [name, value])) as FactorValues;
const noMeans = all(0) as Record<FactorName, number>;
const withFactors = (change: Partial<Record<FactorName, number>>): Weights => ({
  ...startWeights,
  factors: { ...startWeights.factors, ...change },
});
const onlyFactors = (change: Partial<Record<FactorName, number>>): Weights => ({
  ...startWeights,
  factors: { ...noMeans, ...change },
});

describe("scorePair", () => {
  it("is Σ w·f / Σ w with the mean in the place of an unknown factor", () => {
    fc.assert(
      fc.property(values, means, weights, (own, mean, given) => {
        const total = factorNames.reduce((sum, name) => sum + given.factors[name], 0);
        const expected = factorNames.reduce(
          (sum, name) => sum + (given.factors[name] / total) * (own[name] ?? mean[name]),
          0,
        );
        expect(scorePair(own, mean, given).score).toBeCloseTo(expected, 9);
      }),
    );
  });

  it("works out one example by hand", () => {
    const own = { text: 0.8, field: 0.6, maturity: null, track: 0.5, cooperation: null, recency: 0, region: 1 };
    const mean = { text: 0.1, field: 0.1, maturity: 0.4, track: 0.1, cooperation: 0.2, recency: 0.1, region: 0.1 };
    const result = scorePair(own, mean, startWeights);
    expect(result.score).toBeCloseTo(0.4 + 0.09 + 0.04 + 0.04 + 0.014 + 0 + 0.05, 12);
    expect(result).toMatchObject({ known: 5, total: 7 });
    // 63.4 is shown as 63: 40 + 9 + 4 + 4 + 1 + 0 + 5.
    expect(result.points).toEqual({ text: 40, field: 9, maturity: 4, track: 4, cooperation: 1, recency: 0, region: 5 });
  });

  it("shows whole points that sum to the rounded score and stay within one of their exact share", () => {
    fc.assert(
      fc.property(values, means, weights, (own, mean, given) => {
        const { score, points } = scorePair(own, mean, given);
        const total = factorNames.reduce((sum, name) => sum + given.factors[name], 0);
        const shown = factorNames.map((name) => points[name]);
        expect(shown.reduce((sum, each) => sum + each, 0)).toBe(Math.round(100 * score));
        for (const name of factorNames) {
          const exact = 100 * (given.factors[name] / total) * (own[name] ?? mean[name]);
          expect(Number.isInteger(points[name])).toBe(true);
          expect(points[name]).toBeGreaterThanOrEqual(0);
          expect(Math.abs(points[name] - exact)).toBeLessThan(1 + 1e-6);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives no points to a factor without weight", () => {
    fc.assert(
      fc.property(values, means, weights, (own, mean, given) => {
        const { points } = scorePair(own, mean, { ...given, factors: { ...given.factors, text: 1, track: 0 } });
        expect(points.track).toBe(0);
      }),
    );
  });

  it("stays between 0 and 1, both reached", () => {
    fc.assert(
      fc.property(values, means, weights, (own, mean, given) => {
        const { score } = scorePair(own, mean, given);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2_000 },
    );
    const factors = { ...noMeans, maturity: 0.326712546012846, recency: 1_000_000_000 };
    const past = { ...all(0), maturity: 1, recency: 1 };
    expect(scorePair(past, noMeans, { ...startWeights, factors }).score).toBe(1);
    expect(scorePair(all(0), noMeans, startWeights).score).toBe(0);
    expect(scorePair(all(1), noMeans, startWeights).score).toBeCloseTo(1, 12);
  });

  it("never falls when a known factor grows, and grows when that factor weighs", () => {
    fc.assert(
      fc.property(
        values,
        means,
        weights,
        fc.constantFrom(...factorNames),
        share,
        share,
        (own, mean, given, name, a, b) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          const before = scorePair({ ...own, [name]: low }, mean, given).score;
          const after = scorePair({ ...own, [name]: high }, mean, given).score;
          expect(after).toBeGreaterThanOrEqual(before);
        },
      ),
    );
    for (const name of factorNames) {
      const before = scorePair({ ...all(0.5), [name]: 0.4 }, noMeans, startWeights).score;
      const after = scorePair({ ...all(0.5), [name]: 0.5 }, noMeans, startWeights).score;
      expect(after - before, name).toBeCloseTo(0.1 * startWeights.factors[name], 12);
    }
  });

  it("neither rewards nor punishes a blank cell: unknown scores as the mean does", () => {
    fc.assert(
      fc.property(values, means, weights, fc.constantFrom(...factorNames), (own, mean, given, name) => {
        const blank = scorePair({ ...own, [name]: null }, mean, given);
        const average = scorePair({ ...own, [name]: mean[name] }, mean, given);
        expect(blank.score).toBe(average.score);
        expect(blank.points).toEqual(average.points);
        expect(blank.known).toBe(average.known - 1);
      }),
    );
  });

  it("is the same for weights of the same proportions", () => {
    const doubled = withFactors(
      Object.fromEntries(factorNames.map((name) => [name, startWeights.factors[name] * 2])) as Record<
        FactorName,
        number
      >,
    );
    const own = { ...all(0.3), text: 0.77, region: null };
    expect(scorePair(own, noMeans, doubled).score).toBeCloseTo(scorePair(own, noMeans, startWeights).score, 12);
  });

  it("takes one factor alone", () => {
    expect(scorePair({ ...all(1), region: 0.25 }, noMeans, onlyFactors({ region: 3 }))).toMatchObject({
      score: 0.25,
      points: { region: 25, text: 0 },
    });
  });

  it.each([
    ["a negative weight", withFactors({ region: -0.05 }), "region"],
    ["a weight that is no number", withFactors({ text: Number.NaN }), "text"],
    ["no weight above 0", onlyFactors({}), "at least one"],
    ["an infinite weight", withFactors({ text: Number.POSITIVE_INFINITY }), "finite"],
    ["weights too large to add", withFactors({ text: 1e308, field: 1e308 }), "finite"],
  ])("refuses %s", (_, given, message) => {
    const score = () => scorePair(all(0.5), noMeans, given);
    expect(score).toThrow(RangeError);
    expect(score).toThrow(message);
  });
});

describe("factorMeans", () => {
  it("is the mean over the candidates that know the factor", () => {
    const candidates = [
      { ...all(null), text: 0.2, region: 1 },
      { ...all(null), text: 0.6 },
      { ...all(null), text: 0.1, region: 0 },
    ];
    const result = factorMeans(candidates, startWeights);
    expect(result.text).toBeCloseTo(0.3, 12);
    expect(result.region).toBe(0.5);
  });

  it("falls back to the prior where nobody knows the factor, and leaves the prior as it was", () => {
    const prior = structuredClone(startWeights.prior);
    const result = factorMeans([{ ...all(null), text: 0.9 }], startWeights);
    expect(result).toEqual({ ...prior, text: 0.9 });
    expect(startWeights.prior).toEqual(prior);
    expect(factorMeans([], startWeights)).toEqual(prior);
  });

  it("counts a known 0 as known", () => {
    expect(factorMeans([{ ...all(null), field: 0 }], startWeights).field).toBe(0);
  });

  it("does not depend on the order of candidates beyond rounding", () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 8 }), (candidates) => {
        const forward = factorMeans(candidates, startWeights);
        const backward = factorMeans(candidates.toReversed(), startWeights);
        for (const name of factorNames) {
          expect(backward[name]).toBeCloseTo(forward[name], 12);
          expect(forward[name]).toBeGreaterThanOrEqual(0);
          expect(forward[name]).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("weightsOf", () => {
  it("knows the start weights by their version and nothing else", () => {
    expect(weightsOf(startWeights.version)).toBe(startWeights);
    expect(weightsOf("2026-11-0")).toBeUndefined();
    expect(weightsOf("")).toBeUndefined();
  });
});

describe("startWeights", () => {
  it("sum to 1, text half of it, with priors and bands inside 0–1", () => {
    const sum = factorNames.reduce((total, name) => total + startWeights.factors[name], 0);
    expect(sum).toBeCloseTo(1, 12);
    expect(startWeights.factors).toEqual({
      text: 0.5,
      field: 0.15,
      maturity: 0.1,
      track: 0.08,
      cooperation: 0.07,
      recency: 0.05,
      region: 0.05,
    });
    for (const name of factorNames) {
      expect(startWeights.prior[name]).toBeGreaterThanOrEqual(0);
      expect(startWeights.prior[name]).toBeLessThanOrEqual(1);
    }
    expect(startWeights.bands.high).toBeGreaterThan(startWeights.bands.middle);
  });
});
