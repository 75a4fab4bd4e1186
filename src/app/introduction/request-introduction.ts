import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { findRow } from "../../db/records.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { recordTable } from "../../db/schema/record.ts";
import { openIntroductions } from "../../domain/disclosure/introduction.ts";
import { type NeedStatus, needCan } from "../../domain/need/need.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { actsFor, audienceOf } from "../../domain/shared/principal.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { scopeFor, signInFirst } from "../scope.ts";

const inputSchema = z.strictObject({
  /** Whom staff ask for; the others ask for their own organisation. */
  organizationId: z.uuid().optional(),
  /** The expert or achievement it is about. */
  target: z
    .strictObject({ kind: z.enum(["expert", "achievement"]), id: z.uuid() })
    .nullable()
    .default(null),
  message: z.string().trim().min(1, { error: "请写明为什么希望对接" }).max(1_000),
});
export type RequestIntroductionInput = z.input<typeof inputSchema>;

/**
 * An institution, or staff for one, asks to be introduced to a need it can see. Nothing more is shown before the need's side agrees.
 * @returns the introduction's id
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`, `not_found`; `conflict` while one is open; `precondition_failed`
 * where the need takes none
 */
export async function requestIntroduction({
  ctx,
  needId,
  input,
}: {
  ctx: AppContext;
  needId: string;
  input: RequestIntroductionInput;
}): Promise<string> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { organizationId: asked, target, message } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    const need = await findRow(tx, "need", needId, scopeFor(ctx.principal, "read", "need"));
    if (need === undefined) throw notFound("技术需求");
    if (!needCan("match", need.status as NeedStatus)) {
      throw new AppError("precondition_failed", "该需求当前状态不接受对接申请。", { reason: need.status });
    }
    const organizationId = await counterpart(ctx, tx, asked);
    if (organizationId === need.organizationId) throw new AppError("forbidden", "不能对接本单位的需求。");
    if (target !== null) {
      const row = await findRow(tx, target.kind, target.id, scopeFor(ctx.principal, "own", target.kind));
      if (row === undefined || row.organizationId !== organizationId) throw notFound("对接对象");
    }
    // One request at a time per need, so that two at once do not both find none open.
    await tx
      .select({ id: recordTable("need").id })
      .from(recordTable("need"))
      .where(eq(recordTable("need").id, needId))
      .for("update");
    const open = await tx
      .select({ id: introductionTable.id })
      .from(introductionTable)
      .where(
        and(
          eq(introductionTable.needId, needId),
          eq(introductionTable.organizationId, organizationId),
          inArray(introductionTable.status, [...openIntroductions]),
        ),
      );
    if (open.length > 0)
      throw new AppError("conflict", "该单位对这项需求的对接申请已经提交。", { reason: "already_open" });
    const id = ctx.newId();
    await tx.insert(introductionTable).values({
      id,
      needId,
      organizationId,
      targetKind: target?.kind ?? null,
      targetId: target?.id ?? null,
      status: "requested",
      requestedBy: ctx.principal.id,
      requestedAt: ctx.now(),
      message,
      version: 1,
    });
    await appendAudit(ctx, tx, {
      action: "introduction.change",
      subjectKind: "need",
      subjectId: needId,
      reason: message,
      details: { introductionId: id, organizationId, to: "requested" },
      onBehalfOf: actsFor(ctx.principal).includes(organizationId) ? null : organizationId,
    });
    return id;
  });
}

/** The organisation to be introduced. @throws AppError `forbidden` where the principal can ask for none */
async function counterpart(ctx: AppContext, tx: Orm, asked: string | undefined): Promise<string> {
  const { principal } = ctx;
  if (audienceOf(principal) === "internal") {
    if (asked === undefined) {
      const issues = [{ where: "organizationId", found: "未填写", expected: "要对接的单位" }];
      throw new AppError("invalid_input", "请选择要对接的单位。", { issues });
    }
    const found = await tx
      .select({ id: organizationTable.id })
      .from(organizationTable)
      .where(and(eq(organizationTable.id, asked), eq(organizationTable.kind, "institution")));
    if (found.length === 0) throw notFound("单位");
    return asked;
  }
  const own = principal.kind === "user" || principal.kind === "token" ? principal : null;
  const mayWrite = own?.kind === "user" || (own?.kind === "token" && own.scopes.includes("write"));
  if (own?.organizationKind !== "institution" || own.organizationId === null || !mayWrite) {
    throw new AppError("forbidden", "对接申请由高校院所提出，或由科技局工作人员代为提出。", {
      reason: "not_institution",
    });
  }
  if (asked !== undefined && asked !== own.organizationId) throw new AppError("forbidden", "只能为本单位申请对接。");
  return own.organizationId;
}
