import { and, asc, count, desc, eq } from "drizzle-orm";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import { pairKey } from "../../domain/match-list/listed-pair.ts";
import type { AnswerStatus, PairSide } from "../../domain/match-list/match-list.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { latestVersion } from "../match-list/approve-list.ts";
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

/** A list with the answers to its latest version, by names as approved; none before it was sent.
 * @throws AppError `unauthenticated`, `forbidden`, `not_found` */
export async function answersOfList({
  ctx,
  listId,
}: {
  ctx: AppContext;
  listId: string;
}): Promise<{ list: MatchListRow; answers: SaidAnswer[] }> {
  requireDuty(ctx.principal, "readStatistics");
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const version = await latestVersion(ctx, listId);
  const rows = await ctx.db.orm
    .select()
    .from(matchAnswerTable)
    .where(and(eq(matchAnswerTable.listId, listId), ofLatestVersion))
    .orderBy(asc(matchAnswerTable.needId), asc(matchAnswerTable.targetId), desc(matchAnswerTable.side));
  const pairs = new Map(version?.pairs.map((pair) => [pairKey(pair), pair]));
  const answers = rows.map(({ id, side, status, reason, needId, targetKind, targetId }) => {
    const pair = pairs.get(pairKey({ needId, target: { kind: targetKind, id: targetId } }));
    return { id, side, status, reason, needId, needTitle: pair?.needTitle ?? "", targetTitle: pair?.targetTitle ?? "" };
  });
  return { list, answers };
}
