import { and, asc, count, desc, eq, inArray, sql } from "drizzle-orm";
import { matchListTable, matchSheetTable } from "../../db/schema/match-list.ts";
import { includedOf, type Sheet } from "../../domain/match-list/sheet.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { getRecords } from "../record/get-records.ts";
import { findList, listScope, type MatchListRow } from "./list-scope.ts";

export interface ListSummary extends MatchListRow {
  needs: number;
  /** Needs with at least one candidate on the list. */
  needsWithCandidates: number;
}

const mostLists = 200;

/** The lists one may work on, those changed last first. */
export async function getLists({ ctx }: { ctx: AppContext }): Promise<ListSummary[]> {
  const rows = await ctx.db.orm
    .select()
    .from(matchListTable)
    .where(listScope(ctx.principal))
    .orderBy(desc(matchListTable.updatedAt), desc(matchListTable.id))
    .limit(mostLists);
  if (rows.length === 0) return [];
  const counts = await ctx.db.orm
    .select({
      listId: matchSheetTable.listId,
      needs: count(),
      filled: sql<number>`count(*) filter (where ${matchSheetTable.sheet} @> '{"entries":[{"state":"included"}]}')`,
    })
    .from(matchSheetTable)
    .where(
      inArray(
        matchSheetTable.listId,
        rows.map(({ id }) => id),
      ),
    )
    .groupBy(matchSheetTable.listId);
  const byList = new Map(counts.map((row) => [row.listId, row]));
  return rows.map((row) => {
    const counted = byList.get(row.id);
    return { ...row, needs: counted?.needs ?? 0, needsWithCandidates: Number(counted?.filled ?? 0) };
  });
}

export interface ListedNeed {
  need: RecordOf<"need">;
  place: number;
  version: number;
  sheet: Sheet;
  included: number;
}

/** A list with its needs in order. Needs that left the principal's scope since are left out.
 * @throws AppError `not_found` */
export async function getList({
  ctx,
  listId,
}: {
  ctx: AppContext;
  listId: string;
}): Promise<{ list: MatchListRow; needs: ListedNeed[] }> {
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const rows = await ctx.db.orm
    .select()
    .from(matchSheetTable)
    .where(and(eq(matchSheetTable.listId, listId)))
    .orderBy(asc(matchSheetTable.place));
  const needs = await getRecords({ ctx, kind: "need", ids: rows.map(({ needId }) => needId) });
  const byId = new Map(needs.map((need) => [need.id, need]));
  return {
    list,
    needs: rows.flatMap(({ needId, place, version, sheet }) => {
      const need = byId.get(needId);
      return need === undefined ? [] : [{ need, place, version, sheet, included: includedOf(sheet).length }];
    }),
  };
}
