import { and, eq, gte, inArray, or, sql } from "drizzle-orm";
import { introductionTable } from "../../db/schema/disclosure.ts";
import type { IntroductionStatus } from "../../domain/disclosure/introduction.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import type { Answer } from "../match-list/list-answers.ts";

/**
 * Both parties of a sent pair agreed: the counterpart may read the need as an approved introduction allows, unless the need's side
 * refused or revoked one since it agreed. The raise is audited like one that was asked for. Runs within the caller's transaction.
 */
export async function introducePair(ctx: AppContext, answer: Answer, other: Answer): Promise<void> {
  const { db, newId, now } = ctx;
  const { firm, counterpart } = sidesOf(answer, other);
  const { organizationId } = counterpart;
  if (organizationId === null) return;
  const { status, decidedAt } = introductionTable;
  const refusedSince = and(inArray(status, ["declined", "revoked"]), gte(decidedAt, firm.answeredAt ?? now()));
  const standing = await db.orm
    .select({ id: introductionTable.id })
    .from(introductionTable)
    .where(and(ofPair(answer, organizationId), or(inArray(status, isOpen), refusedSince)));
  if (standing.length > 0) return;
  const id = newId();
  await db.orm.insert(introductionTable).values({
    id,
    needId: answer.needId,
    organizationId,
    targetKind: answer.targetKind,
    targetId: answer.targetId,
    status: "approved",
    requestedBy: counterpart.answeredBy ?? "",
    requestedAt: now(),
    message: "",
    decidedBy: firm.answeredBy,
    decidedAt: now(),
    version: 1,
  });
  await auditChange(ctx, answer, "双方同意名单上的对接", { introductionId: id, organizationId, to: "approved" });
}

/** The need's side declines a pair it had agreed to: what it opened to the counterpart for this pair is closed. Nothing happens where the
 * counterpart declines: whether it may go on reading is the need's side's to say. Runs within the caller's transaction. */
export async function partPair(ctx: AppContext, answer: Answer, other: Answer): Promise<void> {
  const { db, now, principal } = ctx;
  const { organizationId } = sidesOf(answer, other).counterpart;
  if (answer.side !== "need" || organizationId === null || principal.kind === "visitor") return;
  const closed = await db.orm
    .update(introductionTable)
    .set({
      status: "revoked",
      decidedBy: principal.id,
      decidedAt: now(),
      reason: answer.reason,
      version: sql`${introductionTable.version} + 1`,
    })
    .where(and(ofPair(answer, organizationId), inArray(introductionTable.status, isOpen)))
    .returning({ id: introductionTable.id });
  for (const { id } of closed)
    await auditChange(ctx, answer, answer.reason, { introductionId: id, organizationId, to: "revoked" });
}

const isOpen: IntroductionStatus[] = ["approved", "confidential"];

function sidesOf(answer: Answer, other: Answer): { firm: Answer; counterpart: Answer } {
  return answer.side === "need" ? { firm: answer, counterpart: other } : { firm: other, counterpart: answer };
}

function ofPair({ needId, targetId }: Answer, organizationId: string) {
  return and(
    eq(introductionTable.needId, needId),
    eq(introductionTable.organizationId, organizationId),
    eq(introductionTable.targetId, targetId),
  );
}

async function auditChange(
  ctx: AppContext,
  answer: Answer,
  reason: string,
  change: { introductionId: string; organizationId: string; to: IntroductionStatus },
): Promise<void> {
  await appendAudit(ctx, ctx.db.orm, {
    action: "introduction.change",
    subjectKind: "need",
    subjectId: answer.needId,
    reason,
    details: { ...change, listId: answer.listId },
    onBehalfOf: actsFor(ctx.principal).includes(answer.organizationId ?? "") ? null : answer.organizationId,
  });
}
