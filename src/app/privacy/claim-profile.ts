import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { findRow } from "../../db/records.ts";
import { oneTimeLinkTable, userTable } from "../../db/schema/account.ts";
import { roleConflict } from "../../domain/account/role.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { ContentOf } from "../../domain/shared/record-content.ts";
import { findAccount } from "../account/find-account.ts";
import { insertUser, userInput } from "../account/insert-user.ts";
import { findLink, makeLink, takeLink } from "../account/link/one-time-link.ts";
import { hashNewPassword } from "../account/new-password.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { scopeFor } from "../scope.ts";
import { isOwnProfile } from "./change-consent.ts";

/** A week: the link goes by hand or by post of the institution. */
const claimLastsMs = 7 * 24 * 60 * 60_000;

/** Makes the link by which a person takes over their profile; earlier ones are void. For the institution and staff.
 * @returns its token, for `/claim/<token>`, shown once
 * @throws AppError `not_found`; `conflict` when the profile has its person */
export async function issueClaimLink({ ctx, expertId }: { ctx: AppContext; expertId: string }): Promise<string> {
  const scope = scopeFor(ctx.principal, "update", "expert");
  if (isOwnProfile(ctx, expertId)) throw claimed();
  return ctx.db.transaction(async (tx) => {
    const row = await findRow(tx, "expert", expertId, scope);
    if (row === undefined) throw notFound("专家");
    await requireUnclaimed(tx, expertId);
    const { recordId, usedAt } = oneTimeLinkTable;
    await tx
      .update(oneTimeLinkTable)
      .set({ usedAt: ctx.now() })
      .where(and(eq(recordId, expertId), isNull(usedAt)));
    const { organizationId } = row;
    await appendAudit(ctx, tx, { ...deed(expertId), details: { issued: true } });
    return makeLink(ctx, tx, { purpose: "claim", recordId: expertId, organizationId, roles: ["expert"] }, claimLastsMs);
  });
}

/** Whose profile a link is for. @throws AppError `not_found` */
export async function readClaimLink({ ctx, token }: { ctx: AppContext; token: string }): Promise<ContentOf["expert"]> {
  const { recordId } = await findLink(ctx, "claim", token);
  const row = await findRow(ctx.db.orm, "expert", recordId!, undefined);
  if (row === undefined) throw notFound("专家");
  return row.content as ContentOf["expert"];
}

const accountSchema = z.strictObject({ username: z.string(), displayName: z.string(), password: z.string() });

/**
 * Takes a profile over: by the account signed in, or by a new one. Of many who try at once, one gets it.
 * @param input username, displayName and password of a new account; not read when signed in
 * @throws AppError `not_found` (link), `conflict` (profile or account has its match), `invalid_input`
 */
export async function claimProfile({
  ctx,
  token,
  input,
}: {
  ctx: AppContext;
  token: string;
  input: unknown;
}): Promise<string> {
  await findLink(ctx, "claim", token);
  const { principal } = ctx;
  if (principal.kind === "user") {
    return ctx.db.transaction(async (tx) => {
      const link = await takeFree(ctx, tx, token);
      const user = await findAccount(tx, principal.id, { forUpdate: true });
      if (user.expertId !== null) throw new AppError("conflict", "您的账号已经有专家档案。", { reason: "has_profile" });
      const roles = [...new Set([...user.roles, "expert" as const])];
      const conflict = roleConflict(roles);
      if (conflict !== null) throw new AppError("precondition_failed", `${conflict}。`, { reason: "role_conflict" });
      const change = { roles, expertId: link.recordId!, version: user.version + 1, updatedAt: ctx.now() };
      await tx.update(userTable).set(change).where(eq(userTable.id, user.id));
      await appendAudit(ctx, tx, { ...deed(link.recordId!), details: { userId: user.id } });
      return link.recordId!;
    });
  }
  const { password, ...names } = parseInput(accountSchema, input);
  const hash = await hashNewPassword(ctx, password, [names.username, names.displayName]);
  return ctx.db.transaction(async (tx) => {
    const { recordId, organizationId } = await takeFree(ctx, tx, token);
    const user = parseInput(userInput, { ...names, roles: ["expert"], organizationId, expertId: recordId });
    const userId = await insertUser(ctx, tx, user, { hash, chosen: true });
    await appendAudit(ctx, tx, { ...deed(recordId!), actor: userId, details: { userId } });
    return recordId!;
  });
}

async function takeFree(ctx: AppContext, tx: Orm, token: string) {
  const link = await takeLink(ctx, tx, "claim", token);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`claim ${link.recordId}`}))`);
  await requireUnclaimed(tx, link.recordId!);
  return link;
}

async function requireUnclaimed(tx: Orm, expertId: string): Promise<void> {
  if ((await tx.$count(userTable, eq(userTable.expertId, expertId))) > 0) throw claimed();
}

function claimed(): AppError {
  return new AppError("conflict", "这份档案已由本人认领。", { reason: "claimed" });
}

function deed(subjectId: string) {
  return { action: "record.claim", subjectKind: "expert", subjectId } as const;
}
