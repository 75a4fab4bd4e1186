import { and, eq, like, or } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { enqueue } from "../../db/outbox.ts";
import { findRow } from "../../db/records.ts";
import { oneTimeLinkTable, userTable } from "../../db/schema/account.ts";
import { contactTable } from "../../db/schema/contact.ts";
import { consentTable, introductionTable } from "../../db/schema/disclosure.ts";
import { importRowTable } from "../../db/schema/import.ts";
import { matchDecisionTable, matchItemTable, matchRunTable } from "../../db/schema/match.ts";
import { matchAnswerTable, noticeTable } from "../../db/schema/match-list.ts";
import { recordTable } from "../../db/schema/record.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { ContentOf } from "../../domain/shared/record-content.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findContact } from "../record/save-contact.ts";
import { scopeFor } from "../scope.ts";
import { isOwnProfile } from "./change-consent.ts";
import { eraseMentions } from "./erase-mentions.ts";
import { writeTombstones } from "./tombstone.ts";

const inputSchema = z.strictObject({
  /** The name on the profile, typed again. */
  name: z.string().trim(),
  /** On what request of the person an institution or staff delete it; the person needs none. */
  note: z.string().trim().max(500).default(""),
});

/**
 * Deletes an expert's profile for good: record, contact, consents, its place on computed lists and what was written about it when
 * lists were settled. A tombstone keeps imports and forms from bringing it back. Ids in the audit then lead nowhere.
 * @throws AppError `not_found`; `invalid_input` for another name, or without a note in another's place
 */
export async function deleteProfile({
  ctx,
  expertId,
  input,
}: {
  ctx: AppContext;
  expertId: string;
  input: unknown;
}): Promise<void> {
  const scope = scopeFor(ctx.principal, "withdraw", "expert");
  const { name, note } = parseInput(inputSchema, input);
  await ctx.db.transaction(async (tx) => {
    const row = await findRow(tx, "expert", expertId, scope);
    if (row === undefined) throw notFound("专家");
    const content = row.content as ContentOf["expert"];
    if (name !== content.name) refuse("name", name, "档案上的姓名，一字不差");
    if (!isOwnProfile(ctx, expertId) && note.length < 4) refuse("note", note, "本人提出删除的依据，至少 4 个字");
    const owner = { kind: "expert", id: expertId } as const;
    await writeTombstones(ctx, tx, { kind: "expert", content, contact: await findContact(ctx, tx, owner) });
    await erase(tx, expertId);
    await enqueue(tx, [{ ...owner, version: row.version + 1 }], ctx.now());
    await appendAudit(ctx, tx, { action: "record.delete", subjectKind: "expert", subjectId: expertId, reason: note });
  });
}

async function erase(tx: Orm, id: string): Promise<void> {
  const expert = recordTable("expert");
  await tx.delete(contactTable).where(and(eq(contactTable.subjectKind, "expert"), eq(contactTable.subjectId, id)));
  await tx.delete(consentTable).where(eq(consentTable.expertId, id));
  await tx.delete(importRowTable).where(and(eq(importRowTable.kind, "expert"), eq(importRowTable.recordId, id)));
  await tx.delete(oneTimeLinkTable).where(eq(oneTimeLinkTable.recordId, id));
  await tx.delete(matchItemTable).where(eq(matchItemTable.targetId, id));
  await tx.delete(matchRunTable).where(and(eq(matchRunTable.subjectKind, "expert"), eq(matchRunTable.subjectId, id)));
  await tx
    .update(matchDecisionTable)
    .set({ note: "" })
    .where(or(eq(matchDecisionTable.targetId, id), eq(matchDecisionTable.subjectId, id)));
  await tx.update(matchAnswerTable).set({ reason: "" }).where(eq(matchAnswerTable.targetId, id));
  await tx.update(introductionTable).set({ message: "", reason: "" }).where(eq(introductionTable.targetId, id));
  await tx.delete(noticeTable).where(like(noticeTable.link, `%${id}%`));
  await tx.update(userTable).set({ expertId: null }).where(eq(userTable.expertId, id));
  await eraseMentions(tx, id);
  await tx.delete(expert).where(eq(expert.id, id));
}

function refuse(where: string, found: string, expected: string): never {
  throw new AppError("invalid_input", "没有删除，请按提示修改。", { issues: [{ where, found, expected }] });
}
