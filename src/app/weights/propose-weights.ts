import { readDecisionLog } from "../../db/match-decisions.ts";
import { lockWeights, saveWeightsVersion } from "../../db/weights-versions.ts";
import { judgementsOf } from "../../domain/matching/judgements.ts";
import { learnWeights, leastJudgements, leastNeeds } from "../../domain/matching/learn-weights.ts";
import { factorNames, startWeights, type Weights } from "../../domain/matching/weights.ts";
import type { WeightsVersion } from "../../domain/matching/weights-version.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { currentWeights } from "./current-weights.ts";
import { allVersions } from "./list-weights.ts";
import { replayLists } from "./replay-lists.ts";
import { type WeightsEvidence, type WeightsReport, weightsReport } from "./weights-report.ts";

/**
 * Learns from the log of decisions and stores a proposal where it orders held-out needs better than the weights in force;
 * else reports what was found with `version` null. It applies nothing. The same proposal is not stored twice.
 * @throws AppError `forbidden`; `precondition_failed`, reason `too_few_decisions`, saying how many are missing
 */
export async function proposeWeights({
  ctx,
  onProgress = () => {},
}: {
  ctx: AppContext;
  onProgress?: (done: number, total: number) => void;
}): Promise<WeightsReport> {
  requireDuty(ctx.principal, "proposeWeights");
  const current = await currentWeights(ctx);
  const result = learnWeights(judgementsOf(await readDecisionLog(ctx.db.orm)), current.factors, startWeights.factors);
  if (result.kind === "tooFew") throw tooFew(result);
  const { kind: _kind, factors, ...found } = result;
  const replay = await replayLists(ctx, current, { ...current, factors }, onProgress);
  const evidence: WeightsEvidence = { ...found, replay };
  const version = found.heldOut.passed ? await store(ctx, current, factors, evidence) : null;
  return weightsReport(ctx, version, current, factors, evidence);
}

/** @throws AppError `conflict` when other weights came into force meanwhile */
function store(
  ctx: AppContext,
  base: Weights,
  factors: Weights["factors"],
  evidence: WeightsEvidence,
): Promise<WeightsVersion> {
  return ctx.db.transaction(async (tx) => {
    await lockWeights(tx);
    const versions = await allVersions(tx);
    const inForce = versions.find(({ status }) => status === "applied")!;
    if (inForce.weights.version !== base.version) {
      throw new AppError("conflict", "学习期间生效的权重有变动，请重新运行。", { reason: "base_changed" });
    }
    const same = versions.find(
      ({ status, base: other, weights }) =>
        status === "proposed" &&
        other === base.version &&
        factorNames.every((name) => weights.factors[name] === factors[name]),
    );
    if (same !== undefined) return same;
    const now = ctx.now();
    const learntToday = `learnt-${now.toISOString().slice(0, 10)}-`;
    const count = versions.filter(({ weights }) => weights.version.startsWith(learntToday)).length;
    const version: WeightsVersion = {
      weights: { ...base, version: `${learntToday}${count + 1}`, factors },
      origin: "learnt",
      status: "proposed",
      base: base.version,
      evidence,
      createdBy: ctx.principal.id,
      createdAt: now,
      decidedBy: null,
      decidedAt: null,
    };
    await saveWeightsVersion(tx, version);
    return version;
  });
}

function tooFew({ judgements, needs }: { judgements: number; needs: number }): AppError {
  const missing = Math.max(0, leastJudgements - judgements);
  const missingNeeds = Math.max(0, leastNeeds - needs);
  const lacks = [
    ...(missing > 0 ? [`还差 ${missing} 条`] : []),
    ...(missingNeeds > 0 ? [`还差 ${missingNeeds} 项既有保留又有排除的需求`] : []),
  ];
  return new AppError("precondition_failed", `工作人员的取舍还不够学习：${lacks.join("，")}。`, {
    reason: "too_few_decisions",
    issues: [
      {
        where: "取舍记录",
        found: `${judgements} 条可用，${needs} 项需求`,
        expected: `至少 ${leastJudgements} 条，来自至少 ${leastNeeds} 项需求`,
        fix: "撤销的操作、手工添加的候选、与契合无关的排除原因（如利益冲突、名额已满）不计入",
      },
    ],
  });
}
