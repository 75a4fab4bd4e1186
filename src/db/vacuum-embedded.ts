import { sql } from "drizzle-orm";
import type { Orm } from "./database.ts";
import { executeRows } from "./execute-rows.ts";

/**
 * Does for the embedded database what a server does by itself: clears away what no reader sees any more, so that counts are read from an index
 * alone, and looks anew at tables that grew or shrank by a fifth, so that statements are planned for what is there. Without changes some tenth
 * of a second; some seconds after tens of thousands of rows came in. Before anybody is served, because meanwhile nothing else is answered.
 * @returns tables looked at anew
 */
export async function vacuumEmbedded(orm: Orm): Promise<string[]> {
  const rows = await executeRows<{ name: string }>(
    orm,
    sql`select quote_ident(relname) as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and (reltuples < 0
        or abs(pg_relation_size(oid) / current_setting('block_size')::int - relpages) > relpages / 5)
      order by relname`,
  );
  const changed = rows.map(({ name }) => name);
  if (changed.length > 0) await orm.execute(sql.raw(`vacuum analyze ${changed.join(", ")}`));
  await orm.execute(sql`vacuum`);
  return changed;
}
