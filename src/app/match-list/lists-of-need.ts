import { and, desc, eq, inArray, type SQL } from "drizzle-orm";
import { matchListTable, matchSheetTable } from "../../db/schema/match-list.ts";
import { type MatchListStatus, matchListActions } from "../../domain/match-list/match-list.ts";
import type { AppContext } from "../context.ts";
import { listScope } from "./list-scope.ts";

export interface ListName {
  id: string;
  title: string;
  status: MatchListStatus;
}

/** Where a need stands, and where it could be put. */
export interface ListsOfNeed {
  holding: ListName[];
  /** Lists still worked on that do not hold it, at most `mostOffered`. */
  open: ListName[];
}

const mostOffered = 50;

/** The match lists of one's region that hold a need, and those it can be added to, changed last first.
 * @throws AppError `unauthenticated`, `forbidden` for everybody but staff */
export async function listsOfNeed({ ctx, needId }: { ctx: AppContext; needId: string }): Promise<ListsOfNeed> {
  const { orm } = ctx.db;
  const scope = listScope(ctx.principal);
  const { id, title, status, updatedAt } = matchListTable;
  const lists = (condition: SQL | undefined) =>
    orm.select({ id, title, status }).from(matchListTable).where(condition).orderBy(desc(updatedAt), desc(id));
  const held = orm
    .select({ id: matchSheetTable.listId })
    .from(matchSheetTable)
    .where(eq(matchSheetTable.needId, needId));
  const holding = await lists(and(scope, inArray(id, held)));
  const draft = inArray(status, [...matchListActions.curate.from]);
  const drafts = await lists(and(scope, draft)).limit(mostOffered + holding.length);
  const heldIds = new Set(holding.map((list) => list.id));
  return { holding, open: drafts.filter((list) => !heldIds.has(list.id)).slice(0, mostOffered) };
}
