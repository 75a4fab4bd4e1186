import { and, eq, ne, sql } from "drizzle-orm";
import { userTable } from "../../db/schema/account.ts";
import { idempotencyTable } from "../../db/schema/audit.ts";
import { noticeTable } from "../../db/schema/match-list.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { checkPassword } from "../account/check-password.ts";
import { ADMIN_LOCK } from "../account/disable-user.ts";
import { findAccount } from "../account/find-account.ts";
import type { Session } from "../account/session/session.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";

/**
 * Deletes one's own account for good: its names, phone, address, password, sessions and links. Records stay with the organisation
 * they were written for; in them and in the audit the account is an id that leads nowhere.
 * @throws AppError `invalid_input` (password), `precondition_failed` (the last admin; a profile is still there)
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
    await tx.execute(sql`select pg_advisory_xact_lock(${ADMIN_LOCK})`);
    const user = await findAccount(tx, id, { forUpdate: true });
    const isOtherAdmin = and(
      eq(userTable.status, "active"),
      ne(userTable.id, id),
      sql`${userTable.roles} @> '["admin"]'::jsonb`,
    );
    if (user.roles.includes("admin") && (await tx.$count(userTable, isOtherAdmin)) === 0) {
      throw new AppError("precondition_failed", "这是最后一个管理员，不能注销；请先设立另一个。", {
        reason: "last_admin",
      });
    }
    await tx.delete(noticeTable).where(eq(noticeTable.userId, id));
    await tx.delete(idempotencyTable).where(eq(idempotencyTable.principalId, id));
    await tx.delete(userTable).where(eq(userTable.id, id));
    await appendAudit(ctx, tx, { action: "account.delete", subjectKind: "account", subjectId: id, actor: id });
  });
}
