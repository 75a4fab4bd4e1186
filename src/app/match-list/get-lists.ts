import { and, asc, count, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { matchListTable, matchSheetTable } from "../../db/schema/match-list.ts";
import { includedOf, type Sheet } from "../../domain/match-list/sheet.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { findList, listScope, type MatchListRow } from "./list-scope.ts";

export interface ListSummary extends MatchListRow {
  needs: number;
  /** Needs with at least one candidate on the list. */
  needsWithCandidates: number;
}

export interface ListPage {
  items: ListSummary[];
  /** null on the last page. */
  nextCursor: string | null;
}

/** Opaque to callers: when the last list shown was changed, and its id. */
const cursorSchema = z
  .string()
  .regex(/^[0-9a-z]{1,9}\.[\w-]{1,60}$/, { error: "翻页标记无效，请从第一页开始" })
  .transform((cursor) => {
    const [time = "", id = ""] = cursor.split(".");
    return { updatedAt: new Date(Number.parseInt(time, 36)), id };
  });

const pageInput = z.strictObject({ cursor: cursorSchema.optional(), limit: z.int().min(1).max(100).default(50) });

/** The lists one may work on, those changed last first, page by page. A list that is changed while one turns the pages moves to the front.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input` */
export async function getLists({
  ctx,
  input = {},
}: {
  ctx: AppContext;
  input?: z.input<typeof pageInput>;
}): Promise<ListPage> {
  const scope = listScope(ctx.principal);
  const { cursor, limit } = parseInput(pageInput, input);
  const { id, updatedAt } = matchListTable;
  const later =
    cursor === undefined
      ? undefined
      : or(lt(updatedAt, cursor.updatedAt), and(eq(updatedAt, cursor.updatedAt), lt(id, cursor.id)));
  const rows = await ctx.db.orm
    .select()
    .from(matchListTable)
    .where(and(scope, later))
    .orderBy(desc(updatedAt), desc(id))
    .limit(limit + 1);
  const onPage = rows.slice(0, limit);
  const last = onPage.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: await withCounts(ctx, onPage),
    nextCursor: more ? `${last.updatedAt.getTime().toString(36)}.${last.id}` : null,
  };
}

async function withCounts(ctx: AppContext, rows: readonly MatchListRow[]): Promise<ListSummary[]> {
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
