import { eq } from "drizzle-orm";
import { organizationTable } from "../../db/schema/organization.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { insertUser, type UserInput, userInput } from "./insert-user.ts";
import { hashNewPassword } from "./new-password.ts";

/**
 * Opens an account.
 * @param password a first password, to be changed at first sign-in; null: the person sets one by a recovery link
 * @returns its id
 * @throws AppError `forbidden`; `invalid_input`; `conflict` when a login name is taken
 */
export async function createUser({
  ctx,
  input,
  password = null,
}: {
  ctx: AppContext;
  input: UserInput;
  password?: string | null;
}): Promise<string> {
  requireDuty(ctx.principal, "manageUsers");
  const user = parseInput(userInput, input);
  const hash = password === null ? null : await hashNewPassword(ctx, password, await namesOf(ctx, user));
  return ctx.db.transaction((tx) => insertUser(ctx, tx, user, { hash, chosen: user.demo }));
}

/** Names that must not make up the person's password. */
async function namesOf(
  ctx: AppContext,
  user: { username: string; displayName: string; organizationId: string | null },
): Promise<string[]> {
  const own = [user.username, user.displayName];
  if (user.organizationId === null) return own;
  const rows = await ctx.db.orm
    .select({ name: organizationTable.name })
    .from(organizationTable)
    .where(eq(organizationTable.id, user.organizationId));
  return [...own, ...rows.map(({ name }) => name)];
}
