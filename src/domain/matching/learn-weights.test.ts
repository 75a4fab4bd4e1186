import { describe, expect, it } from "vitest";
import { fitFactors, type Preference } from "./fit-weights.ts";
import type { Judgement } from "./judgements.ts";
import { learnWeights, leastJudgements, leastNeeds } from "./learn-weights.ts";
import { type FactorName, factorNames, startWeights } from "./weights.ts";

const start = startWeights.factors;
type Factors = Record<FactorName, number>;
const factorsOf = (values: readonly number[]) =>
  Object.fromEntries(factorNames.map((name, k) => [name, values[k]!])) as Factors;
const valuesOf = (factors: Factors) => factorNames.map((name) => factors[name]);
const distance = (a: Factors, b: Factors) => Math.hypot(...factorNames.map((name) => a[name] - b[name]));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Staff who judge by `truth`: of the first ten shown under the start weights they keep the better ones, with doubts. */
function staff(truth: Factors, needs: number, seed = 1, slope = 20): Judgement[] {
  const random = seeded(seed);
  return Array.from({ length: needs }, (_, need) => {
    const shown = Array.from({ length: 60 }, () => factorNames.map(() => random()))
      .sort((a, b) => dot(b, valuesOf(start)) - dot(a, valuesOf(start)))
      .slice(0, 10);
    const scores = shown.map((values) => dot(values, valuesOf(truth)));
    const middle = scores.toSorted((a, b) => a - b)[5]!;
    return shown.map(
      (values, index): Judgement => ({
        runId: `run-${need}`,
        needId: `need-${need}`,
        targetId: `target-${index}`,
        kept: random() < 1 / (1 + Math.exp(-slope * (scores[index]! - middle))),
        values,
        shownPosition: index + 1,
      }),
    );
  }).flat();
}

/** Unlike the start weights in every factor. */
const truth = factorsOf([0.25, 0.1, 0.05, 0.3, 0.05, 0.05, 0.2]);

function learnt(judgements: readonly Judgement[], current = start) {
  const result = learnWeights(judgements, current, start);
  if (result.kind !== "learnt") throw new Error(`${result.kind}: ${result.judgements}`);
  return result;
}

describe("learnWeights", () => {
  it("recovers the weights that staff judged by, the closer the more they decided", () => {
    const distances = [20, 100, 500].map((needs) => distance(learnt(staff(truth, needs)).factors, truth));
    expect(distances.toSorted((a, b) => b - a)).toEqual(distances);
    expect(distance(start, truth)).toBeGreaterThan(0.3);
    expect(distances[1]!).toBeLessThan(0.12);
    expect(distances[2]!).toBeLessThan(0.05);
  });

  it("passes the held-out check when staff judge otherwise, and by a wide margin", () => {
    const { heldOut, needs, judgements, comparisons, overruled } = learnt(staff(truth, 60));
    expect(heldOut.passed).toBe(true);
    expect(heldOut.accuracy.after).toBeGreaterThan(heldOut.accuracy.before + 0.1);
    expect(heldOut.ndcg.after).toBeGreaterThan(heldOut.ndcg.before + 0.05);
    expect(heldOut.chance).toBeLessThan(0.001);
    expect(heldOut.needs).toBe(needs);
    expect(heldOut.better + heldOut.worse).toBeLessThanOrEqual(needs);
    expect(judgements).toBe(600);
    expect(overruled).toBeGreaterThan(0);
    expect(overruled).toBeLessThan(comparisons);
  });

  it("does not pass when staff judge by the weights in force, and hardly ever when they judge by chance", () => {
    const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(seeds.filter((seed) => learnt(staff(start, 30, seed)).heldOut.passed)).toEqual([]);
    expect(seeds.filter((seed) => learnt(staff(truth, 30, seed, 0)).heldOut.passed).length).toBeLessThanOrEqual(2);
    expect(learnt(staff(truth, 60), truth).heldOut.passed).toBe(false);
  });

  it("proposes weights ≥ 0 in whole thousandths that sum to 1", () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const extreme = factorsOf([0, 0, 1, 0, 0, 0, 0].map((_, k) => (k === seed % 7 ? 1 : 0)));
      const weights = valuesOf(learnt(staff(extreme, 25, seed)).factors);
      for (const weight of weights) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBe(Math.round(weight * 1000) / 1000);
      }
      expect(weights.reduce((sum, weight) => sum + Math.round(weight * 1000), 0)).toBe(1000);
    }
  });

  it("gives the same result for the same decisions, in whatever order lists come", () => {
    const judgements = staff(truth, 40);
    const first = learnt(judgements);
    expect(learnt(structuredClone(judgements))).toEqual(first);
    const shuffled = Array.from({ length: 40 }, (_, need) => judgements.slice(need * 10, need * 10 + 10)).reverse();
    expect(learnt(shuffled.flat()).factors).toEqual(first.factors);
  });

  it("says how much there is when it is too little", () => {
    const judgements = staff(truth, 40);
    expect(learnWeights([], start, start)).toEqual({ kind: "tooFew", judgements: 0, needs: 0 });
    expect(learnWeights(judgements.slice(0, leastJudgements - 1), start, start)).toMatchObject({
      kind: "tooFew",
      judgements: 199,
    });
    expect(learnWeights(judgements.slice(0, leastJudgements), start, start).kind).toBe("learnt");
  });

  it("wants needs on which staff both kept and excluded", () => {
    const judgements = staff(truth, 40);
    const onlyKept = judgements.filter(({ kept }) => kept);
    expect(onlyKept.length).toBeGreaterThan(0);
    expect(learnWeights([...onlyKept, ...onlyKept], start, start)).toMatchObject({ kind: "tooFew", needs: 0 });
    const fewNeeds = judgements.map((each) => ({ ...each, needId: `need-${Number(each.needId.slice(5)) % 9}` }));
    expect(learnWeights(fewNeeds, start, start)).toMatchObject({ kind: "tooFew", needs: leastNeeds - 1 });
  });

  it("counts chance by the sign test", () => {
    // Kept candidates differ in track alone and always have the lower text: 12 needs, all better.
    const judgements = Array.from({ length: 12 }, (_, need) =>
      Array.from({ length: 20 }, (_, index): Judgement => {
        const kept = index % 2 === 0;
        const values = factorNames.map((name) =>
          name === "track" ? Number(kept) : name === "text" ? (kept ? 0.4 : 0.6) : 0.5,
        );
        return { runId: `${need}`, needId: `${need}`, targetId: `${index}`, kept, values, shownPosition: index + 1 };
      }),
    ).flat();
    const { heldOut } = learnt(judgements);
    expect(heldOut).toMatchObject({ better: 12, worse: 0, passed: true });
    expect(heldOut.accuracy).toEqual({ before: 0, after: 1 });
    expect(heldOut.chance).toBeCloseTo(0.5 ** 12, 12);
  });
});

describe("fitFactors", () => {
  const prefer = (change: Partial<Factors>, weight = 1): Preference => ({
    difference: factorNames.map((name) => change[name] ?? 0),
    weight,
  });

  it("keeps the start weights where nothing was compared, and where nothing differs", () => {
    expect(fitFactors([], start)).toEqual(start);
    expect(fitFactors([prefer({})], start)).toEqual(start);
  });

  it("never lowers a factor that more comparisons speak for", () => {
    const against = Array.from({ length: 30 }, () => prefer({ text: 0.3, track: -0.2 }));
    const shares = [0, 10, 20, 40, 80].map(
      (count) => fitFactors([...against, ...Array.from({ length: count }, () => prefer({ track: 0.3 }))], start).track,
    );
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)!).toBeGreaterThan(shares[0]!);
  });

  it("stops at 0 for a factor that staff go against", () => {
    const preferences = Array.from({ length: 200 }, () => [prefer({ region: -0.8 }), prefer({ text: 0.1 })]);
    const fitted = fitFactors(preferences.flat(), start);
    expect(fitted.region).toBe(0);
    expect(fitted.text).toBeGreaterThanOrEqual(start.text);
  });

  it("stays nearer to the start the less was decided", () => {
    const shift = [1, 10, 100].map((weight) =>
      distance(fitFactors([prefer({ track: 0.5, text: -0.1 }, weight)], start), start),
    );
    expect(shift[0]!).toBeGreaterThan(0);
    expect(shift.toSorted((a, b) => a - b)).toEqual(shift);
  });

  it("answers with the start weights when every comparison goes against every factor", () => {
    const all = Object.fromEntries(factorNames.map((name) => [name, -1])) as Factors;
    expect(fitFactors([prefer(all, 50)], start)).toEqual(start);
  });
});
