import { desc, type SQL } from "drizzle-orm";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { getRecords } from "../record/get-records.ts";
import { rowsInAll } from "./task.ts";

/** How many records of a kind fit a condition, and the newest of them as the principal sees them. Counted by their ids: counting whole rows reads
 * the contents of all. */
export async function newestRecords<K extends EntityKind>(
  ctx: AppContext,
  kind: K,
  limit: number,
  condition: SQL | undefined,
): Promise<{ count: number; records: RecordOf<K>[] }> {
  const { id, seq } = recordTable(kind);
  const rows = await ctx.db.orm
    .select({ id, inAll: rowsInAll })
    .from(recordTable(kind))
    .where(condition)
    .orderBy(desc(seq))
    .limit(limit);
  const records = await getRecords({ ctx, kind, ids: rows.map((row) => row.id) });
  return { count: rows[0]?.inAll ?? 0, records };
}
