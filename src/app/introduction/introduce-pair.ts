import { and, eq, inArray } from "drizzle-orm";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import type { Answer } from "../match-list/list-answers.ts";

/**
 * Both parties of a sent pair agreed: the counterpart may read the need as an approved introduction allows. The raise
 * is audited like one that was asked for. Runs within the caller's transaction.
 */
export async function introducePair(ctx: AppContext, answer: Answer, other: Answer): Promise<void> {
  const { db, newId, now } = ctx;
  const counterpart = answer.side === "counterpart" ? answer : other;
  const firm = answer.side === "need" ? answer : other;
  if (counterpart.organizationId === null) return;
  const open = await db.orm
    .select({ id: introductionTable.id })
    .from(introductionTable)
    .where(
      and(
        eq(introductionTable.needId, answer.needId),
        eq(introductionTable.organizationId, counterpart.organizationId),
        eq(introductionTable.targetId, answer.targetId),
        inArray(introductionTable.status, ["approved", "confidential"]),
      ),
    );
  if (open.length > 0) return;
  const id = newId();
  await db.orm.insert(introductionTable).values({
    id,
    needId: answer.needId,
    organizationId: counterpart.organizationId,
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
  await appendAudit(ctx, db.orm, {
    action: "introduction.change",
    subjectKind: "need",
    subjectId: answer.needId,
    reason: "双方同意名单上的对接",
    details: { introductionId: id, organizationId: counterpart.organizationId, listId: answer.listId, to: "approved" },
    onBehalfOf: actsFor(ctx.principal).includes(answer.organizationId ?? "") ? null : answer.organizationId,
  });
}
