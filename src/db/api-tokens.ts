import { and, count, desc, eq, getTableColumns, gt, isNull, lt, or } from "drizzle-orm";
import type { Orm } from "./database.ts";
import { apiTokenTable } from "./schema/account.ts";
import { organizationTable } from "./schema/organization.ts";

export type TokenRow = typeof apiTokenTable.$inferSelect;
/** A token as its organisation may see it. */
export type ApiToken = Omit<TokenRow, "tokenHash">;

const { tokenHash: _tokenHash, ...shownColumns } = getTableColumns(apiTokenTable);

export async function insertToken(orm: Orm, row: TokenRow): Promise<void> {
  await orm.insert(apiTokenTable).values(row);
}

/** Tokens of an organisation, newest first, expired and revoked ones too. */
export async function findTokens(orm: Orm, organizationId: string): Promise<ApiToken[]> {
  return orm
    .select(shownColumns)
    .from(apiTokenTable)
    .where(eq(apiTokenTable.organizationId, organizationId))
    .orderBy(desc(apiTokenTable.createdAt), desc(apiTokenTable.id));
}

export async function countLiveTokens(orm: Orm, organizationId: string, now: Date): Promise<number> {
  const rows = await orm
    .select({ rows: count() })
    .from(apiTokenTable)
    .where(
      and(
        eq(apiTokenTable.organizationId, organizationId),
        isNull(apiTokenTable.revokedAt),
        gt(apiTokenTable.expiresAt, now),
      ),
    );
  return rows[0]!.rows;
}

/** Revokes a token of the organisation; undefined when it has no such token in force. */
export async function markRevoked(
  orm: Orm,
  { id, organizationId, now }: { id: string; organizationId: string; now: Date },
): Promise<ApiToken | undefined> {
  const rows = await orm
    .update(apiTokenTable)
    .set({ revokedAt: now })
    .where(
      and(eq(apiTokenTable.id, id), eq(apiTokenTable.organizationId, organizationId), isNull(apiTokenTable.revokedAt)),
    )
    .returning(shownColumns);
  return rows[0];
}

/** The token of a hash with its organisation, in force or not. */
export async function findTokenByHash(orm: Orm, tokenHash: string) {
  const rows = await orm
    .select({
      token: shownColumns,
      organization: {
        kind: organizationTable.kind,
        status: organizationTable.status,
        regionCode: organizationTable.regionCode,
      },
    })
    .from(apiTokenTable)
    .innerJoin(organizationTable, eq(organizationTable.id, apiTokenTable.organizationId))
    .where(eq(apiTokenTable.tokenHash, tokenHash));
  return rows[0];
}

/** Notes a use, unless one was noted since `before`. */
export async function markUsed(orm: Orm, id: string, { before, now }: { before: Date; now: Date }): Promise<void> {
  await orm
    .update(apiTokenTable)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokenTable.id, id), or(isNull(apiTokenTable.lastUsedAt), lt(apiTokenTable.lastUsedAt, before))));
}
