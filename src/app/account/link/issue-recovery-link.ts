import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { oneTimeLinkTable } from "../../../db/schema/account.ts";
import { organizationTable } from "../../../db/schema/organization.ts";
import type { Role } from "../../../domain/account/role.ts";
import { AppError, notFound } from "../../../domain/shared/errors.ts";
import type { Principal } from "../../../domain/shared/principal.ts";
import { regionPrefix } from "../../../domain/taxonomy/region-code.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { requireDuty } from "../../duty.ts";
import { parseInput } from "../../parse-input.ts";
import { findLogin, type UserRow } from "../find-login.ts";
import { linkLastsMs, makeLink } from "./one-time-link.ts";

/** Roles whose accounts only an admin recovers: otherwise staff could make themselves admin. */
const trustedRoles: readonly Role[] = ["staff", "admin", "auditor"];

const recoveryInput = z.strictObject({
  login: z.string().trim().min(1).max(200),
  reason: z.string().trim().min(4, "请写明怎样核实了身份，至少 4 个字").max(300),
});

export interface RecoveryLink {
  /** For the address `/recover/<token>`; shown once. */
  token: string;
  username: string;
  displayName: string;
  expiresAt: Date;
}

/**
 * Makes a link by which a person sets a new password. Earlier links of the account are void.
 * @throws AppError `forbidden`; `not_found` also where staff may not recover the account
 */
export async function issueRecoveryLink({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<RecoveryLink> {
  requireDuty(ctx.principal, "issueRecoveryLinks");
  const { login, reason } = parseInput(recoveryInput, input);
  const { user } = await findLogin(ctx, login);
  if (user === undefined || !(await mayRecover(ctx, user))) throw notFound("账号");
  if (user.status !== "active") throw new AppError("precondition_failed", "账号没有启用，不能恢复密码。");
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    await tx
      .update(oneTimeLinkTable)
      .set({ usedAt: now })
      .where(
        and(
          eq(oneTimeLinkTable.userId, user.id),
          eq(oneTimeLinkTable.purpose, "recovery"),
          isNull(oneTimeLinkTable.usedAt),
        ),
      );
    const token = await makeLink(ctx, tx, { purpose: "recovery", userId: user.id });
    const deed = { action: "account.recover", subjectKind: "account", subjectId: user.id } as const;
    await appendAudit(ctx, tx, { ...deed, reason });
    const { username, displayName } = user;
    return { token, username, displayName, expiresAt: new Date(now.getTime() + linkLastsMs) };
  });
}

/** An admin or operator recovers every account; staff those of their region that are not trusted with others' data. */
async function mayRecover(ctx: AppContext, user: UserRow): Promise<boolean> {
  const { principal } = ctx;
  if (isAdmin(principal)) return true;
  if (principal.kind !== "user" || user.roles.some((role) => trustedRoles.includes(role))) return false;
  if (principal.region === null) return true;
  if (user.organizationId === null) return false;
  const rows = await ctx.db.orm
    .select({ region: organizationTable.regionCode })
    .from(organizationTable)
    .where(eq(organizationTable.id, user.organizationId));
  return rows[0]?.region?.startsWith(regionPrefix(principal.region)) ?? false;
}

function isAdmin(principal: Principal): boolean {
  return principal.kind === "localStaff" || (principal.kind === "user" && principal.roles.includes("admin"));
}
