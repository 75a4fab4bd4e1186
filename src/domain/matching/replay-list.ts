import { type FactorMeans, type FactorValues, scorePair } from "./score.ts";
import type { Weights } from "./weights.ts";
import { type Band, bandOf } from "./words.ts";

/** Where a stored candidate stands under two sets of weights; ranks are 1-based. */
export interface ReplayedPlace {
  targetId: string;
  from: number;
  to: number;
  bands: { before: Band; after: Band };
}

/** Ranks the stored places of one list under weights in force and under proposed ones, from the stored factors. Candidates
 * beyond the stored places take no part. Equal scores order by id. */
export function replayList(
  items: readonly { targetId: string; factors: FactorValues }[],
  means: FactorMeans,
  before: Weights,
  after: Weights,
): ReplayedPlace[] {
  const [old, proposed] = [before, after].map((weights) => {
    const scored = items.map(({ targetId, factors }) => ({
      targetId,
      score: scorePair(factors, means, weights).score,
    }));
    scored.sort((a, b) => b.score - a.score || (a.targetId < b.targetId ? -1 : 1));
    return new Map(
      scored.map(({ targetId, score }, index) => [targetId, { rank: index + 1, band: bandOf(score, weights) }]),
    );
  }) as [Map<string, { rank: number; band: Band }>, Map<string, { rank: number; band: Band }>];
  return [...old].map(([targetId, { rank, band }]) => {
    const then = proposed.get(targetId)!;
    return { targetId, from: rank, to: then.rank, bands: { before: band, after: then.band } };
  });
}
