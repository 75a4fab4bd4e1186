import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { oneTimeLinkTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { type Role, role } from "../../domain/account/role.ts";
import { invitedRoles } from "../../domain/organization/member-role.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { insertUser, userInput } from "../account/insert-user.ts";
import { findLink, makeLink, takeLink } from "../account/link/one-time-link.ts";
import { hashNewPassword } from "../account/new-password.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { requireManager } from "./in-charge.ts";
import { admissiblePerson, personInput } from "./person-input.ts";

/** How long an invitation lasts, days. */
export const invitationDays = 7;
const invitationLastsMs = invitationDays * 86_400_000;

const invitationInput = z.strictObject({ role });

/**
 * Makes a link by which one colleague opens an account in the principal's organisation.
 * @returns its token, shown once
 * @throws AppError `forbidden`; `invalid_input` for a role such an organisation does not give
 */
export async function inviteMember({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<string> {
  const organizationId = requireManager(ctx.principal);
  const { role } = parseInput(invitationInput, input);
  return ctx.db.transaction(async (tx) => {
    const organization = eq(organizationTable.id, organizationId);
    const [found] = await tx.select({ kind: organizationTable.kind }).from(organizationTable).where(organization);
    if (found === undefined || !invitedRoles[found.kind].includes(role)) {
      const expected = "这类单位不能邀请这个角色";
      throw new AppError("invalid_input", `${expected}。`, { issues: [{ where: "role", found: role, expected }] });
    }
    const token = await makeLink(ctx, tx, { purpose: "invitation", organizationId, roles: [role] }, invitationLastsMs);
    await appendAudit(ctx, tx, {
      action: "organization.invite",
      subjectKind: "organization",
      subjectId: organizationId,
      details: { role },
    });
    return token;
  });
}

/** Voids an invitation of the principal's organisation. @throws AppError `forbidden`, `not_found` */
export async function revokeInvitation({ ctx, id }: { ctx: AppContext; id: string }): Promise<void> {
  const organizationId = requireManager(ctx.principal);
  await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .update(oneTimeLinkTable)
      .set({ usedAt: ctx.now() })
      .where(
        and(
          eq(oneTimeLinkTable.tokenHash, id),
          eq(oneTimeLinkTable.purpose, "invitation"),
          eq(oneTimeLinkTable.organizationId, organizationId),
          isNull(oneTimeLinkTable.usedAt),
          gt(oneTimeLinkTable.expiresAt, sql`${ctx.now().toISOString()}::timestamptz`),
        ),
      )
      .returning({ roles: oneTimeLinkTable.roles });
    if (rows.length === 0) throw notFound("邀请");
    await appendAudit(ctx, tx, {
      action: "organization.invite",
      subjectKind: "organization",
      subjectId: organizationId,
      details: { revoked: true, roles: rows[0]!.roles },
    });
  });
}

/** Whereto an invitation leads, without using it up. @throws AppError `not_found` */
export async function readInvitation({
  ctx,
  token,
}: {
  ctx: AppContext;
  token: string;
}): Promise<{ organizationId: string; organizationName: string; roles: readonly Role[] }> {
  const { organizationId, roles } = await findLink(ctx, "invitation", token);
  const byId = eq(organizationTable.id, organizationId!);
  const rows = await ctx.db.orm.select().from(organizationTable).where(byId);
  if (rows[0]?.status !== "active") throw notFound("邀请");
  return { organizationId: organizationId!, organizationName: rows[0].name, roles };
}

/**
 * Opens the account an invitation offers. Of many who try at once, one gets it.
 * @returns its id
 * @throws AppError `not_found` (used, expired or unknown), `invalid_input` (the link stays good)
 */
export async function acceptInvitation({
  ctx,
  token,
  input,
}: {
  ctx: AppContext;
  token: string;
  input: unknown;
}): Promise<string> {
  const { organizationName } = await readInvitation({ ctx, token });
  const form = parseInput(personInput, input);
  const hash = await hashNewPassword(ctx, form.password, [form.username, form.displayName, organizationName]);
  return ctx.db.transaction(async (tx) => {
    const { organizationId, roles, createdBy } = await takeLink(ctx, tx, "invitation", token);
    const person = await admissiblePerson(ctx, tx, form);
    const user = parseInput(userInput, { ...person, roles, organizationId });
    const id = await insertUser(ctx, tx, user, { hash, chosen: true });
    await appendAudit(ctx, tx, {
      action: "organization.join",
      subjectKind: "organization",
      subjectId: organizationId!,
      actor: id,
      details: { invitedBy: createdBy, roles },
    });
    return id;
  });
}
