import { type Answer, possibleAnswers } from "./answers.ts";
import { type FactorMeans, type FactorValues, scorePair } from "./score.ts";
import { factorSignals } from "./signals/all.ts";
import type { Pair } from "./signals/signal.ts";
import { type FactorName, factorLabels, type Weights } from "./weights.ts";
import { bandOf } from "./words.ts";

/** A line a score may cross. */
export interface Cut {
  /** 0–1: a score of at least this is across. */
  score: number;
  /** What crossing it means, e.g. 进入“高”档. */
  words: string;
}

/** The one change of one factor that would just carry a pair across a cut. */
export interface Counterfactual {
  factor: FactorName;
  label: string;
  /** Value of the factor then, 0–1. */
  value: number;
  /** Score before and after, 0–1. */
  before: number;
  after: number;
  /** In one sentence, zh-CN. */
  text: string;
}

/** One pair with what its score was made of. */
export interface ScoredPairFacts {
  pair: Pair;
  values: FactorValues;
  /** Stand in for unknown factors. */
  means: FactorMeans;
  weights: Weights;
  currentYear: number;
}

/** What could be said or done about the factors that were scored as the two records still say.
 * Where a record has changed since, an answer starting from it would not start from the score. */
export function answersTo({ pair, values, currentYear }: ScoredPairFacts): Answer[] {
  const signals = factorSignals(pair, values.text ?? 0, currentYear);
  return possibleAnswers(pair, currentYear).filter(({ factor }) => signals[factor].value === values[factor]);
}

/** The cuts above a score, nearest first: the next band, then the first places where it stands below them.
 * @param place score of the last of the first places and how many they are; null where it stands among them */
export function cutsAbove(score: number, weights: Weights, place: { score: number; places: number } | null): Cut[] {
  const { high, middle } = weights.bands;
  const band = bandOf(score, weights);
  const cuts: Cut[] = [];
  if (band !== "高") {
    const least = band === "低" ? middle : high;
    cuts.push({ score: least, words: `进入“${bandOf(least, weights)}”档` });
  }
  // Equal scores order by id, so that only a greater one is surely before.
  if (place !== null && place.score >= score)
    cuts.push({ score: place.score + Number.EPSILON, words: `进入前 ${place.places} 名` });
  return cuts.sort((a, b) => a.score - b.score);
}

/** The least change of one factor that carries the pair across the nearest cut that any can.
 * Equal changes: the factor shown first.
 * @returns null where no single factor reaches any cut */
export function findCounterfactual(facts: ScoredPairFacts, cuts: readonly Cut[]): Counterfactual | null {
  const { values, means, weights } = facts;
  const before = scorePair(values, means, weights).score;
  const reached = answersTo(facts)
    .flatMap((answer) => {
      const { factor, value } = answer;
      if (value === null) return [];
      return [{ ...answer, value, after: scorePair({ ...values, [factor]: value }, means, weights).score }];
    })
    .sort((a, b) => a.after - b.after);
  for (const cut of cuts) {
    const least = reached.find(({ after }) => after >= cut.score && after > before);
    if (least === undefined) continue;
    const { factor, value, after, words } = least;
    const [was, is] = shown(before, after);
    const text = `若${words}，匹配度由 ${was} 升至 ${is}，${cut.words}`;
    return { factor, label: factorLabels[factor], value, before, after, text };
  }
  return null;
}

/** Two scores of 100, with as many decimals, at most 3, as tell them apart. */
function shown(before: number, after: number): [string, string] {
  const written = (digits: number): [string, string] => [(before * 100).toFixed(digits), (after * 100).toFixed(digits)];
  return [0, 1, 2].map(written).find(([was, is]) => was !== is) ?? written(3);
}
