import { and, asc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { matchRunTable } from "../../db/schema/match.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { needTable } from "../../db/schema/record.ts";
import type { AppContext } from "../context.ts";
import { listAudienceOf } from "../match/database-pool.ts";
import { ownNames, type RecordName } from "../record/read-names.ts";
import { scopeFor } from "../scope.ts";
import { findNewest, foundByName, needItem } from "./newest-names.ts";
import { type FindTask, type Found, rowsInAll } from "./task.ts";

/** Needs the principal answers for, the newest first. */
export function findNeeds(
  ctx: AppContext,
  limit: number,
  condition: SQL | undefined,
  hrefOf: (id: string) => string,
): Promise<Found> {
  const own = and(scopeFor(ctx.principal, "own", "need"), condition);
  return findNewest(ctx, "need", limit, own, needItem(hrefOf), ownNames);
}

/** Sent back by staff with what is missing. */
export const findReturned: FindTask = (ctx, limit) =>
  findNeeds(ctx, limit, eq(needTable.status, "returned"), (id) => `/needs/${id}/edit`);

export const findDrafts: FindTask = (ctx, limit) =>
  findNeeds(ctx, limit, eq(needTable.status, "draft"), (id) => `/needs/${id}/edit`);

/** No wording was confirmed, or it was confirmed for another content: nobody outside can read the need. */
export const unconfirmed = sql`not ${needTable.wordingHolds}`;

export const findUnconfirmed: FindTask = (ctx, limit) =>
  findNeeds(ctx, limit, and(searchable("need"), unconfirmed), (id) => `/needs/${id}/disclosure`);

/** Needs of which the newest list the principal would be shown is out of date. */
export const findStaleMatches: FindTask = (ctx, limit) => {
  const { subjectKind, subjectId, targetKind, audience, seq, staleAt } = matchRunTable;
  const newer = sql`exists (select 1 from match_run as newer where newer.subject_kind = ${subjectKind}
    and newer.subject_id = ${subjectId} and newer.target_kind = ${targetKind}
    and newer.audience = ${audience} and newer.seq > ${seq})`;
  const stale = ctx.db.orm
    .select({ one: sql`1` })
    .from(matchRunTable)
    .where(
      and(
        eq(subjectKind, "need"),
        eq(subjectId, needTable.id),
        eq(audience, listAudienceOf(ctx.principal)),
        isNotNull(staleAt),
        sql`not ${newer}`,
      ),
    );
  return findNeeds(ctx, limit, and(searchable("need"), sql`exists ${stale}`), (id) => `/needs/${id}/matches`);
};

/** Organisations that ask to be introduced to a need the principal answers for, or is in charge of; who waited longest first. */
export const findIntroductions: FindTask = async (ctx, limit) => {
  const { id, needId, organizationId, status, requestedAt } = introductionTable;
  // Asked as values: joined, the planner would read all needs and all organisations.
  const isOwn = sql`coalesce(${ctx.db.orm
    .select({ true: sql`true` })
    .from(needTable)
    .where(and(eq(needTable.id, needId), scopeFor(ctx.principal, "own", "need")))}, false)`;
  const asking = sql<string>`${ctx.db.orm
    .select({ name: organizationTable.name })
    .from(organizationTable)
    .where(eq(organizationTable.id, organizationId))}`;
  const rows = await ctx.db.orm
    .select({ id: needId, asking, inAll: rowsInAll })
    .from(introductionTable)
    .where(and(eq(status, "requested"), isOwn))
    .orderBy(asc(requestedAt), asc(id))
    .limit(limit);
  const item = ({ title }: RecordName, { id, asking }: { id: string; asking: string }) => ({
    title,
    note: `${asking}申请对接`,
    href: `/needs/${id}`,
  });
  return foundByName(ctx, "need", rows, item, ownNames);
};
