import { and, eq, gt, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Role } from "../domain/account/role.ts";
import type { OrganizationKind } from "../domain/organization/organization.ts";
import type { Orm } from "./database.ts";
import { type SessionStage, sessionTable, userLinkTable, userTable } from "./schema/account.ts";
import { organizationTable } from "./schema/organization.ts";

/** A live session with everything that decides what its user may do. */
export interface SessionRow {
  id: string;
  stage: SessionStage;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userId: string;
  username: string;
  displayName: string;
  roles: readonly Role[];
  expertId: string | null;
  passwordChangedAt: Date | null;
  totpConfirmedAt: Date | null;
  demo: boolean;
  organizationId: string | null;
  organizationName: string | null;
  organizationKind: OrganizationKind | null;
  regionCode: string | null;
  linkedOrganizationIds: readonly string[];
}

/** What decides a user's rights, apart from a session. */
export type UserRights = Omit<SessionRow, "id" | "stage" | "createdAt" | "lastSeenAt" | "expiresAt">;

const links = sql<
  string[]
>`coalesce((select jsonb_agg(${userLinkTable.organizationId} order by ${userLinkTable.organizationId})
  from ${userLinkTable} where ${userLinkTable.userId} = ${userTable.id}), '[]'::jsonb)`;

const rights = {
  userId: userTable.id,
  username: userTable.username,
  displayName: userTable.displayName,
  roles: userTable.roles,
  expertId: userTable.expertId,
  passwordChangedAt: userTable.passwordChangedAt,
  totpConfirmedAt: userTable.totpConfirmedAt,
  demo: userTable.demo,
  organizationId: userTable.organizationId,
  organizationName: organizationTable.name,
  organizationKind: organizationTable.kind,
  regionCode: organizationTable.regionCode,
  linkedOrganizationIds: links,
};

/** Users who are let in. */
const active = and(
  eq(userTable.status, "active"),
  or(isNull(organizationTable.status), ne(organizationTable.status, "suspended")),
);

/** A user with organisation and links; undefined unless active in an organisation that is not suspended. */
export async function findUserRow(orm: Orm, userId: string): Promise<UserRights | undefined> {
  const rows = await orm
    .select(rights)
    .from(userTable)
    .leftJoin(organizationTable, eq(organizationTable.id, userTable.organizationId))
    .where(and(eq(userTable.id, userId), active));
  return rows[0];
}

/** Built once a connection: building the query took as long as answering it, and every request asks it. */
const prepared = new WeakMap<Orm, ReturnType<typeof prepareFind>>();

/** The session of a token's hash with its user, organisation and links in one query; undefined where it has ended, the user is not
 * active or the organisation is suspended. */
export async function findSessionRow(
  orm: Orm,
  tokenHash: string,
  { now, seenSince }: { now: Date; seenSince: Date },
): Promise<SessionRow | undefined> {
  const find = prepared.get(orm) ?? prepareFind(orm);
  prepared.set(orm, find);
  const rows = await find.execute({ tokenHash, now: now.toISOString(), seenSince: seenSince.toISOString() });
  return rows[0];
}

/** As text: a value put into a prepared query does not pass the column's own conversion. */
function instant(name: string): SQL<Date> {
  return sql`${sql.placeholder(name)}::timestamptz`;
}

function prepareFind(orm: Orm) {
  return orm
    .select({
      id: sessionTable.id,
      stage: sessionTable.stage,
      createdAt: sessionTable.createdAt,
      lastSeenAt: sessionTable.lastSeenAt,
      expiresAt: sessionTable.expiresAt,
      ...rights,
    })
    .from(sessionTable)
    .innerJoin(userTable, eq(userTable.id, sessionTable.userId))
    .leftJoin(organizationTable, eq(organizationTable.id, userTable.organizationId))
    .where(
      and(
        eq(sessionTable.tokenHash, sql.placeholder("tokenHash")),
        gt(sessionTable.expiresAt, instant("now")),
        gt(sessionTable.lastSeenAt, instant("seenSince")),
        active,
      ),
    )
    .prepare("find_session");
}

/** Ends sessions: the next request with one of their tokens is nobody's. @returns how many */
export async function deleteSessions(orm: Orm, which: SQL | undefined): Promise<number> {
  const gone = await orm.delete(sessionTable).where(which).returning({ id: sessionTable.id });
  return gone.length;
}
