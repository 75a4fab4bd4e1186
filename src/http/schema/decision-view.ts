import { z } from "@hono/zod-openapi";
import {
  type Decision,
  type DecisionInput,
  decisionActions,
  decisionInput,
  type ExcludeReason,
  excludeReasons,
} from "../../domain/matching/decision.ts";

const kind = z.enum(["need", "expert", "achievement"]);
const reasonCodes = Object.keys(excludeReasons) as [ExcludeReason, ...ExcludeReason[]];
const reasonList = reasonCodes.map((code) => `${code} ${excludeReasons[code].label}`).join("；");

const example: DecisionInput = {
  targetId: "8a0c2f5e-6d0b-4a53-9d64-3b1f0a7c1e22",
  action: "exclude",
  reason: "off_topic",
  note: "主要做水性涂料，不涉及电镀废水",
  shownPosition: 3,
};

/** Parsed by the use case; here for the description. */
export const decisionBody = z.strictObject(decisionInput.shape).openapi("DecisionCreate", {
  description: `排除时须选原因：${reasonList}。clear 使候选恢复为未处理。撤销和重做用 ofId 指明操作；调整次序用 toPosition 给出新位置。`,
  example,
});

export const decisionSchema = z
  .object({
    id: z.string(),
    runId: z.string(),
    subjectKind: kind,
    subjectId: z.string(),
    targetKind: kind,
    targetId: z.string(),
    action: z.enum(decisionActions),
    reason: z.object({ code: z.enum(reasonCodes), label: z.string() }).nullable(),
    note: z.string(),
    shownPosition: z.number().int().nullable().openapi({ description: "操作时所在的位次；手工添加的候选为空" }),
    toPosition: z.number().int().nullable(),
    ofId: z.string().nullable(),
    weightsVersion: z.string(),
    actor: z.string(),
    createdAt: z.iso.datetime(),
  })
  .openapi("Decision", { description: "工作人员对名单上一个候选的一次操作" });

/** A decision as the API tells it. */
export function decisionView(decision: Decision) {
  const { id, runId, subjectKind, subjectId, targetKind, targetId, action, reason } = decision;
  const { note, shownPosition, toPosition, ofId, weightsVersion, actor, createdAt } = decision;
  return {
    id,
    runId,
    subjectKind,
    subjectId,
    targetKind,
    targetId,
    action,
    reason: reason === null ? null : { code: reason, label: excludeReasons[reason].label },
    note,
    shownPosition,
    toPosition,
    ofId,
    weightsVersion,
    actor,
    createdAt: createdAt.toISOString(),
  };
}
