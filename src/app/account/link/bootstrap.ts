import { and, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../../db/database.ts";
import { oneTimeLinkTable, userTable } from "../../../db/schema/account.ts";
import { username } from "../../../domain/account/login-name.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { parseInput } from "../../parse-input.ts";
import { insertUser, userInput } from "../insert-user.ts";
import { hashNewPassword } from "../new-password.ts";
import { findLink, makeLink, takeLink } from "./one-time-link.ts";

/** Any fixed number; held while the first admin is made, so that two cannot be the first. */
const BOOTSTRAP_LOCK = 704_851_339;

const bootstrapInput = z.strictObject({
  token: z.string().trim().max(200),
  username,
  displayName: z.string().trim().min(1).max(50),
  password: z.string().max(1000),
});

/** Whether an admin can sign in: then there is nothing to bootstrap. */
export async function hasAdmin(orm: Orm): Promise<boolean> {
  const admins = await orm.$count(
    userTable,
    and(eq(userTable.status, "active"), sql`${userTable.roles} @> '["admin"]'::jsonb`),
  );
  return admins > 0;
}

/** A token for making the first admin, good for one hour, to be printed once; null while there is an admin. */
export async function issueBootstrapToken({ ctx }: { ctx: AppContext }): Promise<string | null> {
  return ctx.db.transaction(async (tx) => {
    if (await hasAdmin(tx)) return null;
    await tx
      .delete(oneTimeLinkTable)
      .where(and(eq(oneTimeLinkTable.purpose, "bootstrap"), lt(oneTimeLinkTable.expiresAt, ctx.now())));
    return makeLink(ctx, tx, { purpose: "bootstrap" });
  });
}

/**
 * Makes the first admin by a token printed on the console. Of any number who try at once, one is made.
 * @returns the admin's id
 * @throws AppError `not_found` (token unknown, used or expired), `conflict` (there is an admin), `invalid_input`
 */
export async function bootstrapAdmin({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<string> {
  const { token, password, ...names } = parseInput(bootstrapInput, input);
  // Before hashing, so that strangers cannot make the server hash.
  await findLink(ctx, "bootstrap", token);
  const hash = await hashNewPassword(ctx, password, [names.username, names.displayName]);
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${BOOTSTRAP_LOCK})`);
    if (await hasAdmin(tx)) throw new AppError("conflict", "已经有管理员了，请直接登录。", { reason: "has_admin" });
    await takeLink(ctx, tx, "bootstrap", token);
    const user = parseInput(userInput, { ...names, roles: ["admin"] });
    const id = await insertUser(ctx, tx, user, { hash, chosen: true });
    await appendAudit(ctx, tx, { action: "account.bootstrap", subjectKind: "account", subjectId: id, actor: id });
    return id;
  });
}
