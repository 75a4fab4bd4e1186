import { and } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { scopeFor } from "../scope.ts";
import { readRows, shown } from "./read-rows.ts";

/** The records of `ids` the principal may see, as far as that goes, in the order of `ids`; the others are left out.
 * With `onlySearchable` withdrawn, hidden and unlisted ones are left out too. */
export async function getRecords<K extends EntityKind>({
  ctx,
  kind,
  ids,
  onlySearchable = false,
}: {
  ctx: AppContext;
  kind: K;
  ids: readonly string[];
  onlySearchable?: boolean;
}): Promise<RecordOf<K>[]> {
  const scope = scopeFor(ctx.principal, onlySearchable ? "search" : "read", kind);
  const rows = await readRows(ctx, kind, ids, onlySearchable ? and(scope, searchable(kind)) : scope);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [shown(kind, row)];
  });
}
