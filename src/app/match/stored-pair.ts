import type { MatchItem, MatchRun } from "../../db/match-runs.ts";
import { orientPair } from "../../domain/matching/pair.ts";
import { type GuessField, profileOf } from "../../domain/matching/profile.ts";
import { type FactorMeans, scorePair } from "../../domain/matching/score.ts";
import { factorSignals } from "../../domain/matching/signals/all.ts";
import { factorNames, type Weights } from "../../domain/matching/weights.ts";
import { beijingYear } from "../../domain/shared/beijing-time.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { ScoredPair } from "./describe-match.ts";

/** Said of a factor whose two records have changed since the list was made. */
const changedSince = "依据在生成名单后有修改";

/** Replays one stored place: the stored factors through the weights give the stored score; words come from the records,
 * as far as they still say what was scored. */
export function storedPair(
  run: MatchRun,
  item: MatchItem,
  subject: AnyRecord,
  target: AnyRecord,
  weights: Weights,
  guessField: GuessField,
): ScoredPair {
  const pair = orientPair(profileOf(subject, guessField), profileOf(target, guessField));
  const signals = factorSignals(pair, item.factors.text ?? 0, beijingYear(run.createdAt));
  for (const name of factorNames) {
    const value = item.factors[name];
    if (signals[name].value !== value) signals[name] = { value, reason: changedSince };
  }
  // Written by computeMatches, which stores the means of every factor.
  const means = run.summary.means as FactorMeans;
  return { rank: item.rank, result: scorePair(item.factors, means, weights), signals, gates: [...item.gates] };
}
