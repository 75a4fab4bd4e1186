import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import { WORD_PREFIX } from "../../text/tokens.ts";
import { createAnalyser } from "./analyser.ts";
import {
  blendSimilarity,
  inverseDocumentFrequency,
  queryMass,
  queryTerms,
  termBound,
  termWeight,
  textRelevance,
} from "./query.ts";

const analyser = createAnalyser((await loadCutter()).cutter);

describe("queryTerms", () => {
  it("weighs a repeated pair, word or Latin term 1 + ln n and a repeated character 1", () => {
    const terms = queryTerms({ body: ["电镀 电镀 电镀 nickel nickel"] }, analyser);
    expect(terms.get("电镀")).toBeCloseTo(1 + Math.log(3), 12);
    expect(terms.get(`${WORD_PREFIX}电镀`)).toBeCloseTo(1 + Math.log(3), 12);
    expect(terms.get("nickel")).toBeCloseTo(1 + Math.log(2), 12);
    expect(terms.get("电")).toBe(1);
    expect(terms.get("镀")).toBe(1);
  });

  it("counts a character outside the basic plane as one character", () => {
    const terms = queryTerms({ body: ["𠮷𠮷 𠮷"] }, analyser);
    expect(terms.get("𠮷")).toBe(1);
    expect(terms.get("𠮷𠮷")).toBe(1);
  });

  it("adds up over fields and items, and gives a term said once the weight 1", () => {
    const terms = queryTerms({ title: ["电镀"], keywords: ["电镀", "破络"], body: [] }, analyser);
    expect(terms.get("电镀")).toBeCloseTo(1 + Math.log(2), 12);
    expect(terms.get("破络")).toBe(1);
    expect(queryTerms({}, analyser).size).toBe(0);
  });

  it("asks for the same terms however the text is damaged", () => {
    const clean = queryTerms({ body: ["创新产业 80mg/L"] }, analyser);
    for (const damaged of ["創新產業 80mg/L", "創(chuàng)新產(chǎn)業(yè) 80mg/L", "创新产业 ８０ｍｇ／Ｌ"]) {
      expect(queryTerms({ body: [damaged] }, analyser)).toEqual(clean);
    }
  });
});

describe("inverseDocumentFrequency", () => {
  it("falls with the frequency and stays above 0 up to a term in every document", () => {
    for (const documents of [1, 10, 1_000]) {
      for (let frequency = 1; frequency <= documents; frequency += Math.ceil(documents / 7)) {
        const idf = inverseDocumentFrequency(documents, frequency);
        expect(idf).toBeGreaterThan(0);
        expect(idf).toBeLessThan(inverseDocumentFrequency(documents, frequency - 1));
      }
    }
    expect(inverseDocumentFrequency(3, 1)).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 12);
  });
});

describe("queryMass", () => {
  const params = { k1: 1.5, delta: 0.5, wordWeight: 0.1, latinWeight: 2, conceptWeight: 0.5, nearWeight: 0.25 };
  const statistics = { documents: 10, frequency: new Map([["甲", 2]]) };
  const weightOf = (term: string) => termWeight(term, params);

  it("sums weight × leg weight × idf × bound, a term in no document included", () => {
    const terms = new Map([
      ["甲", 1.5],
      [`${WORD_PREFIX}甲乙`, 2],
    ]);
    const expected = (1.5 * inverseDocumentFrequency(10, 2) + 2 * 0.1 * inverseDocumentFrequency(10, 0)) * 3;
    expect(termBound(params)).toBe(3);
    expect(queryMass(terms, statistics, weightOf, termBound(params))).toBeCloseTo(expected, 12);
  });

  it("is 0 for no terms", () => {
    expect(queryMass(new Map(), statistics, weightOf, 3)).toBe(0);
  });
});

describe("blendSimilarity", () => {
  it("leaves the scores alone without vectors or without a share", () => {
    expect(blendSimilarity([{ score: 3 }, { score: 1, similarity: null }], 50, 1)).toEqual([3, 1]);
    expect(blendSimilarity([{ score: 3, similarity: 0.9 }], 50, 0)).toEqual([3]);
  });

  it("adds the share of the mass that the similarity says, and takes the mean for a document without a vector", () => {
    const hits = [
      { score: 4, similarity: 0.6 },
      { score: 4, similarity: 0.2 },
      { score: 4, similarity: null },
    ];
    const [near, far, unknown] = blendSimilarity(hits, 100, 0.5);
    expect(near).toBeCloseTo((4 + 0.5 * 100 * 0.6) / 5, 12);
    expect(far).toBeCloseTo((4 + 0.5 * 100 * 0.2) / 5, 12);
    expect(unknown).toBeCloseTo((near! + far!) / 2, 12);
  });
});

describe("textRelevance", () => {
  const score = fc.double({ min: 0, max: 1_000, noNaN: true });
  const mass = fc.double({ min: 0.1, max: 100_000, noNaN: true });
  const scale = fc.double({ min: 0.1, max: 10, noNaN: true });

  it("lies in 0–1 and never falls with the score", () => {
    fc.assert(
      fc.property(score, score, mass, scale, (a, b, given, by) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const relevance = textRelevance(low, given, by);
        expect(relevance).toBeGreaterThanOrEqual(0);
        expect(relevance).toBeLessThanOrEqual(1);
        expect(textRelevance(high, given, by)).toBeGreaterThanOrEqual(relevance);
      }),
    );
  });

  it("tells scores apart and stays below 1 up to thirty times the scale", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 15, noNaN: true }), mass, scale, (affinity, given, by) => {
        const at = (times: number) => textRelevance(times * affinity * by * Math.sqrt(given), given, by);
        expect(at(1)).toBeGreaterThan(at(0));
        expect(at(2)).toBeGreaterThan(at(1));
        expect(at(2)).toBeLessThan(1);
      }),
    );
  });

  it("is 0 for no shared term and for a query without mass, 1 − 1/e at the scale", () => {
    expect(textRelevance(0, 50, 2)).toBe(0);
    expect(textRelevance(7, 0, 2)).toBe(0);
    expect(textRelevance(2 * Math.sqrt(50), 50, 2)).toBeCloseTo(1 - 1 / Math.E, 12);
  });

  it("is compared through the square root of the mass: four times the mass wants twice the score", () => {
    expect(textRelevance(20, 400, 2)).toBeCloseTo(textRelevance(10, 100, 2), 12);
  });
});
