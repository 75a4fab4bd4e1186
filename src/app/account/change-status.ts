import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { sessionTable, userTable } from "../../db/schema/account.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { statedReason } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { findAccount } from "./find-account.ts";
import { lockAdmins, requireOtherAdmin } from "./last-admin.ts";

interface StatusChange {
  ctx: AppContext;
  userId: string;
  reason: string;
}

/**
 * Shuts an account out: its sessions end at once.
 * @throws AppError `forbidden`, `not_found`, `precondition_failed` (the last admin), `invalid_input` (no reason)
 */
export function disableUser(change: StatusChange): Promise<void> {
  return changeStatus(change, "disabled", async (tx, user) => {
    await requireOtherAdmin(tx, user);
    await deleteSessions(tx, eq(sessionTable.userId, user.id));
  });
}

/**
 * Lets a disabled account in again, with the password and roles it had. Its sessions stay ended.
 * @throws AppError `forbidden`, `not_found`, `precondition_failed` (the account is not disabled), `invalid_input` (no reason)
 */
export function enableUser(change: StatusChange): Promise<void> {
  return changeStatus(change, "active", async (_tx, { status }) => {
    if (status !== "disabled") throw new AppError("precondition_failed", "账号没有停用，不需要恢复。");
  });
}

async function changeStatus(
  { ctx, userId, ...input }: StatusChange,
  status: "active" | "disabled",
  prepare: (tx: Orm, user: Awaited<ReturnType<typeof findAccount>>) => Promise<void>,
): Promise<void> {
  requireDuty(ctx.principal, "manageUsers");
  const { reason } = parseInput(z.strictObject({ reason: statedReason }), input);
  const action = status === "active" ? "account.enable" : "account.disable";
  await ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const user = await findAccount(tx, userId, { forUpdate: true });
    await prepare(tx, user);
    await tx
      .update(userTable)
      .set({ status, updatedAt: ctx.now(), version: user.version + 1 })
      .where(eq(userTable.id, userId));
    await appendAudit(ctx, tx, { action, subjectKind: "account", subjectId: userId, reason });
  });
}
