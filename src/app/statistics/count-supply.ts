import { and, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { cityOfRow, countedScope, rootsOfRow } from "./counted.ts";

export interface SupplyCell {
  /** Root of the technical field; "" = not declared. */
  field: string;
  /** GB/T 2260 code of the city; "" = not stated. */
  city: string;
  /** A record of several fields counts once in each. */
  counts: Record<EntityKind, number>;
}

/** Needs, experts and achievements by field and city, cells with nothing left out, in no order.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function countSupply({ ctx }: { ctx: AppContext }): Promise<SupplyCell[]> {
  const cells = new Map<string, SupplyCell>();
  for (const kind of entityKinds) {
    const table = recordTable(kind);
    const scope = countedScope(ctx.principal, kind);
    const city = cityOfRow(table);
    const rows = await ctx.db.orm
      .select({
        field: sql<string>`roots.root`.as("root"),
        city: sql<string>`${city}`.as("city"),
        records: sql<number>`count(*)::int`,
      })
      .from(table)
      .innerJoin(sql`lateral ${rootsOfRow(table)} as roots`, sql`true`)
      .where(and(scope, searchable(kind)))
      .groupBy(sql`1`, sql`2`);
    for (const { field, city: code, records } of rows) {
      const key = `${field} ${code}`;
      const cell = cells.get(key) ?? { field, city: code, counts: { need: 0, expert: 0, achievement: 0 } };
      cell.counts[kind] = records;
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}
