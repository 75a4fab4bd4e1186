import { asc, eq } from "drizzle-orm";
import { type UserStatus, userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import type { Role } from "../../domain/account/role.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";

/** An account as listed: no contact, no secret. */
export interface UserItem {
  id: string;
  username: string;
  displayName: string;
  roles: readonly Role[];
  status: UserStatus;
  organizationName: string | null;
  /** Whether an authenticator is set up. */
  secondFactor: boolean;
}

/** Every account, by username. */
export async function listUsers({ ctx }: { ctx: AppContext }): Promise<UserItem[]> {
  requireDuty(ctx.principal, "manageUsers");
  const rows = await ctx.db.orm
    .select({
      id: userTable.id,
      username: userTable.username,
      displayName: userTable.displayName,
      roles: userTable.roles,
      status: userTable.status,
      organizationName: organizationTable.name,
      totpConfirmedAt: userTable.totpConfirmedAt,
    })
    .from(userTable)
    .leftJoin(organizationTable, eq(organizationTable.id, userTable.organizationId))
    .orderBy(asc(userTable.usernameKey));
  return rows.map(({ totpConfirmedAt, ...row }) => ({ ...row, secondFactor: totpConfirmedAt !== null }));
}
