import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { apiTokenTable, oneTimeLinkTable, sessionTable, userTable } from "../../db/schema/account.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { managingRoles } from "../../domain/organization/member-role.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { findAccount } from "../account/find-account.ts";
import type { UserRow } from "../account/find-login.ts";
import { lockAdmins, requireOtherAdmin } from "../account/last-admin.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { hasDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { signInFirst } from "../scope.ts";
import { behalfOf, isManager, lockOrganization, type OrganizationRow } from "./in-charge.ts";
import { countRecords, countWritten, moveWritten } from "./records-of.ts";

const leaveInput = z.strictObject({
  /** Who takes over the records; "" = whoever removes the member. */
  successorId: z.string().max(60).default(""),
  reason: z.string().trim().max(300).default(""),
});

/**
 * Lets a member go: leaving oneself, or removed by a colleague who answers for the organisation or by an admin. The records stay
 * with the organisation and get the successor as author; sessions, API tokens made and invitations given end at once; the
 * account is disabled.
 * @throws AppError `not_found` (also a member of another organisation); `invalid_input` (no successor); `precondition_failed`
 * (last member of an organisation with records, last admin)
 */
export async function leaveOrganization({
  ctx,
  userId,
  input,
}: {
  ctx: AppContext;
  userId: string;
  input: unknown;
}): Promise<void> {
  const { principal } = ctx;
  if (principal.kind === "visitor") throw signInFirst();
  const { successorId, reason } = parseInput(leaveInput, input);
  await ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const { organizationId } = await findAccount(tx, userId);
    if (organizationId === null || !mayLetGo(ctx, userId, organizationId)) throw notFound("账号");
    const organization = await lockOrganization(tx, organizationId);
    const user = await findAccount(tx, userId, { forUpdate: true });
    if (user.status !== "active" || user.organizationId !== organizationId) throw notFound("账号");
    await requireOtherAdmin(tx, user);
    await requireColleague(tx, organization, user);
    const heir = await heirOf(ctx, tx, user, organizationId, successorId);
    const moved = heir === null ? {} : await moveWritten(tx, { from: userId, to: heir, organizationId });
    await shutOut(ctx, tx, user);
    const onBehalfOf = behalfOf(principal, organizationId);
    if (heir !== null)
      await appendAudit(ctx, tx, {
        action: "record.handOver",
        subjectKind: "account",
        subjectId: userId,
        details: { to: heir, organization: organizationId, records: moved },
        onBehalfOf,
      });
    await appendAudit(ctx, tx, {
      action: "organization.leave",
      subjectKind: "account",
      subjectId: userId,
      reason,
      details: { organization: organizationId, by: principal.id === userId ? "self" : "other" },
      onBehalfOf,
    });
  });
}

function mayLetGo({ principal }: AppContext, userId: string, organizationId: string): boolean {
  return principal.id === userId || isManager(principal, organizationId) || hasDuty(principal, "manageUsers");
}

/** @throws AppError `precondition_failed` where nobody would be left to answer for the organisation's records */
async function requireColleague(tx: Orm, { id, kind }: OrganizationRow, user: UserRow): Promise<void> {
  const role = managingRoles[kind];
  if (role === null || !user.roles.includes(role)) return;
  const others = await tx.$count(
    userTable,
    and(
      eq(userTable.organizationId, id),
      eq(userTable.status, "active"),
      ne(userTable.id, user.id),
      sql`${userTable.roles} @> ${JSON.stringify([role])}::jsonb`,
    ),
  );
  if (others > 0 || (await countRecords(tx, id)) === 0) return;
  throw new AppError("precondition_failed", "单位名下还有记录，最后一位成员不能退出；请先邀请一位同事加入。", {
    reason: "last_member",
  });
}

/** Who becomes the author of the records; null where there are none. */
async function heirOf(
  { principal }: AppContext,
  tx: Orm,
  user: UserRow,
  organizationId: string,
  successorId: string,
): Promise<string | null> {
  const refuse = (expected: string) =>
    new AppError("invalid_input", `${expected}。`, {
      issues: [{ where: "successorId", found: successorId || "（空）", expected }],
    });
  if (successorId !== "") {
    const colleague = and(eq(userTable.organizationId, organizationId), eq(userTable.status, "active"));
    const found = await tx.$count(userTable, and(eq(userTable.id, successorId), colleague));
    if (found === 0 || successorId === user.id) throw refuse("接手人须是本单位在用的其他成员");
  }
  if ((await countWritten(tx, user.id, organizationId)) === 0) return null;
  if (successorId !== "") return successorId;
  if (principal.id === user.id) throw refuse("您登记过记录，请选择接手的同事");
  return principal.id;
}

async function shutOut(ctx: AppContext, tx: Orm, { id, version }: UserRow): Promise<void> {
  const now = ctx.now();
  await tx
    .update(userTable)
    .set({ status: "disabled", updatedAt: now, version: version + 1 })
    .where(eq(userTable.id, id));
  await deleteSessions(tx, eq(sessionTable.userId, id));
  await tx
    .update(apiTokenTable)
    .set({ revokedAt: now })
    .where(and(eq(apiTokenTable.createdBy, id), isNull(apiTokenTable.revokedAt)));
  await tx
    .update(oneTimeLinkTable)
    .set({ usedAt: now })
    .where(and(eq(oneTimeLinkTable.createdBy, id), isNull(oneTimeLinkTable.usedAt)));
}
