import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { findRow, type RecordRow } from "../../db/records.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { recordTable } from "../../db/schema/record.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import type { Contact } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findContact } from "../record/save-contact.ts";
import { scopeFor, signInFirst, worksWith } from "../scope.ts";
import { findConsents, statesOf } from "./consents.ts";

const inputSchema = z.strictObject({
  reason: z.string().trim().min(2, { error: "请写明查看联系方式的用途" }).max(500),
});

/**
 * The contact of an expert: for themself, their institution and staff; for a firm only while the expert agrees to it and the firm's
 * need was introduced to them with success. Who looked and why is kept.
 * @returns null when there is none
 * @throws AppError `unauthenticated`, `not_found`, `invalid_input`; `forbidden` without consent or introduction
 */
export async function revealExpertContact({
  ctx,
  expertId,
  input,
}: {
  ctx: AppContext;
  expertId: string;
  input: unknown;
}): Promise<Contact | null> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { reason } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    const row = await findRow(tx, "expert", expertId, scopeFor(ctx.principal, "read", "expert"));
    if (row === undefined) throw notFound("专家");
    const own = await findRow(tx, "expert", expertId, worksWith(ctx.principal, "expert"));
    if (own === undefined) {
      const agreed = statesOf(await findConsents(tx, expertId)).contact === "given";
      if (!agreed || !(await isIntroduced(ctx, tx, row))) {
        throw new AppError("forbidden", "专家同意提供联系方式、且贵方的需求与其对接获批准后可见。", {
          reason: "contact_consent",
        });
      }
    }
    await appendAudit(ctx, tx, { action: "contact.reveal", subjectKind: "expert", subjectId: expertId, reason });
    return findContact(ctx, tx, { kind: "expert", id: expertId });
  });
}

/** Whether a need of the principal's was introduced to the expert, or to their institution as such. */
async function isIntroduced(ctx: AppContext, tx: Orm, expert: RecordRow): Promise<boolean> {
  const organizations = actsFor(ctx.principal);
  if (organizations.length === 0) return false;
  const need = recordTable("need");
  const { needId, status, organizationId, targetKind, targetId } = introductionTable;
  const aboutThem = and(eq(targetKind, "expert"), eq(targetId, expert.id));
  const institution = expert.organizationId;
  const aboutTheirs = institution === null ? sql`false` : and(isNull(targetId), eq(organizationId, institution));
  const found = await tx
    .select({ id: introductionTable.id })
    .from(introductionTable)
    .innerJoin(need, eq(need.id, needId))
    .where(
      and(
        inArray(status, ["approved", "confidential"]),
        inArray(need.organizationId, [...organizations]),
        or(aboutThem, aboutTheirs),
      ),
    )
    .limit(1);
  return found.length > 0;
}
