import type { RankedList } from "../../app/match/rank-candidates.ts";

/** Lines `query TAB document TAB rank TAB score` of one list; the score is not rounded. */
export function runLines(queryId: string, list: RankedList): string[] {
  return list.items.map(({ profile, rank, result }) => `${queryId}\t${profile.id}\t${rank}\t${result.score}\n`);
}
