import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TermBag } from "./analyser.ts";
import { corpusStatistics, saturate, scoreDocument, sumBags, termImpact } from "./bm25f.ts";
import type { LexicalParams } from "./weights.ts";

const each = (value: number) => ({ title: value, keywords: value, topics: value, body: value, works: value });
/** Fixed here, so that tuning the product's constants leaves these sums alone. */
const params: LexicalParams = {
  k1: 1.2,
  delta: 0.5,
  b: each(0.75),
  fieldWeight: each(1),
  wordWeight: 0.2,
  latinWeight: 1,
  conceptWeight: 0.5,
  nearWeight: 0.25,
};

const bag = (...terms: string[]): TermBag =>
  sumBags(terms.map((term) => ({ counts: new Map([[term, 1]]), length: 1 })));

describe("scoreDocument", () => {
  const corpus = [
    { title: bag("碳", "纤"), body: bag("碳", "碳", "维", "x") },
    { title: bag("维", "护"), body: bag("x", "x") },
    { body: bag("y", "x", "z", "x") },
  ];
  const statistics = corpusStatistics(corpus);

  it("agrees with the formula worked by hand", () => {
    // 碳: df 1 of 3, idf ln(1 + 2.5/1.5); title 1 at average length 2/2, body 2 at length 4 of mean 10/3.
    const total = 1 / 1 + 2 / (0.25 + (0.75 * 4) / (10 / 3));
    const expected = 2 * Math.log(1 + 2.5 / 1.5) * ((2.2 * total) / (1.2 + total) + 0.5);
    expect(scoreDocument(new Map([["碳", 2]]), corpus[0]!, statistics, params)).toBeCloseTo(expected, 12);
  });

  it("takes mean lengths over the documents that have the field", () => {
    expect(statistics.averageLength).toEqual({ title: 2, keywords: 0, topics: 0, body: 10 / 3, works: 0 });
  });

  it("skips dictionary words at weight 0 and scales them otherwise", () => {
    const words = [{ body: bag("\u0001碳纤") }, { body: bag("碳") }];
    const query = new Map([["\u0001碳纤", 1]]);
    const at = (wordWeight: number) =>
      scoreDocument(query, words[0]!, corpusStatistics(words), { ...params, wordWeight });
    expect(at(0)).toBe(0);
    expect(at(0.5)).toBeCloseTo(at(1) / 2, 12);
  });

  it("sums the terms' contributions, whatever their order", () => {
    const terms = ["碳", "纤", "维", "x", "y"];
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...terms)), fc.constantFrom(...corpus), (chosen, document) => {
        const whole = scoreDocument(new Map(chosen.map((term) => [term, 1])), document, statistics, params);
        const parts = chosen.map((term) => scoreDocument(new Map([[term, 1]]), document, statistics, params));
        expect(whole).toBeCloseTo(
          parts.reduce((sum, part) => sum + part, 0),
          9,
        );
      }),
    );
  });
});

describe("saturate", () => {
  it("grows with the frequency, stays below k1 + 1 + δ and starts above δ", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (total) => {
        const value = saturate(total, params);
        expect(value).toBeGreaterThan(params.delta);
        expect(value).toBeLessThanOrEqual(params.k1 + 1 + params.delta);
        expect(saturate(total * 2, params)).toBeGreaterThan(value);
      }),
    );
    expect(saturate(0, params)).toBe(0);
  });
});

describe("termImpact", () => {
  it("falls with the field's length", () => {
    const average = { title: 0, keywords: 0, topics: 0, body: 4, works: 0 };
    const short = termImpact("x", { body: bag("x", "y") }, average, params);
    const long = termImpact("x", { body: bag("x", ..."abcdefgh") }, average, params);
    expect(short).toBeGreaterThan(long);
  });
});
