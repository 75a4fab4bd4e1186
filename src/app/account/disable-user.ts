import { eq } from "drizzle-orm";
import { z } from "zod";
import { sessionTable, userTable } from "../../db/schema/account.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { statedReason } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { findAccount } from "./find-account.ts";
import { lockAdmins, requireOtherAdmin } from "./last-admin.ts";

/**
 * Shuts an account out: its sessions end at once.
 * @throws AppError `forbidden`, `not_found`, `precondition_failed` (the last admin), `invalid_input` (no reason)
 */
export async function disableUser({
  ctx,
  userId,
  ...input
}: {
  ctx: AppContext;
  userId: string;
  reason: string;
}): Promise<void> {
  requireDuty(ctx.principal, "manageUsers");
  const { reason } = parseInput(z.strictObject({ reason: statedReason }), input);
  await ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const user = await findAccount(tx, userId, { forUpdate: true });
    await requireOtherAdmin(tx, user);
    const now = ctx.now();
    await tx
      .update(userTable)
      .set({ status: "disabled", updatedAt: now, version: user.version + 1 })
      .where(eq(userTable.id, userId));
    await deleteSessions(tx, eq(sessionTable.userId, userId));
    await appendAudit(ctx, tx, { action: "account.disable", subjectKind: "account", subjectId: userId, reason });
  });
}
