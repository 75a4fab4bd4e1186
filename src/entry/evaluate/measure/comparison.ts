import { AppError } from "../../../domain/shared/errors.ts";
import type { Measured, QueryMetrics } from "./metrics.ts";
import { comparePaired, type PairedDifference } from "./significance.ts";

/** nDCG@10 of one task under two systems.
 * @throws AppError invalid_input where the two were not measured on the same queries */
export function compareTask(name: string, before: Measured, after: Measured): PairedDifference {
  const pairs = pairsOf(name, before, after);
  return comparePaired(
    pairs.map((pair) => pair.before.ndcg10),
    pairs.map((pair) => pair.after.ndcg10),
  );
}

/** One query that got better or worse, and where its useful candidates stood. */
export interface QueryChange {
  query: string;
  /** Change of nDCG@10. */
  difference: number;
  /** Places from 1 of the useful candidates that moved, best place first; null = not on the list. */
  moves: { id: string; before: number | null; after: number | null }[];
}

/** The `limit` largest gains and losses of one task; equal ones in the order of their ids. */
export function changedQueries(name: string, before: Measured, after: Measured, limit: number) {
  const changes = pairsOf(name, before, after).map(
    (pair): QueryChange => ({
      query: pair.query,
      difference: pair.after.ndcg10 - pair.before.ndcg10,
      moves: movesOf(pair.before.places, pair.after.places),
    }),
  );
  const ranked = (sign: 1 | -1) =>
    changes
      .filter(({ difference }) => sign * difference > 0)
      .sort((a, b) => sign * (b.difference - a.difference) || (a.query < b.query ? -1 : 1))
      .slice(0, limit);
  return { better: ranked(1), worse: ranked(-1) };
}

function pairsOf(name: string, before: Measured, after: Measured) {
  const missing = [...after.keys()].find((query) => !before.has(query));
  if (missing !== undefined || before.size !== after.size || after.size === 0) {
    const where = `任务 ${name}`;
    const found = missing === undefined ? `${before.size} 条查询` : `没有查询 ${missing}`;
    const issues = [{ where, found, expected: `同样的 ${after.size} 条查询`, fix: "请重新保存基线。" }];
    throw new AppError("invalid_input", "基线与这次评测的查询不一致，不能成对比较。", { issues });
  }
  return [...after].map(([query, metrics]) => ({ query, before: before.get(query)!, after: metrics }));
}

function movesOf(before: QueryMetrics["places"], after: QueryMetrics["places"]): QueryChange["moves"] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const best = (move: QueryChange["moves"][number]) => Math.min(move.before ?? Infinity, move.after ?? Infinity);
  return ids
    .map((id) => ({ id, before: before[id] ?? null, after: after[id] ?? null }))
    .filter((move) => move.before !== move.after)
    .sort((a, b) => best(a) - best(b) || (a.id < b.id ? -1 : 1));
}
