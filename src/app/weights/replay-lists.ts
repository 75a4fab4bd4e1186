import { listItemsOfRuns, listLatestRuns, type MatchItem, type MatchRun } from "../../db/match-runs.ts";
import { replayList } from "../../domain/matching/replay-list.ts";
import type { FactorMeans } from "../../domain/matching/score.ts";
import type { Weights } from "../../domain/matching/weights.ts";
import type { Band } from "../../domain/matching/words.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";

/** Places of a list that count as seen. */
const top = 10;
/** Moves that are told one by one. */
const movesTold = 20;
/** Lists read at once, 50 places each. */
const chunk = 200;

export interface ReplayedMove {
  needId: string;
  targetKind: EntityKind;
  targetId: string;
  /** 1-based places. */
  from: number;
  to: number;
}

/** What other weights would do to the newest lists of all needs. */
export interface ReplaySummary {
  lists: number;
  /** Lists whose first ten places hold other candidates. */
  topChanged: number;
  /** Lists whose first ten places hold the same candidates in another order. */
  topReordered: number;
  /** Candidates that enter a first ten, all lists together. */
  entered: number;
  /** Candidates by band, all lists together. */
  bands: { before: Record<Band, number>; after: Record<Band, number> };
  /** The largest moves into, out of or within a first ten. */
  moves: ReplayedMove[];
}

/** Replays every need's newest lists from their stored factors. */
export async function replayLists(
  ctx: AppContext,
  before: Weights,
  after: Weights,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ReplaySummary> {
  const { orm } = ctx.db;
  const none = (): Record<Band, number> => ({ 高: 0, 中: 0, 低: 0 });
  const bands = { before: none(), after: none() };
  const summary: ReplaySummary = { lists: 0, topChanged: 0, topReordered: 0, entered: 0, bands, moves: [] };
  const runs = await listLatestRuns(orm, "need");
  for (let start = 0; start < runs.length; start += chunk) {
    const batch = runs.slice(start, start + chunk);
    const items = byRun(
      await listItemsOfRuns(
        orm,
        batch.map(({ id }) => id),
      ),
    );
    for (const run of batch) addList(summary, run, items.get(run.id) ?? [], before, after);
    summary.moves = summary.moves.sort(largestFirst).slice(0, movesTold);
    onProgress(start + batch.length, runs.length);
  }
  return summary;
}

function addList(
  summary: ReplaySummary,
  run: MatchRun,
  items: readonly MatchItem[],
  before: Weights,
  after: Weights,
): void {
  if (items.length === 0) return;
  // Written by computeMatches, which stores the means of every factor.
  const places = replayList(items, run.summary.means as FactorMeans, before, after);
  const inTop = places.filter(({ from, to }) => from <= top || to <= top);
  const entered = inTop.filter(({ from }) => from > top).length;
  summary.lists += 1;
  summary.entered += entered;
  if (entered > 0) summary.topChanged += 1;
  else if (inTop.some(({ from, to }) => from !== to)) summary.topReordered += 1;
  for (const { bands } of places) {
    summary.bands.before[bands.before] += 1;
    summary.bands.after[bands.after] += 1;
  }
  for (const { targetId, from, to } of inTop) {
    if (from !== to) summary.moves.push({ needId: run.subjectId, targetKind: run.targetKind, targetId, from, to });
  }
}

function byRun(items: readonly MatchItem[]): Map<string, MatchItem[]> {
  const lists = new Map<string, MatchItem[]>();
  for (const item of items) {
    const list = lists.get(item.runId);
    if (list === undefined) lists.set(item.runId, [item]);
    else list.push(item);
  }
  return lists;
}

function largestFirst(a: ReplayedMove, b: ReplayedMove): number {
  const key = ({ needId, targetKind, targetId }: ReplayedMove) => `${needId} ${targetKind} ${targetId}`;
  return Math.abs(b.from - b.to) - Math.abs(a.from - a.to) || a.to - b.to || (key(a) < key(b) ? -1 : 1);
}
