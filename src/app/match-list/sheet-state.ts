import { and, asc, desc, eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { matchSheetTable, matchStepTable } from "../../db/schema/match-list.ts";
import { historyOf, type LoggedStep, undoDepth } from "../../domain/match-list/history.ts";
import type { Sheet } from "../../domain/match-list/sheet.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { findList } from "./list-scope.ts";

export type SheetRow = typeof matchSheetTable.$inferSelect;
export type StepRow = typeof matchStepTable.$inferSelect;

/** One need's sheet as staff see it. */
export interface SheetState {
  listId: string;
  needId: string;
  /** Grows with every step of anybody; the next step names it. */
  version: number;
  sheet: Sheet;
  updatedBy: string;
  updatedAt: Date;
  /** Versions of the steps one may take back and bring back, the next first. */
  undo: number[];
  redo: number[];
}

/** Steps read for one person's history. What they may take back lies the deeper the more was taken back and brought back
 * since: this reaches it when all of it was, twenty times over. */
const stepsRead = 20 * 2 * undoDepth;

/** @throws AppError `not_found` when the need is not on the list */
export async function findSheet(orm: Orm, listId: string, needId: string): Promise<SheetRow> {
  const rows = await orm.select().from(matchSheetTable).where(sheetKey(listId, needId));
  if (rows[0] === undefined) throw notFound("名单中的需求");
  return rows[0];
}

export function sheetKey(listId: string, needId: string) {
  return and(eq(matchSheetTable.listId, listId), eq(matchSheetTable.needId, needId));
}

/** One person's last steps, oldest first. */
async function readSteps(orm: Orm, listId: string, needId: string, by: string): Promise<LoggedStep[]> {
  const { version, actor, kind, of } = matchStepTable;
  const rows = await orm
    .select({ version, actor, kind, of })
    .from(matchStepTable)
    .where(and(eq(matchStepTable.listId, listId), eq(matchStepTable.needId, needId), eq(actor, by)))
    .orderBy(desc(version))
    .limit(stepsRead);
  return rows.reverse();
}

/** What the principal may take back and bring back, the next first. */
export async function historyIn(orm: Orm, ctx: AppContext, listId: string, needId: string) {
  return historyOf(await readSteps(orm, listId, needId, ctx.principal.id), ctx.principal.id);
}

export async function stateOf(orm: Orm, ctx: AppContext, row: SheetRow): Promise<SheetState> {
  const { listId, needId, version, sheet, updatedBy, updatedAt } = row;
  return { listId, needId, version, sheet, updatedBy, updatedAt, ...(await historyIn(orm, ctx, listId, needId)) };
}

/** One need's sheet.
 * @throws AppError `not_found` */
export async function getSheet({
  ctx,
  listId,
  needId,
}: {
  ctx: AppContext;
  listId: string;
  needId: string;
}): Promise<SheetState> {
  await findList(ctx.db.orm, ctx.principal, listId);
  return stateOf(ctx.db.orm, ctx, await findSheet(ctx.db.orm, listId, needId));
}

/** The needs of a list, in its order. */
export async function needsListed({ ctx, listId }: { ctx: AppContext; listId: string }): Promise<string[]> {
  await findList(ctx.db.orm, ctx.principal, listId);
  const { needId, place } = matchSheetTable;
  const rows = await ctx.db.orm
    .select({ needId })
    .from(matchSheetTable)
    .where(eq(matchSheetTable.listId, listId))
    .orderBy(asc(place));
  return rows.map((row) => row.needId);
}
