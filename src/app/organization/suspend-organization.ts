import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { sessionTable, userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { isInCharge, lockOrganization } from "./in-charge.ts";

const suspensionInput = z.strictObject({
  suspended: z.boolean(),
  reason: z.string().trim().min(2, "请写明理由，至少 2 个字").max(300),
});

/**
 * Shuts an organisation out, or lets it in again: its members' sessions end, and they cannot sign in.
 * @throws AppError `forbidden`; `not_found` also outside one's region; `precondition_failed` where it is not active, or not suspended
 */
export async function suspendOrganization({
  ctx,
  organizationId,
  input,
}: {
  ctx: AppContext;
  organizationId: string;
  input: unknown;
}): Promise<void> {
  requireDuty(ctx.principal, "approveOrganizations");
  const { suspended, reason } = parseInput(suspensionInput, input);
  await ctx.db.transaction(async (tx) => {
    const { status, kind, regionCode, version } = await lockOrganization(tx, organizationId);
    if (!isInCharge(ctx.principal, regionCode)) throw notFound("单位");
    // An admin among its members could otherwise be the last one.
    if (kind === "bureau") throw new AppError("precondition_failed", "科技局不能停用。", { reason: "bureau" });
    if (status !== (suspended ? "active" : "suspended")) {
      const message = suspended ? "只能停用已开通的单位。" : "这个单位没有停用。";
      throw new AppError("precondition_failed", message, { reason: "organization_status" });
    }
    await tx
      .update(organizationTable)
      .set({ status: suspended ? "suspended" : "active", version: version + 1, updatedAt: ctx.now() })
      .where(eq(organizationTable.id, organizationId));
    if (suspended) {
      const members = tx
        .select({ id: userTable.id })
        .from(userTable)
        .where(eq(userTable.organizationId, organizationId));
      await deleteSessions(tx, inArray(sessionTable.userId, members));
    }
    await appendAudit(ctx, tx, {
      action: "organization.suspend",
      subjectKind: "organization",
      subjectId: organizationId,
      reason,
      details: { suspended },
    });
  });
}
