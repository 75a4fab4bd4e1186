import { eq } from "drizzle-orm";
import { z } from "zod";
import { userTable } from "../../db/schema/account.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { statedReason } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { findAccount } from "./find-account.ts";

/**
 * Lets a disabled account in again, with the password and roles it had. Its sessions stay ended.
 * @throws AppError `forbidden`, `not_found`, `precondition_failed` (the account is not disabled), `invalid_input` (no reason)
 */
export async function enableUser({
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
    const user = await findAccount(tx, userId, { forUpdate: true });
    if (user.status !== "disabled") throw new AppError("precondition_failed", "账号没有停用，不需要恢复。");
    await tx
      .update(userTable)
      .set({ status: "active", updatedAt: ctx.now(), version: user.version + 1 })
      .where(eq(userTable.id, userId));
    await appendAudit(ctx, tx, { action: "account.enable", subjectKind: "account", subjectId: userId, reason });
  });
}
