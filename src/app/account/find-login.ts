import { eq } from "drizzle-orm";
import { userTable } from "../../db/schema/account.ts";
import { readLoginName } from "../../domain/account/login-name.ts";
import type { AppContext } from "../context.ts";
import { storable } from "../parse-input.ts";

export type UserRow = typeof userTable.$inferSelect;

/** The account of a username, phone or e-mail as typed, whatever its status. `key` names what was typed without repeating it. */
export async function findLogin(ctx: AppContext, typed: string): Promise<{ user: UserRow | undefined; key: string }> {
  const name = readLoginName(storable(typed));
  const key = ctx.keyRing.lookupKey(name.by, name.value);
  const match = {
    username: () => eq(userTable.usernameKey, name.value),
    phone: () => eq(userTable.phoneKey, key),
    email: () => eq(userTable.emailKey, key),
  }[name.by]();
  const rows = await ctx.db.orm.select().from(userTable).where(match);
  return { user: rows[0], key };
}
