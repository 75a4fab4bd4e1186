import { eq } from "drizzle-orm";
import { userTable } from "../../db/schema/account.ts";
import { idempotencyTable } from "../../db/schema/audit.ts";
import { noticeTable } from "../../db/schema/match-list.ts";
import { checkPassword } from "../account/check-password.ts";
import { findAccount } from "../account/find-account.ts";
import { lockAdmins, requireOtherAdmin } from "../account/last-admin.ts";
import type { Session } from "../account/session/session.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";

/**
 * Deletes one's own account for good: its names, phone, address, password, sessions and links. Records stay with the organisation
 * they were written for; in them and in the audit the account is an id that leads nowhere.
 * @throws AppError `invalid_input` (password), `precondition_failed` (the last admin)
 */
export async function deleteAccount({
  ctx,
  session,
  password,
}: {
  ctx: AppContext;
  session: Session;
  password: string;
}): Promise<void> {
  await checkPassword(ctx, session, password);
  const id = session.userId;
  await ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const user = await findAccount(tx, id, { forUpdate: true });
    await requireOtherAdmin(tx, user);
    await tx.delete(noticeTable).where(eq(noticeTable.userId, id));
    await tx.delete(idempotencyTable).where(eq(idempotencyTable.principalId, id));
    await tx.delete(userTable).where(eq(userTable.id, id));
    await appendAudit(ctx, tx, { action: "account.delete", subjectKind: "account", subjectId: id, actor: id });
  });
}
