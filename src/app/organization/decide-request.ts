import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { joinRequestTable, userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { kindOfFounder } from "../../domain/organization/member-role.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { findAccount } from "../account/find-account.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { signInFirst } from "../scope.ts";
import { behalfOf, isInCharge, isManager, lockOrganization, type OrganizationRow } from "./in-charge.ts";

const decisionInput = z
  .strictObject({ decision: z.enum(["approve", "decline"]), reason: z.string().trim().max(300).default("") })
  .refine(({ decision, reason }) => decision === "approve" || reason.length >= 2, {
    path: ["reason"],
    message: "请写明不通过的理由，至少 2 个字；申请人登录时会看到",
  });

/**
 * Approves or declines somebody who asked to come in. About an organisation that waits itself staff in charge of its region or an
 * admin decide, and approving makes it `active`; about one that is active its members may as well. Declined persons leave no
 * phone or e-mail behind; a declined organisation is again what it was before.
 * @throws AppError `not_found` also where the principal does not decide; `invalid_input`; `conflict` (decided already)
 */
export async function decideRequest({
  ctx,
  requestId,
  input,
}: {
  ctx: AppContext;
  requestId: string;
  input: unknown;
}): Promise<void> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { decision, reason } = parseInput(decisionInput, input);
  await ctx.db.transaction(async (tx) => {
    const byId = eq(joinRequestTable.id, requestId);
    const [request] = await tx.select().from(joinRequestTable).where(byId).for("update");
    if (request === undefined) throw notFound("申请");
    const organization = await lockOrganization(tx, request.organizationId);
    if (!decides(ctx, organization)) throw notFound("申请");
    if (request.status !== "open") throw new AppError("conflict", "这份申请已经处理过了。", { reason: "decided" });
    const approved = decision === "approve";
    if (organization.status === "suspended" && approved)
      throw new AppError("precondition_failed", "单位已停用，恢复后才能通过申请。", { reason: "suspended" });
    const user = await findAccount(tx, request.userId, { forUpdate: true });
    if (user.status !== "pending")
      throw new AppError("precondition_failed", "申请人的账号已不在待审核状态。", { reason: "not_pending" });
    const now = ctx.now();
    const decided = { decidedBy: ctx.principal.id, decidedAt: now, reason };
    await tx
      .update(joinRequestTable)
      .set({ ...decided, status: approved ? "approved" : "declined" })
      .where(byId);
    const change = approved
      ? { status: "active" as const, organizationId: organization.id }
      : { phone: null, phoneKey: null, email: null, emailKey: null };
    await tx
      .update(userTable)
      .set({ ...change, updatedAt: now, version: user.version + 1 })
      .where(eq(userTable.id, user.id));
    const waiting = organization.status === "pending";
    // Before the organisation may be gone.
    await appendAudit(ctx, tx, {
      action: waiting ? "organization.approve" : "organization.join",
      subjectKind: "organization",
      subjectId: organization.id,
      reason,
      details: { decision, user: user.id, request: requestId, roles: request.roles },
      onBehalfOf: behalfOf(ctx.principal, organization.id),
    });
    if (waiting && approved) {
      await tx
        .update(organizationTable)
        .set({
          status: "active",
          kind: kindOfFounder(request.roles),
          updatedAt: now,
          version: organization.version + 1,
        })
        .where(eq(organizationTable.id, organization.id));
    }
    if (waiting && !approved) await takeBack(tx, organization, now);
  });
}

function decides({ principal }: AppContext, { id, status, regionCode }: OrganizationRow): boolean {
  return isInCharge(principal, regionCode) || (status === "active" && isManager(principal, id));
}

/** Nobody is left who asked for it: it goes back to the list it came from, without what the applicant stated. */
async function takeBack(tx: Orm, { id, version }: OrganizationRow, now: Date): Promise<void> {
  const open = and(eq(joinRequestTable.organizationId, id), eq(joinRequestTable.status, "open"));
  if ((await tx.$count(joinRequestTable, open)) > 0) return;
  await tx
    .update(organizationTable)
    .set({ status: "listed", creditCode: null, regionCode: null, version: version + 1, updatedAt: now })
    .where(eq(organizationTable.id, id));
}
