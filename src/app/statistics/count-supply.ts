import { and, isNotNull, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { countedParts, rootsOfRow } from "./counted.ts";

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
    for (const { field, cities } of await countCities(ctx, kind)) {
      for (const [city, records] of Object.entries(cities)) {
        const key = `${field} ${city}`;
        const held = cells.get(key) ?? { field, city, counts: { need: 0, expert: 0, achievement: 0 } };
        held.counts[kind] += records;
        cells.set(key, held);
      }
    }
  }
  return [...cells.values()];
}

/** Records of a kind by city, for each field, once or several times. A field's cities come as one value: as rows, thousands of them take longer
 * to read than to count. */
function countCities({ db, principal }: AppContext, kind: EntityKind) {
  const table = recordTable(kind);
  const [open, kept, several] = countedParts(principal, kind);
  const { city } = table;
  const counted = { city, records: sql<number>`count(*)::int`.as("records") };
  const ofOneField = ({ rows }: typeof open) =>
    db.orm
      .select({ field: sql<string>`${table.fieldRoot}`.as("field"), ...counted })
      .from(table)
      .where(and(rows, isNotNull(table.fieldRoot)))
      .groupBy(table.fieldRoot, city);
  const ofSeveral = db.orm
    .select({ field: sql<string>`roots.root`.as("field"), ...counted })
    .from(table)
    .innerJoin(sql`lateral ${rootsOfRow(table)} as roots`, sql`true`)
    .where(several.rows)
    .groupBy(sql`roots.root`, city);
  const byCity = (part: ReturnType<typeof ofOneField> | typeof ofSeveral) => {
    const cell = part.as("cell");
    const cities: SQL<Record<string, number>> = sql`json_object_agg(${cell.city}, ${cell.records})`;
    return db.orm.select({ field: cell.field, cities }).from(cell).groupBy(cell.field);
  };
  return unionAll(byCity(ofOneField(open)), byCity(ofOneField(kept)), byCity(ofSeveral));
}
