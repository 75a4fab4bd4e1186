import type { Database } from "../../src/db/database.ts";
import { recordTable } from "../../src/db/schema/record.ts";
import { entityKinds } from "../../src/domain/shared/entity.ts";
import { isSearchable } from "../../src/domain/shared/searchable.ts";
import type { SearchEngine } from "../../src/search/engine.ts";

/** Every id whose indexed version is not what the database wants, as `id: held → wanted`; empty when they agree. */
export async function divergence(db: Database, search: SearchEngine): Promise<string[]> {
  const differences: string[] = [];
  for (const kind of entityKinds) {
    const table = recordTable(kind);
    const held = new Map(await search.versions(kind));
    const rows = await db.orm
      .select({ id: table.id, version: table.version, status: table.status, visibility: table.visibility })
      .from(table);
    for (const row of rows) {
      const wanted = isSearchable({ kind, ...row }) ? row.version : undefined;
      if (held.get(row.id) !== wanted) differences.push(`${kind} ${row.id}: ${held.get(row.id)} → ${wanted}`);
      held.delete(row.id);
    }
    for (const [id, version] of held) differences.push(`${kind} ${id}: ${version} → no record`);
  }
  return differences;
}
