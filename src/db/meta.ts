import { eq } from "drizzle-orm";
import type { Orm } from "./database.ts";
import { metaTable } from "./schema/meta.ts";

/** `indexAnalyser`: what the search index was built with; `auditEnd`: number and hash of the last audit row, sealed. */
export type MetaKey = "indexAnalyser" | "auditEnd";

/** The stored fact, or null before it was first written. */
export async function readMeta(orm: Orm, key: MetaKey): Promise<string | null> {
  const rows = await orm.select({ value: metaTable.value }).from(metaTable).where(eq(metaTable.key, key));
  return rows[0]?.value ?? null;
}

export async function writeMeta(orm: Orm, key: MetaKey, value: string, now: Date): Promise<void> {
  await orm
    .insert(metaTable)
    .values({ key, value, updatedAt: now })
    .onConflictDoUpdate({ target: metaTable.key, set: { value, updatedAt: now } });
}
