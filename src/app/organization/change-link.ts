import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { userLinkTable, userTable } from "../../db/schema/account.ts";
import { usernameKey } from "../../domain/account/login-name.ts";
import { linkedRoles } from "../../domain/organization/member-role.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { signInFirst } from "../scope.ts";
import { behalfOf, isInCharge, isManager, lockOrganization } from "./in-charge.ts";

const linkInput = z.strictObject({
  organizationId: z.string().max(60),
  /** Of a broker or liaison; a phone or e-mail would tell whose it is. */
  username: z.string().trim().min(1, "请填写对方的用户名").max(30),
  linked: z.boolean(),
  reason: z.string().trim().max(300).default(""),
});

/**
 * Lets a broker or liaison act for an organisation, or no longer. By its members, or by staff in charge of its region.
 * @throws AppError `not_found` (organisation or foreign one), `invalid_input` (no such broker)
 */
export async function changeLink({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<void> {
  const { principal } = ctx;
  if (principal.kind === "visitor") throw signInFirst();
  const { organizationId, username, linked, reason } = parseInput(linkInput, input);
  await ctx.db.transaction(async (tx) => {
    const { regionCode, status, kind } = await lockOrganization(tx, organizationId);
    if (!isManager(principal, organizationId) && !isInCharge(principal, regionCode)) throw notFound("单位");
    if (linked && (kind === "bureau" || status === "pending" || status === "suspended"))
      throw new AppError("precondition_failed", "这个单位现在不能设立代办。", { reason: "organization_status" });
    const byName = eq(userTable.usernameKey, usernameKey(username));
    const [user] = await tx.select().from(userTable).where(byName).for("update");
    const acts = user?.status === "active" && user.roles.some((role) => linkedRoles.includes(role));
    if (user === undefined || (linked && !acts)) throw unknownBroker(username);
    const link = { userId: user.id, organizationId };
    const changed = linked
      ? await tx
          .insert(userLinkTable)
          .values({ ...link, createdBy: principal.id, createdAt: ctx.now() })
          .onConflictDoNothing()
          .returning()
      : await tx
          .delete(userLinkTable)
          .where(and(eq(userLinkTable.userId, user.id), eq(userLinkTable.organizationId, organizationId)))
          .returning();
    if (changed.length === 0) {
      if (linked) return;
      throw unknownBroker(username);
    }
    await appendAudit(ctx, tx, {
      action: "organization.link",
      subjectKind: "organization",
      subjectId: organizationId,
      reason,
      details: { user: user.id, linked },
      onBehalfOf: behalfOf(principal, organizationId),
    });
  });
}

function unknownBroker(found: string): AppError {
  const expected = "没有这个用户名的技术经理人、科技镇长团成员或辅导员";
  return new AppError("invalid_input", `${expected}。`, { issues: [{ where: "username", found, expected }] });
}
