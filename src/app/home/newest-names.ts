import { desc, type SQL } from "drizzle-orm";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { type ownNames, type RecordName, readNames } from "../record/read-names.ts";
import { type Found, rowsInAll, type TaskItem } from "./task.ts";

/** `ownNames` where a condition lets through what is the principal's own alone: it costs a third. */
type ReadNames = typeof ownNames;

/** How many records of a kind fit a condition, and the newest of them by the names the principal sees them under. Counted by their ids:
 * counting whole rows reads the contents of all. */
export async function findNewest(
  ctx: AppContext,
  kind: EntityKind,
  limit: number,
  condition: SQL | undefined,
  itemOf: (name: RecordName) => TaskItem,
  read: ReadNames = readNames,
): Promise<Found> {
  const { id, seq } = recordTable(kind);
  const rows = await ctx.db.orm
    .select({ id, inAll: rowsInAll })
    .from(recordTable(kind))
    .where(condition)
    .orderBy(desc(seq))
    .limit(limit);
  return foundByName(ctx, kind, rows, itemOf, read);
}

/** Rows that carry a record's id and `rowsInAll` as `inAll`, as work found; records that may no longer be read are not named. */
export async function foundByName<Row extends { id: string; inAll: number }>(
  ctx: AppContext,
  kind: EntityKind,
  rows: readonly Row[],
  itemOf: (name: RecordName, row: Row) => TaskItem,
  read: ReadNames = readNames,
): Promise<Found> {
  const names = await read(
    ctx,
    kind,
    rows.map(({ id }) => id),
  );
  const items = rows.flatMap((row) => {
    const name = names.get(row.id);
    return name === undefined ? [] : [itemOf(name, row)];
  });
  return { count: rows[0]?.inAll ?? 0, items };
}

export function needItem(hrefOf: (id: string) => string): (name: RecordName) => TaskItem {
  return ({ id, title, organizationName }) => ({ title, note: organizationName, href: hrefOf(id) });
}

export function expertItem({ id, title, department }: RecordName): TaskItem {
  return { title, note: department, href: `/experts/${id}` };
}
