import type { Overlap } from "./overlap.ts";
import type { PairScore } from "./score.ts";
import type { FactorSignals } from "./signals/all.ts";
import { factorLabels, factorNames, type Weights } from "./weights.ts";

/** A score as staff read it. */
export type Band = "高" | "中" | "低";

/** 档次 of a score. It ranks; it is not a probability. */
export function bandOf(score: number, weights: Weights): Band {
  if (score >= weights.bands.high) return "高";
  return score >= weights.bands.middle ? "中" : "低";
}

/** 推荐理由: the known factors that brought points, strongest first, then what the unknown ones were given: all points of the score.
 * The text factor quotes what both sides say, and what they say in different words. */
export function reasonsOf(
  result: PairScore,
  signals: FactorSignals,
  { phrases, pairs }: Pick<Overlap, "phrases" | "pairs">,
): string[] {
  const assumed = factorNames
    .filter((name) => signals[name].value === null)
    .reduce((sum, name) => sum + result.points[name], 0);
  const known = factorNames
    .filter((name) => signals[name].value !== null && result.points[name] > 0)
    .sort((a, b) => result.points[b] - result.points[a])
    .map((name) => {
      const why = name === "text" ? inWords(phrases, pairs) : signals[name].reason;
      return `${factorLabels[name]} +${result.points[name]}：${why}`;
    });
  return assumed === 0 ? known : [...known, `未知项按平均计 +${assumed}`];
}

function inWords(phrases: Overlap["phrases"], pairs: Overlap["pairs"]): string {
  const same = phrases.length === 0 ? [] : [`双方都提到“${phrases.slice(0, 3).join("”“")}”`];
  const near = pairs.slice(0, 2).map(({ subject, target }) => `“${subject}”与对方的“${target}”意思相近或相关`);
  return [...same, ...near].join("；") || "没有相同的专门用词，按全文用语的相近程度推算，请看原文核对";
}

/** 未知项: what somebody did not say, so that the list's mean, or a guess, stood in for it. */
export function unknownsOf(signals: FactorSignals): string[] {
  return factorNames
    .filter((name) => signals[name].value === null || signals[name].guessed === true)
    .map((name) => `${factorLabels[name]}（${signals[name].reason}）`);
}
