import { and, eq, ne, sql } from "drizzle-orm";
import { sessionTable, userTable } from "../../db/schema/account.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { findAccount } from "./find-account.ts";

/** Held while an admin is taken away, so that two cannot take away the last two. */
export const ADMIN_LOCK = 704_851_340;

/**
 * Shuts an account out: its sessions end at once.
 * @throws AppError `forbidden`, `not_found`, `precondition_failed` (the last admin)
 */
export async function disableUser({
  ctx,
  userId,
  reason,
}: {
  ctx: AppContext;
  userId: string;
  reason: string;
}): Promise<void> {
  requireDuty(ctx.principal, "manageUsers");
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ADMIN_LOCK})`);
    const user = await findAccount(tx, userId, { forUpdate: true });
    const otherAdmins = await tx.$count(
      userTable,
      and(eq(userTable.status, "active"), ne(userTable.id, userId), sql`${userTable.roles} @> '["admin"]'::jsonb`),
    );
    if (user.roles.includes("admin") && otherAdmins === 0)
      throw new AppError("precondition_failed", "这是最后一个管理员，不能停用；请先设立另一个。", {
        reason: "last_admin",
      });
    const now = ctx.now();
    await tx
      .update(userTable)
      .set({ status: "disabled", updatedAt: now, version: user.version + 1 })
      .where(eq(userTable.id, userId));
    await deleteSessions(tx, eq(sessionTable.userId, userId));
    await appendAudit(ctx, tx, { action: "account.disable", subjectKind: "account", subjectId: userId, reason });
  });
}
