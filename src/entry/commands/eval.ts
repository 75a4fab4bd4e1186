import { Command } from "commander";
import { lexicalParams } from "../../domain/matching/weights.ts";
import { createEmbeddedEngine } from "../../search/embedded/embedded-engine.ts";
import { rankGold } from "../evaluate/rank-gold.ts";
import { type EvaluateTools, rankTasks } from "../evaluate/rank-tasks.ts";
import { loadCodeLists, resolversOf } from "../load-code-lists.ts";
import { openAnalyser } from "../pick-adapters.ts";
import { createProgress } from "../progress.ts";

/** `duijie eval --tasks DIR --out DIR`: runs of judged retrieval tasks. */
export function evalCommand(): Command {
  return new Command("eval")
    .description("在判定过的检索任务上排序，写出 <任务>.run.tsv")
    .requiredOption("--tasks <目录>", "含 tasks.json、corpora、各任务 queries.jsonl")
    .requiredOption("--out <目录>", "写出的目录")
    .option("--system <名称>", "写在进度里的系统名", "duijie")
    .action(async (options: { tasks: string; out: string; system: string }) => {
      const tasks = await rankTasks(options.tasks, options.out, await openTools());
      process.stderr.write(`${options.system}：${tasks.length} 个任务已写入 ${options.out}\n`);
    });
}

/** `duijie eval-gold --dir DIR --out run.tsv`: needs against judged experts and achievements. */
export function evalGoldCommand(): Command {
  return new Command("eval-gold")
    .description("对判定过的需求排序专家与成果，写出一个 run 文件")
    .requiredOption("--dir <目录>", "含 needs.jsonl、experts.jsonl、achievements.jsonl")
    .requiredOption("--out <文件>", "写出的文件")
    .action(async ({ dir, out }: { dir: string; out: string }) => {
      await rankGold(dir, out, resolversOf(await loadCodeLists()), await openTools());
      process.stderr.write(`已写入 ${out}\n`);
    });
}

async function openTools(): Promise<EvaluateTools> {
  const progress = createProgress();
  const analyser = await openAnalyser((message) => process.stderr.write(`${message}\n`));
  return {
    analyser,
    newEngine: () => createEmbeddedEngine({ analyser, params: lexicalParams }),
    currentYear: new Date().getFullYear(),
    onProgress: progress.update,
  };
}
