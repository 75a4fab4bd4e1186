import { and, asc, desc, eq, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { joinRequestTable } from "../../db/schema/account.ts";
import { matchListTable, matchSheetTable } from "../../db/schema/match-list.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { needTable } from "../../db/schema/record.ts";
import type { MatchListStatus } from "../../domain/match-list/match-list.ts";
import { listScope } from "../match-list/list-scope.ts";
import { awaitsReview } from "../need/waiting-reviews.ts";
import { organizationsInCharge } from "../organization/in-charge.ts";
import { ownNames } from "../record/read-names.ts";
import { disclosedTo, scopeFor } from "../scope.ts";
import { findNeeds } from "./need-tasks.ts";
import { foundByName, needItem } from "./newest-names.ts";
import { type FindTask, found, rowsInAll } from "./task.ts";

/** Organisations somebody asks to open or to join, who waited longest first. */
export const findApprovals: FindTask = async (ctx, limit) => {
  const { id, organizationId, status, createdAt } = joinRequestTable;
  const { name } = organizationTable;
  const rows = await ctx.db.orm
    .select({ name, status: organizationTable.status, inAll: rowsInAll })
    .from(joinRequestTable)
    .innerJoin(organizationTable, eq(organizationTable.id, organizationId))
    .where(and(eq(status, "open"), organizationsInCharge(ctx.principal)))
    .orderBy(asc(createdAt), asc(id))
    .limit(limit);
  return found(rows, (row) => ({
    title: row.name,
    note: row.status === "active" ? "有人申请加入" : "新注册，等待审核",
    href: "/admin/organizations",
  }));
};

export const findReviews: FindTask = (ctx, limit) => findNeeds(ctx, limit, awaitsReview, (id) => `/needs/${id}`);

/** Answers to the latest version of a list that are still to come. */
const answersToCome = sql`from match_answer as answer where answer.list_id = match_list.id
  and answer.status = 'waiting' and answer.number = (
    select max(number) from match_list_version as version where version.list_id = match_list.id)`;
const waitingAnswers = sql<number>`(select count(*)::int ${answersToCome})`;
const needsOnList = sql<number>`(select count(*)::int from match_sheet as held where held.list_id = match_list.id)`;

/** Match lists in one state; of the sent ones those with answers still to come. */
export function findLists(status: Exclude<MatchListStatus, "closed">): FindTask {
  return async (ctx, limit) => {
    const { id, title, updatedAt } = matchListTable;
    const rows = await ctx.db.orm
      .select({ id, title, held: status === "sent" ? waitingAnswers : needsOnList, inAll: rowsInAll })
      .from(matchListTable)
      .where(
        and(
          listScope(ctx.principal),
          eq(matchListTable.status, status),
          status === "sent" ? sql`exists (select 1 ${answersToCome})` : undefined,
        ),
      )
      .orderBy(asc(updatedAt), asc(id))
      .limit(limit);
    return found(rows, (row) => ({
      title: row.title,
      note: status === "sent" ? `${row.held} 份答复没有收到` : `${row.held} 项需求`,
      href: `/lists/${row.id}`,
    }));
  };
}

/** Needs on a list that is not sent yet, which its counterparts could not read: the list cannot be sent. */
export const findUndisclosed: FindTask = (ctx, limit) => {
  const held = ctx.db.orm
    .select({ one: sql`1` })
    .from(matchSheetTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchSheetTable.listId))
    .where(
      and(
        eq(matchSheetTable.needId, needTable.id),
        sql`${matchListTable.status} in ('draft', 'approved')`,
        listScope(ctx.principal),
      ),
    );
  const closed = sql`not coalesce(${disclosedTo("members", "need")}, false)`;
  return findNeeds(ctx, limit, and(sql`exists ${held}`, closed), (id) => `/needs/${id}/disclosure`);
};

/** Needs open to members that stand on no list but closed ones. */
export const findUnlisted: FindTask = async (ctx, limit) => {
  const held = ctx.db.orm
    .select({ one: sql`1` })
    .from(matchSheetTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchSheetTable.listId))
    .where(and(eq(matchSheetTable.needId, needTable.id), ne(matchListTable.status, "closed")));
  const open = and(scopeFor(ctx.principal, "own", "need"), disclosedTo("members", "need"), sql`not exists ${held}`);
  const { id, seq, restrictedTo } = needTable;
  const part = (restriction: SQL) => ctx.db.orm.select({ id, seq }).from(needTable).where(and(open, restriction));
  // Most are kept from nobody, and an index of those answers without reading the needs.
  const all = unionAll(part(isNull(restrictedTo)), part(isNotNull(restrictedTo))).as("open_need");
  const rows = await ctx.db.orm.select({ id: all.id, inAll: rowsInAll }).from(all).orderBy(desc(all.seq)).limit(limit);
  return foundByName(
    ctx,
    "need",
    rows,
    needItem((id) => `/needs/${id}`),
    ownNames,
  );
};
