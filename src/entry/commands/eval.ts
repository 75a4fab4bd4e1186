import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { beijingYear } from "../../domain/shared/beijing-time.ts";
import { readTasks } from "../evaluate/judged/read-tasks.ts";
import { measureSystem } from "../evaluate/measure-system.ts";
import { type MeasureOptions, openBaseline, printMeasures } from "../evaluate/print-measures.ts";
import { createRanker, type RankTask } from "../evaluate/rank-task.ts";
import { runLines } from "../evaluate/run-file.ts";
import { type System, systemOf, systems } from "../evaluate/systems.ts";
import { loadCodeLists } from "../load-code-lists.ts";
import { openAnalyser, openEngine, openFields } from "../pick-adapters.ts";
import { createProgress } from "../progress.ts";
import { wholeNumber } from "./whole-number.ts";

interface EvalOptions extends MeasureOptions {
  tasks: string;
  out: string;
  only?: string[];
}

/** `duijie eval --tasks DIR --out DIR`: runs of judged retrieval tasks, and how good they are. */
export function evalCommand(): Command {
  const command = new Command("eval")
    .description("在判定过的检索任务上排序，写出 <任务>.run.tsv，打印各任务的指标")
    .requiredOption("--tasks <目录>", "含 tasks.json、corpora、各任务 queries.jsonl 和 qrels.tsv")
    .requiredOption("--out <目录>", "写出的目录")
    .option("--only <任务>", "只做这些任务，用逗号分开", (text) => text.split(/[,，]/).filter((name) => name !== ""));
  return withMeasureOptions(command).action(async (options: EvalOptions) => {
    const system = systemOf(options.system);
    const baseline = await openBaseline(options);
    const tasks = await readTasks(options.tasks, options.only ?? null);
    const rank = await openRanker();
    await mkdir(options.out, { recursive: true });
    const measure = (asked: System) => measureSystem(rank, tasks, asked);
    const { runs, measured } = await measure(system);
    for (const [name, run] of runs) {
      const lines = [...run.keys()].flatMap((query) => runLines(run, query));
      await writeFile(join(options.out, `${name}.run.tsv`), lines.join(""));
    }
    process.stderr.write(`${system.name}：${tasks.length} 个任务已写入 ${options.out}\n`);
    await printMeasures(options, system, tasks, measured, baseline, measure);
  });
}

/** Adds the options both commands of evaluation share. */
export function withMeasureOptions(command: Command): Command {
  const names = systems.map(({ name }) => name).join("、");
  return command
    .option("--system <名称>", `排序用的系统：${names}`, systems[0]!.name)
    .option("--save-baseline <文件>", "保存逐条查询的结果，供以后比较")
    .option("--baseline <文件>", "与保存过的结果成对比较，给出差、95 % 区间和 p")
    .option("--diff <条数>", "每个任务列出变好、变差最多的查询", wholeNumber(1, 1000))
    .option("--ablate", "逐个关掉各信号，与现用系统比较")
    .option("--json <文件>", "把同样的数字写入文件");
}

/** The product's ranking over indexes in memory. */
export async function openRanker(): Promise<RankTask> {
  const progress = createProgress();
  const analyser = await openAnalyser((message) => process.stderr.write(`${message}\n`));
  const newFields = await openFields((await loadCodeLists()).field);
  return createRanker({
    analyser,
    newEngine: (params) => openEngine({ analyser, params }),
    newFields,
    currentYear: beijingYear(new Date()),
    onProgress: progress.update,
  });
}
