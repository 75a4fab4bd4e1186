import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { withoutLimits, withoutNumbers } from "../evaluate/judged/change-gold.ts";
import { type GoldCollection, goldTasks, readGold } from "../evaluate/judged/read-gold.ts";
import { measureSystem } from "../evaluate/measure-system.ts";
import { type MeasureOptions, openBaseline, printMeasures } from "../evaluate/print-measures.ts";
import { runLines } from "../evaluate/run-file.ts";
import { type System, systemOf } from "../evaluate/systems.ts";
import { loadCodeLists, resolversOf } from "../load-code-lists.ts";
import { openRanker, withMeasureOptions } from "./eval.ts";

interface GoldOptions extends MeasureOptions {
  dir: string;
  out: string;
  withoutNumbers?: boolean;
  withoutLimits?: boolean;
  damaged?: boolean;
}

/** `duijie eval-gold --dir DIR --out run.tsv`: needs against judged experts and achievements. */
export function evalGoldCommand(): Command {
  const command = new Command("eval-gold")
    .description("对判定过的需求排序专家与成果，写出一个 run 文件，打印指标")
    .requiredOption("--dir <目录>", "含 needs.jsonl、experts.jsonl、achievements.jsonl 和 qrels.tsv")
    .requiredOption("--out <文件>", "写出的文件")
    .option("--without-numbers", "另测：需求去掉数字")
    .option("--without-limits", "另测：候选去掉“不涉及”“不适用”的分句")
    .option("--damaged", "另测：需求带拼音注音、繁体、全角、同音错字时的损失");
  return withMeasureOptions(command).action(async (options: GoldOptions) => {
    const system = systemOf(options.system);
    const baseline = await openBaseline(options);
    const gold = await readGold(options.dir, resolversOf(await loadCodeLists()));
    const variants = variantsOf(gold, options);
    const tasks = variants.flatMap(({ collection, name }) => goldTasks(collection, name));
    const means = variants.map(({ name }) => ({ name: `mean${name}`, of: [`experts${name}`, `achievements${name}`] }));
    const rank = await openRanker();
    const measure = (asked: System) => measureSystem(rank, tasks, asked, means);
    const { runs, measured } = await measure(system);
    const lines = gold.needs.flatMap(({ id }) =>
      tasks.slice(0, 2).flatMap(({ name }) => runLines(runs.get(name)!, id)),
    );
    await writeFile(options.out, lines.join(""));
    process.stderr.write(`${system.name}：已写入 ${options.out}\n`);
    await printMeasures(options, system, tasks, measured, baseline, measure);
    if (options.damaged !== true || measured.size === 0) return;
    // Its dictionaries are large and no other command needs them.
    const { lossTable, measureDamage } = await import("../evaluate/measure-damage.ts");
    process.stdout.write(`\n${lossTable(await measureDamage(rank, gold, system))}`);
  });
}

/** The collection as it is, and in the changed forms asked for. */
function variantsOf(gold: GoldCollection, options: GoldOptions): { name: string; collection: GoldCollection }[] {
  return [
    { name: "", collection: gold },
    ...(options.withoutNumbers === true ? [{ name: "/without-numbers", collection: withoutNumbers(gold) }] : []),
    ...(options.withoutLimits === true ? [{ name: "/without-limits", collection: withoutLimits(gold) }] : []),
  ];
}
