import { eq } from "drizzle-orm";
import { z } from "zod";
import { sessionTable, userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { role, roleConflict } from "../../domain/account/role.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { statedReason } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { findAccount } from "./find-account.ts";
import { lockAdmins, requireOtherAdmin } from "./last-admin.ts";

const rolesInput = z.strictObject({
  roles: z.array(role),
  reason: statedReason,
});

/**
 * Gives an account other roles. It has to sign in again, with whatever its new roles ask for.
 * @throws AppError `forbidden`, `not_found`; `invalid_input` for roles that cannot be; `precondition_failed` (the last admin)
 */
export async function changeRoles({
  ctx,
  userId,
  input,
}: {
  ctx: AppContext;
  userId: string;
  input: unknown;
}): Promise<void> {
  requireDuty(ctx.principal, "manageUsers");
  const { roles, reason } = parseInput(rolesInput, input);
  const held = [...new Set(roles)];
  const conflict = roleConflict(held);
  if (conflict !== null) throw refused(held.join(), conflict);
  await ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const user = await findAccount(tx, userId, { forUpdate: true });
    if (!held.includes("admin")) await requireOtherAdmin(tx, user);
    if (held.includes("staff")) {
      const owner = eq(organizationTable.id, user.organizationId ?? "");
      const rows = await tx.select({ kind: organizationTable.kind }).from(organizationTable).where(owner);
      if (rows[0]?.kind !== "bureau") throw refused("staff", "工作人员须属于一个科技局");
    }
    await tx
      .update(userTable)
      .set({ roles: held, updatedAt: ctx.now(), version: user.version + 1 })
      .where(eq(userTable.id, userId));
    await deleteSessions(tx, eq(sessionTable.userId, userId));
    await appendAudit(ctx, tx, {
      action: "role.change",
      subjectKind: "account",
      subjectId: userId,
      reason,
      details: { before: user.roles, after: held },
    });
  });
}

function refused(found: string, expected: string): AppError {
  return new AppError("invalid_input", `${expected}。`, { issues: [{ where: "roles", found, expected }] });
}
