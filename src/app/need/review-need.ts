import { z } from "zod";
import { toRecord } from "../../db/records.ts";
import { needReviewTable } from "../../db/schema/review.ts";
import { type NeedStatus, needCan, needContent, needTitle } from "../../domain/need/need.ts";
import { returnReasonCodes, returnReasons, reviewDecisions } from "../../domain/need/review.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { sendNotices } from "../notice/send-notices.ts";
import { parseInput } from "../parse-input.ts";
import { loadVersion, writeVersion } from "../record/write-version.ts";
import { scopeFor } from "../scope.ts";
import { within } from "../within.ts";

const inputSchema = z
  .strictObject({
    decision: z.enum(reviewDecisions),
    reasons: z.array(z.enum(returnReasonCodes)).max(returnReasonCodes.length).default([]),
    note: z.string().trim().max(1_000).default(""),
  })
  .refine(({ decision, reasons }) => decision === "accept" || reasons.length > 0, {
    message: "退回时请至少勾选一条原因",
    path: ["reasons"],
  })
  .refine(({ decision, reasons }) => decision === "return" || reasons.length === 0, {
    message: "勾选了退回原因：要退回请按“退回修改”，要通过请先取消勾选",
    path: ["reasons"],
  })
  .refine(({ reasons, note }) => !reasons.includes("other") || note !== "", {
    message: "选“其他”时请写说明",
    path: ["note"],
  });
export type ReviewNeedInput = z.input<typeof inputSchema>;

const statusAfter = { accept: "analysed", return: "returned" } as const;

/**
 * Staff take a need on, or send it back with every reason at once; its author is told in the inbox.
 * @throws AppError `forbidden`, `not_found`, `stale_version`, `invalid_input`; `precondition_failed` where its state does not allow it
 */
export async function reviewNeed({
  ctx,
  id,
  ifVersion,
  input,
}: {
  ctx: AppContext;
  id: string;
  ifVersion: number;
  input: ReviewNeedInput;
}): Promise<RecordOf<"need">> {
  requireDuty(ctx.principal, "curateLists");
  const { decision, reasons, note } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    const ref = { kind: "need", id, ifVersion } as const;
    const row = await loadVersion(tx, ref, scopeFor(ctx.principal, "own", "need"));
    if (!needCan(decision, row.status as NeedStatus)) {
      throw new AppError("precondition_failed", "这条需求当前的状态不能这样处理。", { reason: row.status });
    }
    const written = await writeVersion(tx, ref, { status: statusAfter[decision] }, ctx.now());
    const told = [...new Set(reasons)];
    await tx.insert(needReviewTable).values({
      id: ctx.newId(),
      needId: id,
      needVersion: written.version,
      decision,
      reasons: told,
      note,
      decidedBy: ctx.principal.id,
      decidedAt: ctx.now(),
    });
    await appendAudit(ctx, tx, {
      action: "need.review",
      subjectKind: "need",
      subjectId: id,
      reason: note,
      details: { decision, reasons: told, version: written.version },
    });
    const title = needTitle(needContent.parse(row.content));
    const to = row.organizationId === null ? { userId: row.createdBy } : { organizationId: row.organizationId };
    const words = told.map(
      (reason, at) => `${at + 1}. ${returnReasons[reason].label}：${returnReasons[reason].advice}`,
    );
    const body = [...words, ...(note === "" ? [] : [`说明：${note}`])].join("\n");
    await sendNotices(within(ctx, tx), [
      decision === "return"
        ? { ...to, title: `需求“${title}”被退回，请修改后再提交`, body, link: `/needs/${id}/edit` }
        : {
            ...to,
            title: `需求“${title}”已审核通过`,
            body: body || "可以查看匹配的专家和成果。",
            link: `/needs/${id}`,
          },
    ]);
    return toRecord("need", written);
  });
}
