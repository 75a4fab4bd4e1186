import type { JudgedTask } from "./judged/judged-task.ts";
import { averageOf, type Measured, measureRun } from "./measure/metrics.ts";
import type { RankTask, Run } from "./rank-task.ts";
import type { System } from "./systems.ts";

/** What one system made of tasks: a run each, and metrics of those that are judged. */
export interface SystemRun {
  runs: Map<string, Run>;
  measured: Map<string, Measured>;
}

/** Ranks and measures tasks by one system, in their order.
 * @param means further rows, behind the last of their tasks: the mean of these tasks, query by query */
export async function measureSystem(
  rank: RankTask,
  tasks: readonly JudgedTask[],
  system: System,
  means: readonly { name: string; of: readonly string[] }[] = [],
): Promise<SystemRun> {
  const runs = new Map<string, Run>();
  const measured = new Map<string, Measured>();
  for (const task of tasks) {
    const run = await rank(task, system);
    runs.set(task.name, run);
    if (task.judgements === null) continue;
    measured.set(task.name, measureRun(run, task.judgements, task.successGrade));
    for (const { name, of } of means) {
      if (of.at(-1) === task.name) measured.set(name, averageOf(of.map((part) => measured.get(part)!)));
    }
  }
  return { runs, measured };
}
