import { and, asc, count, desc, eq, max, sql } from "drizzle-orm";
import { isAmong } from "../../db/is-among.ts";
import { matchAnswerTable, matchListTable, matchListVersionTable } from "../../db/schema/match-list.ts";
import { type ListedPair, pairKey } from "../../domain/match-list/listed-pair.ts";
import type { AnswerStatus, PairSide } from "../../domain/match-list/match-list.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { ofLatestVersion } from "../match-list/list-answers.ts";
import { findList, listScope, type MatchListRow } from "../match-list/list-scope.ts";

export type AnswerCounts = Record<AnswerStatus, number>;

export interface ListAnswers {
  id: string;
  title: string;
  counts: AnswerCounts;
}

/** Lists in the chart. */
const mostLists = 12;

/** Answers to the latest version of each list that was sent, both parties together; the lists changed last first.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function countAnswers({ ctx }: { ctx: AppContext }): Promise<ListAnswers[]> {
  requireDuty(ctx.principal, "readStatistics");
  const { id, title, updatedAt } = matchListTable;
  const rows = await ctx.db.orm
    .select({ id, title, status: matchAnswerTable.status, answers: count() })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(id, matchAnswerTable.listId))
    .where(and(listScope(ctx.principal), ofLatestVersion))
    .groupBy(id, title, updatedAt, matchAnswerTable.status)
    .orderBy(desc(updatedAt), asc(id));
  const lists = new Map<string, ListAnswers>();
  for (const row of rows) {
    const list = lists.get(row.id) ?? {
      id: row.id,
      title: row.title,
      counts: { waiting: 0, accepted: 0, declined: 0 },
    };
    list.counts[row.status] = row.answers;
    lists.set(row.id, list);
  }
  return [...lists.values()].slice(0, mostLists);
}

/** What one party of a pair said. */
export interface SaidAnswer {
  id: string;
  side: PairSide;
  status: AnswerStatus;
  reason: string;
  needId: string;
  needTitle: string;
  targetTitle: string;
}

export const answersPerPage = 100;

export interface AnswersOfList {
  list: MatchListRow;
  counts: AnswerCounts;
  /** One page of those asked for, pair by pair, the enterprise's first. */
  answers: SaidAnswer[];
}

/** A list with the answers to its latest version, by names as approved; none before it was sent.
 * @param status null = all of them
 * @param page 1-based
 * @throws AppError `unauthenticated`, `forbidden`, `not_found` */
export async function answersOfList({
  ctx,
  listId,
  status = null,
  page = 1,
}: {
  ctx: AppContext;
  listId: string;
  status?: AnswerStatus | null;
  page?: number;
}): Promise<AnswersOfList> {
  requireDuty(ctx.principal, "readStatistics");
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const counts: AnswerCounts = { accepted: 0, declined: 0, waiting: 0 };
  const number = await latestNumber(ctx, listId);
  if (number === null) return { list, counts, answers: [] };
  const { orm } = ctx.db;
  const answered = and(eq(matchAnswerTable.listId, listId), eq(matchAnswerTable.number, number));
  const counted = await orm
    .select({ status: matchAnswerTable.status, answers: count() })
    .from(matchAnswerTable)
    .where(answered)
    .groupBy(matchAnswerTable.status);
  for (const row of counted) counts[row.status] = row.answers;
  const rows = await orm
    .select()
    .from(matchAnswerTable)
    .where(and(answered, status === null ? undefined : eq(matchAnswerTable.status, status)))
    .orderBy(asc(matchAnswerTable.needId), asc(matchAnswerTable.targetId), desc(matchAnswerTable.side))
    .limit(answersPerPage)
    .offset((page - 1) * answersPerPage);
  const needIds = [...new Set(rows.map(({ needId }) => needId))];
  const titles = await titlesOf(ctx, listId, number, needIds);
  const answers = rows.map(({ id, side, status, reason, needId, targetKind, targetId }) => {
    const pair = titles.get(pairKey({ needId, target: { kind: targetKind, id: targetId } }));
    return { id, side, status, reason, needId, needTitle: pair?.needTitle ?? "", targetTitle: pair?.targetTitle ?? "" };
  });
  return { list, counts, answers };
}

async function latestNumber(ctx: AppContext, listId: string): Promise<number | null> {
  const rows = await ctx.db.orm
    .select({ number: max(matchListVersionTable.number) })
    .from(matchListVersionTable)
    .where(eq(matchListVersionTable.listId, listId));
  return rows[0]!.number;
}

/** Pairs of some needs of a version, by key: the others stay in the database. */
async function titlesOf(
  ctx: AppContext,
  listId: string,
  number: number,
  needIds: readonly string[],
): Promise<Map<string, ListedPair>> {
  if (needIds.length === 0) return new Map();
  const of = sql`jsonb_array_elements(${matchListVersionTable.pairs}) as pair`;
  const rows = await ctx.db.orm
    .select({ pair: sql<string>`pair::text` })
    .from(matchListVersionTable)
    .crossJoin(of)
    .where(
      and(
        eq(matchListVersionTable.listId, listId),
        eq(matchListVersionTable.number, number),
        isAmong(sql`pair->>'needId'`, needIds),
      ),
    );
  return new Map(rows.map((row) => JSON.parse(row.pair) as ListedPair).map((pair) => [pairKey(pair), pair]));
}
