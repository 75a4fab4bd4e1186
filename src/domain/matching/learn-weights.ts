import { fitFactors, type Preference } from "./fit-weights.ts";
import type { Judgement } from "./judgements.ts";
import { type FactorName, factorNames, type Weights } from "./weights.ts";

type Factors = Weights["factors"];

/** Fewer judgements are not learnt from. */
export const leastJudgements = 200;
/** Needs with both a kept and an excluded candidate: fewer would make rules of single needs. */
export const leastNeeds = 10;
/** Parts of the held-out check; a need lies in one part. */
const parts = 5;
/** Largest probability of chance at which the held-out check counts as passed. */
const acceptedChance = 0.05;

/** How two sets of weights order what staff decided on needs that neither was fitted to. */
export interface HeldOutCheck {
  needs: number;
  /** Share of pairs ordered as staff did, ties half, mean over needs, 0–1. */
  accuracy: { before: number; after: number };
  /** nDCG of the decided candidates, a kept one gaining 1, mean over needs, 0–1. */
  ndcg: { before: number; after: number };
  /** Needs by the sign of the difference in accuracy. */
  better: number;
  worse: number;
  /** One-sided sign test: how probable so many better needs are by chance, 0–1. */
  chance: number;
  passed: boolean;
}

export type LearningResult =
  | { kind: "tooFew"; judgements: number; needs: number }
  | {
      kind: "learnt";
      judgements: number;
      needs: number;
      comparisons: number;
      /** Comparisons in which staff kept the candidate that stood lower on the screen. */
      overruled: number;
      factors: Record<FactorName, number>;
      heldOut: HeldOutCheck;
    };

/**
 * Learns factor weights from what staff kept and excluded: within a list every kept candidate should score above every
 * excluded one. Deterministic. Source: docs/matching.md#learning-from-decisions
 * @param current weights in force, which the held-out check compares with
 * @param start weights that the fit is pulled to
 */
export function learnWeights(judgements: readonly Judgement[], current: Factors, start: Factors): LearningResult {
  const lists = contestedLists(judgements);
  const needs = new Set(lists.map(({ needId }) => needId)).size;
  if (judgements.length < leastJudgements || needs < leastNeeds) {
    return { kind: "tooFew", judgements: judgements.length, needs };
  }
  return {
    kind: "learnt",
    judgements: judgements.length,
    needs,
    comparisons: lists.reduce((sum, { kept, excluded }) => sum + kept.length * excluded.length, 0),
    overruled: lists.reduce((sum, list) => sum + pairsOf(list).filter(isOverruled).length, 0),
    factors: fitFactors(lists.flatMap(preferences), start),
    heldOut: checkHeldOut(lists, current, start),
  };
}

/** A list on which staff both kept and excluded. */
interface ContestedList {
  needId: string;
  kept: Judgement[];
  excluded: Judgement[];
}

function contestedLists(judgements: readonly Judgement[]): ContestedList[] {
  const lists = new Map<string, ContestedList>();
  for (const judgement of judgements) {
    const { runId, needId, kept } = judgement;
    const list = lists.get(runId) ?? { needId, kept: [], excluded: [] };
    list[kept ? "kept" : "excluded"].push(judgement);
    lists.set(runId, list);
  }
  return [...lists.values()].filter(({ kept, excluded }) => kept.length > 0 && excluded.length > 0);
}

function pairsOf({ kept, excluded }: ContestedList): [Judgement, Judgement][] {
  return kept.flatMap((up) => excluded.map((down): [Judgement, Judgement] => [up, down]));
}

const isOverruled = ([up, down]: [Judgement, Judgement]) => up.shownPosition > down.shownPosition;

/** n decisions on a list hold n − 1 independent comparisons, however many pairs they form. */
function preferences(list: ContestedList): Preference[] {
  const { kept, excluded } = list;
  const weight = (kept.length + excluded.length - 1) / (kept.length * excluded.length);
  return pairsOf(list).map(([up, down]) => ({
    difference: up.values.map((value, k) => value - down.values[k]!),
    weight,
  }));
}

function checkHeldOut(lists: readonly ContestedList[], current: Factors, start: Factors): HeldOutCheck {
  const byNeed = new Map<string, Record<"accuracy" | "ndcg", { before: number; after: number }>[]>();
  for (let part = 0; part < parts; part += 1) {
    const fitted = fitFactors(lists.filter(({ needId }) => partOf(needId) !== part).flatMap(preferences), start);
    for (const list of lists.filter(({ needId }) => partOf(needId) === part)) {
      const measured = {
        accuracy: { before: accuracyOf(list, current), after: accuracyOf(list, fitted) },
        ndcg: { before: ndcgOf(list, current), after: ndcgOf(list, fitted) },
      };
      byNeed.set(list.needId, [...(byNeed.get(list.needId) ?? []), measured]);
    }
  }
  const needs = [...byNeed.values()].map((measured) => {
    const of = (measure: "accuracy" | "ndcg", side: "before" | "after") =>
      mean(measured.map((each) => each[measure][side]));
    return {
      accuracy: { before: of("accuracy", "before"), after: of("accuracy", "after") },
      ndcg: { before: of("ndcg", "before"), after: of("ndcg", "after") },
    };
  });
  const overall = (measure: "accuracy" | "ndcg") => ({
    before: mean(needs.map((need) => need[measure].before)),
    after: mean(needs.map((need) => need[measure].after)),
  });
  const accuracy = overall("accuracy");
  const better = needs.filter((need) => need.accuracy.after > need.accuracy.before).length;
  const worse = needs.filter((need) => need.accuracy.after < need.accuracy.before).length;
  const chance = signTest(better, worse);
  const passed = accuracy.after > accuracy.before && chance <= acceptedChance;
  return { needs: needs.length, accuracy, ndcg: overall("ndcg"), better, worse, chance, passed };
}

/** Part of a need, by FNV-1a of its id: the same need always lies in the same part. */
function partOf(needId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < needId.length; at += 1) hash = Math.imul(hash ^ needId.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 16)) >>> 0) % parts;
}

function scoreOf({ values }: Judgement, factors: Factors): number {
  return factorNames.reduce((sum, name, k) => sum + factors[name] * values[k]!, 0);
}

function accuracyOf(list: ContestedList, factors: Factors): number {
  return mean(pairsOf(list).map(([up, down]) => (1 + Math.sign(scoreOf(up, factors) - scoreOf(down, factors))) / 2));
}

function ndcgOf({ kept, excluded }: ContestedList, factors: Factors): number {
  const ranked = [...kept, ...excluded]
    .map((judgement) => ({ judgement, score: scoreOf(judgement, factors) }))
    .sort((a, b) => b.score - a.score || (a.judgement.targetId < b.judgement.targetId ? -1 : 1));
  const discount = (place: number) => 1 / Math.log2(place + 2);
  const gained = ranked.reduce((sum, { judgement }, place) => sum + (judgement.kept ? discount(place) : 0), 0);
  const best = kept.reduce((sum, _, place) => sum + discount(place), 0);
  return gained / best;
}

/** P(at least `better` of the decided needs are better) when either sign is as probable. */
function signTest(better: number, worse: number): number {
  const decided = better + worse;
  // In logarithms: 2⁻ⁿ of many needs is no number.
  let term = decided * Math.log(0.5);
  let chance = 0;
  for (let count = 0; count <= decided; count += 1) {
    if (count >= better) chance += Math.exp(term);
    term += Math.log((decided - count) / (count + 1));
  }
  return Math.min(1, chance);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
