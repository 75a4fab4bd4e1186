import { markRunsStale } from "../../db/match-runs.ts";
import { lockWeights, saveWeightsVersion } from "../../db/weights-versions.ts";
import {
  type WeightsAction,
  type WeightsStatus,
  type WeightsVersion,
  weightsCan,
  weightsStatusLabels,
} from "../../domain/matching/weights-version.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { allVersions } from "./list-weights.ts";

const actionLabels: Record<WeightsAction, string> = { apply: "启用", discard: "放弃", restore: "恢复" };
const resultOf: Record<WeightsAction, WeightsStatus> = { apply: "applied", discard: "discarded", restore: "applied" };

/**
 * Applies or discards a proposed version, or restores one that was in force before. When the version in force changes,
 * every list goes stale with that reason and is computed anew for its next reader; no stored list changes.
 * @throws AppError `forbidden`, `not_found`; `precondition_failed` when its state forbids the action; `conflict` when the
 * proposal was made against a version that is no longer in force
 */
export async function decideWeights({
  ctx,
  version,
  action,
}: {
  ctx: AppContext;
  version: string;
  action: WeightsAction;
}): Promise<WeightsVersion> {
  requireDuty(ctx.principal, "decideWeights");
  return ctx.db.transaction(async (tx) => {
    await lockWeights(tx);
    const versions = await allVersions(tx);
    const chosen = versions.find(({ weights }) => weights.version === version);
    if (chosen === undefined) throw notFound("权重版本");
    requireState(chosen, action);
    const inForce = versions.find(({ status }) => status === "applied")!;
    if (action === "apply") requireBase(chosen, inForce.weights.version);
    const now = ctx.now();
    const decided = { ...chosen, status: resultOf[action], decidedBy: ctx.principal.id, decidedAt: now };
    if (decided.status === "applied") {
      // First, because one version at most is applied.
      await saveWeightsVersion(tx, { ...inForce, status: "superseded" });
      await markRunsStale(tx, { reason: "weights_changed", now });
    }
    await saveWeightsVersion(tx, decided);
    return decided;
  });
}

function requireState({ weights, status }: WeightsVersion, action: WeightsAction): void {
  if (weightsCan(action, status)) return;
  const which = action === "restore" ? "只有曾经生效过的版本可以恢复" : `只有待定的方案可以${actionLabels[action]}`;
  throw new AppError(
    "precondition_failed",
    `权重 ${weights.version} 现为“${weightsStatusLabels[status]}”，不能${actionLabels[action]}：${which}。`,
    { reason: status },
  );
}

function requireBase({ weights, base }: WeightsVersion, inForce: string): void {
  if (base === inForce) return;
  throw new AppError(
    "conflict",
    `方案 ${weights.version} 是与 ${base} 比较得出的，现在生效的是 ${inForce}。请重新运行 duijie learn 得到新的方案。`,
    { reason: "base_changed" },
  );
}
