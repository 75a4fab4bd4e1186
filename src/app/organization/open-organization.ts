import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { joinRequestTable, oneTimeLinkTable, userLinkTable, userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import type { Role } from "../../domain/account/role.ts";
import type { AppContext } from "../context.ts";
import { type OrganizationRow, requireManager } from "./in-charge.ts";
import { countRecords } from "./records-of.ts";

/** Somebody who asks to come in, as those see it who decide. */
export interface RequestView {
  id: string;
  username: string;
  displayName: string;
  roles: readonly Role[];
  message: string;
  createdAt: Date;
}
export interface MemberView {
  id: string;
  username: string;
  displayName: string;
  roles: readonly Role[];
}
/** An organisation as its members see it. No contact is in it. */
export interface OrganizationView {
  organization: OrganizationRow;
  records: number;
  members: MemberView[];
  requests: RequestView[];
  invitations: { id: string; roles: readonly Role[]; createdAt: Date; expiresAt: Date }[];
  brokers: MemberView[];
}

/** The principal's own organisation with members, open requests, open invitations and those who act for it.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function openOrganization({ ctx }: { ctx: AppContext }): Promise<OrganizationView> {
  const id = requireManager(ctx.principal);
  const { orm } = ctx.db;
  const rows = await orm.select().from(organizationTable).where(eq(organizationTable.id, id));
  const { username, displayName, roles, status, organizationId, usernameKey } = userTable;
  const person = { id: userTable.id, username, displayName, roles };
  const members = await orm
    .select(person)
    .from(userTable)
    .where(and(eq(organizationId, id), eq(status, "active")))
    .orderBy(asc(usernameKey));
  const brokers = await orm
    .select(person)
    .from(userTable)
    .innerJoin(userLinkTable, eq(userLinkTable.userId, userTable.id))
    .where(and(eq(userLinkTable.organizationId, id), eq(status, "active")))
    .orderBy(asc(usernameKey));
  const { tokenHash, purpose, createdAt, expiresAt, usedAt } = oneTimeLinkTable;
  const invitations = await orm
    .select({ id: tokenHash, roles: oneTimeLinkTable.roles, createdAt, expiresAt })
    .from(oneTimeLinkTable)
    .where(
      and(eq(purpose, "invitation"), eq(oneTimeLinkTable.organizationId, id), isNull(usedAt), gt(expiresAt, ctx.now())),
    )
    .orderBy(asc(createdAt));
  const requests = (await openRequests(orm, [id])).get(id) ?? [];
  return { organization: rows[0]!, records: await countRecords(orm, id), members, requests, invitations, brokers };
}

/** Open requests by organisation, oldest first. */
export async function openRequests(orm: Orm, ids: readonly string[]): Promise<Map<string, RequestView[]>> {
  const found = new Map<string, RequestView[]>();
  if (ids.length === 0) return found;
  const { id, organizationId, roles, message, createdAt, userId, status } = joinRequestTable;
  const { username, displayName } = userTable;
  const rows = await orm
    .select({ id, organizationId, roles, message, createdAt, username, displayName })
    .from(joinRequestTable)
    .innerJoin(userTable, eq(userTable.id, userId))
    .where(and(inArray(organizationId, [...ids]), eq(status, "open")))
    .orderBy(asc(createdAt), asc(id));
  for (const { organizationId: of, ...request } of rows) found.set(of, [...(found.get(of) ?? []), request]);
  return found;
}

/** The firms the principal acts for. */
export async function linkedOrganizations({ ctx }: { ctx: AppContext }): Promise<{ id: string; name: string }[]> {
  const { principal } = ctx;
  const ids = principal.kind === "user" ? principal.linkedOrganizationIds : [];
  if (ids.length === 0) return [];
  const { id, name, nameKey } = organizationTable;
  return ctx.db.orm
    .select({ id, name })
    .from(organizationTable)
    .where(inArray(id, [...ids]))
    .orderBy(asc(nameKey));
}
