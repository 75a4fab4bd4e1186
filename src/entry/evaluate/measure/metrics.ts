import type { Judgements } from "../judged/judged-task.ts";
import type { Run } from "../rank-task.ts";

/** What is measured of one query, each 0–1. `success5` is null where no candidate could be a success. */
export interface QueryMetrics {
  ndcg10: number;
  mrr10: number;
  recall50: number;
  success5: number | null;
  /** Place from 1 of each useful candidate (grade > 0) on the list; those beyond its end are absent. */
  places: Readonly<Record<string, number>>;
}

export const metricNames = ["ndcg10", "mrr10", "recall50", "success5"] as const;
export type Means = Record<(typeof metricNames)[number], number>;

/** Metrics of every judged query; one that was not ranked counts 0. */
export type Measured = ReadonlyMap<string, QueryMetrics>;

/** nDCG@10 with gains 2^grade − 1 and discounts log2(1 + rank); MRR@10 and Recall@50 of useful candidates (grade > 0);
 * Success@5: one of at least `successGrade` among the first five.
 * Source: Järvelin & Kekäläinen, Cumulated gain-based evaluation (2002); gains as in Burges et al. (2005) */
export function measureRun(run: Run, judgements: Judgements, successGrade: number): Measured {
  return new Map(
    [...judgements].map(([query, grades]) => {
      const ranked = (run.get(query) ?? []).map(({ id }) => id);
      return [query, measureQuery(ranked, grades, successGrade)];
    }),
  );
}

function measureQuery(
  ranked: readonly string[],
  grades: ReadonlyMap<string, number>,
  successGrade: number,
): QueryMetrics {
  const found = ranked.map((id) => grades.get(id) ?? 0);
  const judged = [...grades.values()].toSorted((a, b) => b - a);
  const useful = judged.filter((grade) => grade > 0).length;
  const first = found.slice(0, 10).findIndex((grade) => grade > 0);
  return {
    ndcg10: useful === 0 ? 0 : gain(found.slice(0, 10)) / gain(judged.slice(0, 10)),
    mrr10: first === -1 ? 0 : 1 / (first + 1),
    recall50: useful === 0 ? 0 : found.slice(0, 50).filter((grade) => grade > 0).length / useful,
    success5: (judged[0] ?? 0) < successGrade ? null : Number(found.slice(0, 5).some((grade) => grade >= successGrade)),
    places: Object.fromEntries(ranked.flatMap((id, index) => (found[index]! > 0 ? [[id, index + 1]] : []))),
  };
}

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}

/** Each query's mean over the tasks that measure it: experts and achievements as one figure. Places are left out. */
export function averageOf(tasks: readonly Measured[]): Measured {
  const queries = new Set(tasks.flatMap((measured) => [...measured.keys()]));
  return new Map(
    [...queries].map((query) => {
      const own = tasks.flatMap((measured) => measured.get(query) ?? []);
      return [query, { ...meansOf(own), places: {} }];
    }),
  );
}

/** Means over queries; of Success@5 over those that can succeed, 0 where none can. */
export function meansOf(queries: Iterable<QueryMetrics>): Means {
  const all = [...queries];
  return Object.fromEntries(
    metricNames.map((name) => {
      const values = all.map((query) => query[name]).filter((value) => value !== null);
      return [name, values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length];
    }),
  ) as Means;
}
