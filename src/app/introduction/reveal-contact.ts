import { z } from "zod";
import { levelOf } from "../../domain/disclosure/need-fields.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { Contact } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { readRow } from "../record/read-rows.ts";
import { findContact } from "../record/save-contact.ts";
import { scopeFor, signInFirst } from "../scope.ts";

const inputSchema = z.strictObject({
  reason: z.string().trim().min(2, { error: "请写明查看联系方式的用途" }).max(500),
});

/** The contact of a need, for its own side and for those who accepted confidentiality; who looked and why is kept.
 * @returns null when it has none
 * @throws AppError `unauthenticated`, `not_found`, `invalid_input`; `forbidden` below the contact's level */
export async function revealContact({
  ctx,
  needId,
  input,
}: {
  ctx: AppContext;
  needId: string;
  input: z.input<typeof inputSchema>;
}): Promise<Contact | null> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { reason } = parseInput(inputSchema, input);
  const row = await readRow(ctx, "need", needId, scopeFor(ctx.principal, "read", "need"));
  if (row === undefined) throw notFound("技术需求");
  if (row.level < levelOf("contact", row.disclosure)) {
    throw new AppError("forbidden", "联系方式在需求方同意对接、贵方接受保密约定后可见。", { reason: "contact_level" });
  }
  return ctx.db.transaction(async (tx) => {
    const contact = await findContact(ctx, tx, { kind: "need", id: needId });
    await appendAudit(ctx, tx, { action: "contact.reveal", subjectKind: "need", subjectId: needId, reason });
    return contact;
  });
}
