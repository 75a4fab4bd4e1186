import { and, desc, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { requireMatching } from "../match/database-pool.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { scopeFor } from "../scope.ts";

/** Records of each kind that are learnt from, the newest: learning takes up to a second at this many, and the server waits. */
const mostOfKind = 300;

/** Learns fields anew from the newest records that declare one. What is learnt depends on the stored records alone.
 * @returns whether anything changed: lists made before are then out of date
 * @throws AppError `unavailable` where this process computes no matches */
export async function learnFields({ ctx }: { ctx: AppContext }): Promise<boolean> {
  const { fields } = requireMatching(ctx);
  const declared: AnyRecord[] = [];
  for (const kind of entityKinds) {
    const table = recordTable(kind);
    const rows = await ctx.db.orm
      .select(shownFields(ctx, kind))
      .from(table)
      .where(and(scopeFor(ctx.principal, "match", kind), searchable(kind), sql`${table.fields} <> '[]'::jsonb`))
      .orderBy(desc(table.seq))
      .limit(mostOfKind);
    declared.push(...rows.map((row) => shown(kind, row) as AnyRecord));
  }
  return fields.learn(declared);
}
