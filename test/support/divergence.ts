import type { Database } from "../../src/db/database.ts";
import { recordTable } from "../../src/db/schema/record.ts";
import { widestAudience } from "../../src/domain/matching/project-shelves.ts";
import { entityKinds } from "../../src/domain/shared/entity.ts";
import { audiences } from "../../src/domain/shared/principal.ts";
import type { SearchEngine } from "../../src/search/engine.ts";

/** Every id whose indexed version on some audience's shelves is not what the database wants, as `id: held → wanted`; empty
 * when they agree. */
export async function divergence(db: Database, search: SearchEngine): Promise<string[]> {
  const differences: string[] = [];
  for (const kind of entityKinds) {
    const table = recordTable(kind);
    const rows = await db.orm.select().from(table);
    for (const audience of audiences) {
      const held = new Map(await search.versions(kind, audience));
      const name = audience === "internal" ? kind : `${kind} for ${audience}`;
      for (const row of rows) {
        const widest = widestAudience({ kind, ...row }, row);
        const sees = widest !== null && audiences.indexOf(audience) >= audiences.indexOf(widest);
        const wanted = sees ? row.version : undefined;
        if (held.get(row.id) !== wanted) differences.push(`${name} ${row.id}: ${held.get(row.id)} → ${wanted}`);
        held.delete(row.id);
      }
      for (const [id, version] of held) differences.push(`${name} ${id}: ${version} → no record`);
    }
  }
  return differences;
}
