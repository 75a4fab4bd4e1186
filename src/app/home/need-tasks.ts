import { and, asc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { matchRunTable } from "../../db/schema/match.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { needTable } from "../../db/schema/record.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { listAudienceOf } from "../match/database-pool.ts";
import { getRecords } from "../record/get-records.ts";
import { scopeFor } from "../scope.ts";
import { newestRecords } from "./newest-records.ts";
import { type FindTask, type Found, found, rowsInAll } from "./task.ts";

/** Needs the principal answers for, the newest first. */
export async function findNeeds(
  ctx: AppContext,
  limit: number,
  condition: SQL | undefined,
  hrefOf: (id: string) => string,
): Promise<Found> {
  const { count, records } = await newestRecords(
    ctx,
    "need",
    limit,
    and(scopeFor(ctx.principal, "own", "need"), condition),
  );
  const items = records.map(({ id, content }) => ({
    title: recordTitle("need", content),
    note: content.organizationName,
    href: hrefOf(id),
  }));
  return { count, items };
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
  const rows = await ctx.db.orm
    .select({ needId, asking: organizationTable.name, inAll: rowsInAll })
    .from(introductionTable)
    .innerJoin(needTable, eq(needTable.id, needId))
    .innerJoin(organizationTable, eq(organizationTable.id, organizationId))
    .where(and(eq(status, "requested"), scopeFor(ctx.principal, "own", "need")))
    .orderBy(asc(requestedAt), asc(id))
    .limit(limit);
  const needs = await getRecords({ ctx, kind: "need", ids: [...new Set(rows.map((row) => row.needId))] });
  const titles = new Map(needs.map((need) => [need.id, recordTitle("need", need.content)]));
  return found(rows, (row) => ({
    title: titles.get(row.needId) ?? "",
    note: `${row.asking}申请对接`,
    href: `/needs/${row.needId}`,
  }));
};
