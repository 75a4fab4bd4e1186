import { and, asc, eq, ilike, or } from "drizzle-orm";
import { z } from "zod";
import { userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import type { UserItem } from "./list-users.ts";

/** Accounts listed at a time. */
export const usersShown = 50;

const searchInput = z.strictObject({ q: z.string().trim().max(120).default("") });

/** Accounts whose username, name or organisation has `q` in it, or whose id it is; by username. @throws AppError `forbidden` */
export async function searchUsers({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: unknown;
}): Promise<{ users: UserItem[]; more: boolean }> {
  requireDuty(ctx.principal, "manageUsers");
  const { q } = parseInput(searchInput, input);
  const part = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { id, username, displayName, roles, status, totpConfirmedAt, usernameKey } = userTable;
  const { name } = organizationTable;
  const found = or(eq(id, q), ilike(usernameKey, part), ilike(displayName, part), ilike(name, part));
  const rows = await ctx.db.orm
    .select({ id, username, displayName, roles, status, organizationName: name, totpConfirmedAt })
    .from(userTable)
    .leftJoin(organizationTable, eq(organizationTable.id, userTable.organizationId))
    .where(and(q === "" ? undefined : found))
    .orderBy(asc(usernameKey))
    .limit(usersShown + 1);
  const users = rows.map(({ totpConfirmedAt: set, ...row }) => ({ ...row, secondFactor: set !== null }));
  return { users: users.slice(0, usersShown), more: users.length > usersShown };
}
