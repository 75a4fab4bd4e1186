import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, possibleAnswers } from "./answers.ts";
import { cutsAbove, findCounterfactual, type ScoredPairFacts } from "./counterfactual.ts";
import type { MatchProfile } from "./profile.ts";
import { type FactorMeans, type FactorValues, scorePair } from "./score.ts";
import { factorSignals } from "./signals/all.ts";
import type { Pair } from "./signals/signal.ts";
import { factorNames, startWeights } from "./weights.ts";

const currentYear = 2026;
const blank: MatchProfile = {
  kind: "achievement",
  id: "a",
  version: 1,
  organizationName: "",
  fields: [],
  fieldGuess: null,
  regionCode: null,
  trl: null,
  modes: [],
  successCount: null,
  cooperationCount: null,
  lastActiveYear: null,
  conflicts: [],
  available: null,
  maxMeetingsPerYear: null,
  consentWithdrawn: false,
};

function valuesOf(pair: Pair, relevance: number): FactorValues {
  const signals = factorSignals(pair, relevance, currentYear);
  return Object.fromEntries(factorNames.map((name) => [name, signals[name].value])) as FactorValues;
}

function factsOf(need: Partial<MatchProfile>, candidate: Partial<MatchProfile>, relevance: number): ScoredPairFacts {
  const pair = { need: { ...blank, kind: "need" as const, id: "n", ...need }, candidate: { ...blank, ...candidate } };
  return { pair, values: valuesOf(pair, relevance), means: startWeights.prior, weights: startWeights, currentYear };
}

const scoreOf = ({ values, means, weights }: ScoredPairFacts) => scorePair(values, means, weights).score;

describe("findCounterfactual", () => {
  it("names the least change of one factor that reaches the band above", () => {
    const known = { cooperationCount: 1, successCount: 1, lastActiveYear: currentYear, fields: ["10101"] };
    const facts = factsOf({ trl: 6, fields: ["10101"] }, { ...known, trl: 3 }, 0.6);
    const before = scoreOf(facts);
    const found = findCounterfactual(facts, [{ score: before + 0.03, words: "进入“高”档" }])!;
    expect(found).toMatchObject({ factor: "maturity", label: "成熟度", value: expect.closeTo(0.8, 9), before });
    expect(found.text).toBe(
      `若该成果的成熟度达到 5 级，匹配度由 ${Math.round(before * 100)} 升至 ${Math.round(found.after * 100)}，进入“高”档`,
    );
  });

  it("shows a decimal where whole points would not tell the two apart", () => {
    const facts = factsOf({}, { lastActiveYear: 2000 }, 0.6);
    const before = scoreOf(facts);
    const found = findCounterfactual(facts, [{ score: before + 1e-9, words: "进入前 10 名" }])!;
    expect(found.text).toMatch(/由 \d+\.\d+ 升至 \d+\.\d+/);
  });

  it("goes on to the next cut only where no factor reaches the nearer one, and finds none beyond all", () => {
    const facts = factsOf({}, {}, 0.5);
    expect(findCounterfactual(facts, [{ score: 0.99, words: "进入“高”档" }])).toBeNull();
    expect(findCounterfactual(facts, [])).toBeNull();
  });

  it("does not start from a factor whose record has changed since it was scored", () => {
    const facts = factsOf({ trl: 9 }, { trl: 3 }, 0.6);
    const changed = { ...facts, values: { ...facts.values, maturity: 0.2 } };
    const found = findCounterfactual(changed, [{ score: scoreOf(changed) + 1e-6, words: "" }]);
    expect(found?.factor).not.toBe("maturity");
  });
});

describe("cutsAbove", () => {
  const { high, middle } = startWeights.bands;
  const words = (score: number, place: Parameters<typeof cutsAbove>[2]) =>
    cutsAbove(score, startWeights, place).map((cut) => cut.words);

  it("are the next band and the first places, nearest first", () => {
    expect(words(middle - 0.1, null)).toEqual(["进入“中”档"]);
    expect(words(middle, null)).toEqual(["进入“高”档"]);
    expect(words(high, null)).toEqual([]);
    expect(words(middle, { score: middle + 0.01, places: 10 })).toEqual(["进入前 10 名", "进入“高”档"]);
    expect(words(middle, { score: high + 0.1, places: 10 })).toEqual(["进入“高”档", "进入前 10 名"]);
  });
});

const field = fc.constantFrom<string[]>([], ["10101"], ["10102"], ["102"], ["20"]);
const region = fc.constantFrom(null, "330300", "330100", "310000", "440300");
const mode = fc.subarray(["技术转让", "委托开发", "技术服务"]);
const side = (kind: MatchProfile["kind"]) =>
  fc.record({
    kind: fc.constant(kind),
    fields: field,
    regionCode: region,
    trl: kind === "expert" ? fc.constant(null) : fc.option(fc.integer({ min: 1, max: 9 })),
    modes: mode,
    cooperationCount: fc.option(fc.integer({ min: 0, max: 6 })),
    successCount: fc.option(fc.integer({ min: 0, max: 6 })),
    lastActiveYear: fc.option(fc.integer({ min: 1990, max: currentYear })),
  });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const facts = fc
  .record({
    need: side("need"),
    candidate: fc.oneof(side("expert"), side("achievement")),
    relevance: share,
    means: fc.record(Object.fromEntries(factorNames.map((name) => [name, share]))),
  })
  .map(({ need, candidate, relevance, means }) => ({
    ...factsOf(need, candidate, relevance),
    means: means as FactorMeans,
  }));

/** The score once the answer stands in the records, worked out anew from both profiles. */
function scoreAfter(answer: Answer, { values, means, weights }: ScoredPairFacts): number {
  return scorePair(valuesOf(answer.pair, values.text!), means, weights).score;
}

describe("a counterfactual of any pair", () => {
  it("crosses the cut when its answer stands in the records, changes that factor alone, and no smaller change crosses", () => {
    fc.assert(
      fc.property(facts, share, (made, cutScore) => {
        const before = scoreOf(made);
        const cut = { score: Math.max(cutScore, before + 1e-9), words: "进入“高”档" };
        const answers = possibleAnswers(made.pair, currentYear);
        const crossing = answers.filter((answer) => scoreAfter(answer, made) >= cut.score);
        const found = findCounterfactual(made, [cut]);
        if (found === null) {
          expect(crossing).toEqual([]);
          return;
        }
        expect(found.after).toBeGreaterThanOrEqual(cut.score);
        const applied = crossing.find((answer) => answer.factor === found.factor && answer.value === found.value)!;
        expect(scoreAfter(applied, made)).toBeCloseTo(found.after, 12);
        const now = valuesOf(applied.pair, made.values.text!);
        expect(factorNames.filter((name) => now[name] !== made.values[name])).toEqual([found.factor]);
        for (const other of crossing) expect(scoreAfter(other, made)).toBeGreaterThanOrEqual(found.after - 1e-12);
        expect(found.text).toContain(applied.words);
      }),
      { numRuns: 400 },
    );
  });
});
