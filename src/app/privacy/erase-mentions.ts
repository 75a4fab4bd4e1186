import { and, eq, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { matchListVersionTable, matchSheetTable, matchStepTable } from "../../db/schema/match-list.ts";

/** Stands where the name of somebody deleted stood. */
const erasedTitle = "（已删除）";

/** Takes the name of a deleted candidate, and what was noted about it, out of lists: of what was settled, of its history and of
 * versions that were sent. Its id stays in its place, so that counts and the steps of others hold. */
export async function eraseMentions(tx: Orm, targetId: string): Promise<void> {
  const mentions = (column: unknown) => sql`${column}::text like ${`%${targetId}%`}`;
  for (const row of await tx.select().from(matchListVersionTable).where(mentions(matchListVersionTable.pairs))) {
    const { listId, number } = matchListVersionTable;
    await tx
      .update(matchListVersionTable)
      .set({ pairs: blank(row.pairs, targetId) })
      .where(and(eq(listId, row.listId), eq(number, row.number)));
  }
  for (const row of await tx.select().from(matchSheetTable).where(mentions(matchSheetTable.sheet))) {
    const { listId, needId } = matchSheetTable;
    await tx
      .update(matchSheetTable)
      .set({ sheet: blank(row.sheet, targetId) })
      .where(and(eq(listId, row.listId), eq(needId, row.needId)));
  }
  for (const row of await tx.select().from(matchStepTable).where(mentions(matchStepTable.target))) {
    const { listId, needId, version } = matchStepTable;
    const { step, inverse, left } = row;
    await tx
      .update(matchStepTable)
      .set({ step: blankAll(step), inverse: blankAll(inverse), left: blankAll(left) })
      .where(and(eq(listId, row.listId), eq(needId, row.needId), eq(version, row.version)));
  }
}

type Fields = Record<string, unknown>;

/** The value with everything said about one target left out. */
function blank<Value>(value: Value, targetId: string): Value {
  if (Array.isArray(value)) return value.map((item) => blank(item as unknown, targetId)) as Value;
  if (value === null || typeof value !== "object") return value;
  const fields = value as Fields;
  const isAbout = (fields.target as Fields | undefined)?.id === targetId;
  if (isAbout) return blankAll(value);
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, blank(item, targetId)])) as Value;
}

function blankAll<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((item) => blankAll(item as unknown)) as Value;
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value as Fields).map(([key, item]) => {
    if (key === "note" && typeof item === "string") return [key, ""];
    return [key, key === "targetTitle" ? erasedTitle : blankAll(item)];
  });
  return Object.fromEntries(entries) as Value;
}
