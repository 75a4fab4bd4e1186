import { and, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { hasSeveralFields, recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { cityOfRow, countedScope, onlyRootOfRow, rootsOfRow } from "./counted.ts";

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
    const counted = and(countedScope(ctx.principal, kind), searchable(kind));
    const several = hasSeveralFields(table);
    const cell = { city: sql<string>`${cityOfRow(table)}`.as("city"), records: sql<number>`count(*)::int` };
    // Few declare several fields; taking all apart would cost five times as much.
    const one = await ctx.db.orm
      .select({ field: sql<string>`${onlyRootOfRow(table)}`.as("root"), ...cell })
      .from(table)
      .where(and(counted, sql`not ${several}`))
      .groupBy(sql`1`, sql`2`);
    const more = await ctx.db.orm
      .select({ field: sql<string>`roots.root`.as("root"), ...cell })
      .from(table)
      .innerJoin(sql`lateral ${rootsOfRow(table)} as roots`, sql`true`)
      .where(and(counted, several))
      .groupBy(sql`1`, sql`2`);
    const rows = [...one, ...more];
    for (const { field, city: code, records } of rows) {
      const key = `${field} ${code}`;
      const held = cells.get(key) ?? { field, city: code, counts: { need: 0, expert: 0, achievement: 0 } };
      held.counts[kind] += records;
      cells.set(key, held);
    }
  }
  return [...cells.values()];
}
