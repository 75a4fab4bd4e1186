import type { MeasuredTasks } from "./baseline.ts";
import { changedQueries, compareTask, type QueryChange } from "./comparison.ts";
import { type Means, meansOf, metricNames } from "./metrics.ts";
import type { PairedDifference } from "./significance.ts";
import { textTable } from "./table.ts";

const metricLabels: Record<keyof Means, string> = {
  ndcg10: "nDCG@10",
  mrr10: "MRR@10",
  recall50: "Recall@50",
  success5: "Success@5",
};
/** Characters of a query's text, and of its moved candidates, shown with a change. */
const queryChars = 40;
const movesShown = 4;

/** What one task came to. `compared` is null without a baseline of that task. */
export interface TaskReport {
  task: string;
  queries: number;
  means: Means;
  compared: PairedDifference | null;
}

/** One row a task, compared with the baseline where there is one. */
export function reportTasks(measured: MeasuredTasks, baseline: MeasuredTasks | null): TaskReport[] {
  return [...measured].map(([task, queries]) => {
    const before = baseline?.get(task);
    return {
      task,
      queries: queries.size,
      means: meansOf(queries.values()),
      compared: before === undefined ? null : compareTask(task, before, queries),
    };
  });
}

/** The rows of {@link reportTasks} as a table. */
export function tasksTable(reports: readonly TaskReport[]): string {
  const compares = reports.some(({ compared }) => compared !== null);
  const header = ["任务", "查询", ...metricNames.map((name) => metricLabels[name])];
  const rows = reports.map(({ task, queries, means, compared }) => [
    task,
    String(queries),
    ...metricNames.map((name) => means[name].toFixed(4)),
    ...(compares ? differenceCells(compared) : []),
  ]);
  return textTable(compares ? [...header, ...differenceHeader] : header, rows);
}

/** Every system beside the product: how much nDCG@10 it costs or brings, in the tasks where it changes any query. */
export function ablationTable(
  systems: readonly { name: string; note: string; reports: readonly TaskReport[] }[],
): string {
  const rows = systems.flatMap(({ name, note, reports }) => {
    const system = `${name}（${note}）`;
    const moved = reports.filter(({ compared }) => compared !== null && compared.better + compared.worse > 0);
    if (moved.length === 0) return [[system, "全部任务", "", "="]];
    return moved.map(({ task, means, compared }) => [
      system,
      task,
      means.ndcg10.toFixed(4),
      ...differenceCells(compared),
    ]);
  });
  return textTable(["系统", "任务", "nDCG@10", ...differenceHeader], rows);
}

const differenceHeader = ["差", "95 % 区间", "p", "变好", "变差"];

function differenceCells(compared: PairedDifference | null): string[] {
  if (compared === null) return ["—", "", "", "", ""];
  const { difference, low, high, p, better, worse } = compared;
  if (better + worse === 0) return ["=", "", "", "0", "0"];
  return [signed(difference), `${signed(low)} … ${signed(high)}`, p.toFixed(4), String(better), String(worse)];
}

/** What got better and what got worse in one task, the largest `limit` changes each.
 * @param textOf the query's own text */
export function changesText(
  task: string,
  before: MeasuredTasks,
  after: MeasuredTasks,
  limit: number,
  textOf: (query: string) => string,
): string {
  const [was, is] = [before.get(task), after.get(task)];
  if (was === undefined || is === undefined) return "";
  const { better, worse } = changedQueries(task, was, is, limit);
  const line = ({ query, difference, moves }: QueryChange) => {
    const text = [...textOf(query).replaceAll(/\s+/g, " ")].slice(0, queryChars).join("");
    const shown = moves.slice(0, movesShown).map((move) => `${move.id} ${move.before ?? "—"}→${move.after ?? "—"}`);
    return `  ${signed(difference)}  ${query}  ${text}  ${shown.join("，")}${moves.length > movesShown ? "…" : ""}\n`;
  };
  const part = (title: string, changes: readonly QueryChange[]) =>
    changes.length === 0 ? "" : `${task} ${title}\n${changes.map(line).join("")}`;
  return part("变好", better) + part("变差", worse);
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
}
