import { z } from "@hono/zod-openapi";
import type { Answer, AskedPair } from "../../app/match-list/list-answers.ts";
import { answerNames, answerStatus } from "../../domain/match-list/match-list.ts";
import { sheetTarget } from "../../domain/match-list/sheet.ts";
import { briefSchema, recordBrief } from "./record-view.ts";

export const answerSchema = z
  .object({
    id: z.string(),
    listId: z.string(),
    needId: z.string(),
    target: sheetTarget,
    side: z.enum(["need", "counterpart"]).openapi({ description: "need 需求方；counterpart 专家或成果一方" }),
    status: answerStatus,
    statusLabel: z.string(),
    reason: z.string(),
    answeredAt: z.iso.datetime().nullable(),
    version: z.number().int(),
  })
  .openapi("PairAnswer");

/** An answer as the API tells it. */
export function answerView({ id, listId, needId, targetKind, targetId, side, status, reason, ...rest }: Answer) {
  return {
    id,
    listId,
    needId,
    target: { kind: targetKind, id: targetId },
    side,
    status,
    statusLabel: answerNames[status],
    reason,
    answeredAt: rest.answeredAt?.toISOString() ?? null,
    version: rest.version,
  };
}

export const askedSchema = z
  .object({
    items: z.array(
      answerSchema.extend({
        listTitle: z.string(),
        need: briefSchema.nullable().openapi({ description: "调用方可见的内容；已不可见的为空" }),
        candidate: briefSchema.nullable(),
        other: z.enum(answerStatus.options).openapi({ description: "另一方的答复" }),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi("AskedPairs", { description: "等待或已有答复的对接" });

export function askedView({ answer, listTitle, need, target, other }: AskedPair) {
  return {
    ...answerView(answer),
    listTitle,
    need: need === null ? null : recordBrief(need),
    candidate: target === null ? null : recordBrief(target),
    other,
  };
}

/** Parsed by the use case; here for the description. */
export const answerBody = z
  .strictObject({
    status: answerStatus.exclude(["waiting"]),
    reason: z.string().max(500).optional(),
  })
  .openapi("PairAnswerUpdate", {
    description: "谢绝须写明原因，会转告对方。",
    example: { status: "declined", reason: "已有合作单位" },
  });
