import { writeFile } from "node:fs/promises";
import { AppError } from "../../domain/shared/errors.ts";
import type { JudgedTask } from "./judged/judged-task.ts";
import { type MeasuredTasks, readBaseline, saveBaseline } from "./measure/baseline.ts";
import { ablationTable, changesText, reportTasks, tasksTable } from "./measure/report.ts";
import type { SystemRun } from "./measure-system.ts";
import { type System, systems } from "./systems.ts";

/** What both commands of evaluation can be asked for. */
export interface MeasureOptions {
  system: string;
  baseline?: string;
  saveBaseline?: string;
  diff?: number;
  ablate?: boolean;
  json?: string;
}

/** The baseline asked for, read before anything is ranked; null without one.
 * @throws AppError invalid_input on options that do not go together, and on a file that is no baseline */
export async function openBaseline({ baseline, diff, ablate, system }: MeasureOptions): Promise<MeasuredTasks | null> {
  const usage = (message: string) => new AppError("invalid_input", message, { reason: "usage" });
  if (diff !== undefined && baseline === undefined) throw usage("--diff 要与 --baseline 一起用：变化是相对基线的变化");
  if (ablate === true && baseline !== undefined) throw usage("--ablate 与现用系统比较，不能再给 --baseline");
  if (ablate === true && system !== systems[0]!.name) throw usage("--ablate 比较全部系统，不能再给 --system");
  return baseline === undefined ? null : readBaseline(baseline);
}

/** Tables on stdout, and the files asked for.
 * @param measure measures another system on the same tasks
 * @throws AppError invalid_input where a comparison is asked for and nothing was judged, or the baseline does not fit */
export async function printMeasures(
  options: MeasureOptions,
  system: System,
  tasks: readonly JudgedTask[],
  measured: MeasuredTasks,
  baseline: MeasuredTasks | null,
  measure: (system: System) => Promise<SystemRun>,
): Promise<void> {
  const { saveBaseline: savePath, diff, ablate, json } = options;
  if (measured.size === 0) {
    if ([options.baseline, savePath, ablate, json].some((option) => option !== undefined))
      throw new AppError("invalid_input", "没有判定文件 qrels.tsv，只能排序，不能评测。");
    return;
  }
  const reports = reportTasks(measured, baseline);
  process.stdout.write(tasksTable(reports));
  if (baseline !== null && diff !== undefined) {
    for (const { name, queries } of tasks) {
      const texts = new Map(queries.map(({ id, content }) => [id, `${content.title} ${content.description}`.trim()]));
      process.stdout.write(changesText(name, baseline, measured, diff, (query) => texts.get(query) ?? ""));
    }
  }
  const ablation = ablate === true ? await compareSystems(measured, measure) : null;
  if (ablation !== null) process.stdout.write(`\n${ablationTable(ablation)}`);
  if (savePath !== undefined) await saveBaseline(savePath, system.name, measured);
  if (json !== undefined) {
    const told = { system: system.name, tasks: reports, ...(ablation === null ? {} : { ablation }) };
    await writeFile(json, `${JSON.stringify(told, null, 2)}\n`);
  }
}

/** Every other system against what the product measured. */
async function compareSystems(product: MeasuredTasks, measure: (system: System) => Promise<SystemRun>) {
  const rows = [];
  for (const system of systems.slice(1)) {
    const { measured } = await measure(system);
    rows.push({ name: system.name, note: system.note, reports: reportTasks(measured, product) });
  }
  return rows;
}
