import type { Run } from "./rank-task.ts";

/** Lines `query TAB document TAB rank TAB score` of one query's list; the score is not rounded. */
export function runLines(run: Run, query: string): string[] {
  return (run.get(query) ?? []).map(({ id, score }, index) => `${query}\t${id}\t${index + 1}\t${score}\n`);
}
