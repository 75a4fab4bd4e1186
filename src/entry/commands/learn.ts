import { Command } from "commander";
import { decideWeights } from "../../app/weights/decide-weights.ts";
import { listWeights } from "../../app/weights/list-weights.ts";
import { proposeWeights } from "../../app/weights/propose-weights.ts";
import type { WeightsReport } from "../../app/weights/weights-report.ts";
import { factorNames } from "../../domain/matching/weights.ts";
import {
  type WeightsAction,
  type WeightsVersion,
  weightsActions,
  weightsStatusLabels,
} from "../../domain/matching/weights-version.ts";
import { entityNames } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { createProgress } from "../progress.ts";
import { withInstallation } from "./with-installation.ts";

interface LearnOptions extends Partial<Record<WeightsAction, string>> {
  list?: boolean;
  yes?: boolean;
  json?: boolean;
}

const done: Record<WeightsAction, string> = { apply: "已启用", discard: "已放弃", restore: "已恢复" };

/** `duijie learn`: proposes weights from what staff kept and excluded; applies, discards and restores versions. */
export function learnCommand(): Command {
  return new Command("learn")
    .description("从工作人员的取舍学习评分权重：提出方案，由管理员启用或放弃")
    .option("--list", "列出全部权重版本")
    .option("--apply <版本>", "启用一个待定的方案（须加 --yes）")
    .option("--discard <版本>", "放弃一个待定的方案")
    .option("--restore <版本>", "恢复一个曾经生效的版本（须加 --yes）")
    .option("--yes", "确认更换生效的权重")
    .option("--json", "以 JSON 写到标准输出")
    .action(runLearn);
}

async function runLearn(options: LearnOptions): Promise<void> {
  const { list, yes, json } = options;
  const actions = (Object.keys(weightsActions) as WeightsAction[]).filter((action) => options[action] !== undefined);
  const [action] = actions;
  if (actions.length + (list === true ? 1 : 0) > 1) usage("--list、--apply、--discard、--restore 一次只能用一个");
  if ((action === "apply" || action === "restore") && yes !== true)
    usage(`--${action} 会更换生效的权重，全部名单将重新计算：确认请加 --yes`);
  if (action !== undefined) {
    const version = await withInstallation(({ context }) =>
      decideWeights({ ctx: context(localStaff), version: options[action]!, action }),
    );
    print(json, versionRow(version), () => versionLine(version));
    process.stderr.write(`${done[action]} ${version.weights.version}。\n`);
    if (action !== "discard") process.stderr.write("全部名单已标为“评分权重有调整”，下次查看时重新计算。\n");
  } else if (list === true) {
    const versions = await withInstallation(({ context }) => listWeights({ ctx: context(localStaff) }));
    print(json, versions.map(versionRow), () => versions.map(versionLine).join(""));
  } else {
    const progress = createProgress();
    const report = await withInstallation(
      ({ context }) =>
        proposeWeights({
          ctx: context(localStaff),
          onProgress: (replayed, total) => progress.update("重放名单", replayed, total),
        }),
      { guessesFields: true },
    );
    print(json, reportRow(report), () => reportText(report));
    sayNext(report);
  }
}

function usage(message: string): never {
  throw new AppError("invalid_input", message, { reason: "usage" });
}

function print(json: boolean | undefined, data: unknown, text: () => string): void {
  process.stdout.write(json === true ? `${JSON.stringify(data)}\n` : text());
}

function versionRow({ weights, status, origin, base, createdAt, decidedBy, decidedAt }: WeightsVersion) {
  return { version: weights.version, status, origin, base, factors: weights.factors, createdAt, decidedBy, decidedAt };
}

function versionLine({ weights, status }: WeightsVersion): string {
  const factors = factorNames.map((name) => `${name} ${weights.factors[name]}`).join(" ");
  return `${weights.version}\t${weightsStatusLabels[status]}\t${factors}\n`;
}

function reportRow({ version, ...report }: WeightsReport) {
  return { version: version === null ? null : versionRow(version), ...report };
}

function reportText({ version, base, changes, evidence, moves }: WeightsReport): string {
  const { judgements, needs, comparisons, overruled, heldOut, replay } = evidence;
  const { accuracy, ndcg } = heldOut;
  const counts = (bands: Record<string, number>) => `高 ${bands.高} 中 ${bands.中} 低 ${bands.低}`;
  const lines = [
    `方案\t${version?.weights.version ?? "（未提出）"}\t对照 ${base}`,
    ...changes.map(({ label, before, after }) => `权重\t${label}\t${before} → ${after}\t${signed(after - before)}`),
    `依据\t取舍 ${judgements} 条，需求 ${needs} 项，比较 ${comparisons} 对，其中 ${overruled} 对是保留了排位更低的候选`,
    `留出检验\t次序与取舍一致 ${share(accuracy.before)} → ${share(accuracy.after)}\tnDCG ${ndcg.before.toFixed(4)} → ${ndcg.after.toFixed(4)}`,
    `留出检验\t${heldOut.needs} 项需求中更好 ${heldOut.better}，更差 ${heldOut.worse}\t偶然的概率 ${heldOut.chance.toFixed(4)}\t${heldOut.passed ? "通过" : "未通过"}`,
    `重放\t${replay.lists} 份名单：前十换人 ${replay.topChanged} 份（进入前十 ${replay.entered} 人次），只换次序 ${replay.topReordered} 份`,
    `档次\t${counts(replay.bands.before)} → ${counts(replay.bands.after)}`,
    ...moves.map(
      ({ need, needId, targetKind, target, targetId, from, to }) =>
        `变动\t${need ?? needId}\t${entityNames[targetKind]} ${target ?? targetId}\t第 ${from} 位 → 第 ${to} 位`,
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function signed(change: number): string {
  return `${change < 0 ? "−" : "+"}${Math.abs(change).toFixed(3)}`;
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}

function sayNext({ version }: WeightsReport): void {
  if (version === null) {
    process.stderr.write("留出检验没有显示出比现行权重更好，没有提出方案；积累更多取舍后可再试。\n");
    return;
  }
  const { version: name } = version.weights;
  process.stderr.write(
    [
      "取舍受当时排位影响：排在前面的更容易被看到、被保留，所以学到的权重偏向现行权重。重放只看已存的前 50 位。",
      `启用：duijie learn --apply ${name} --yes；放弃：duijie learn --discard ${name}。不处理则一切照旧。`,
      "",
    ].join("\n"),
  );
}
