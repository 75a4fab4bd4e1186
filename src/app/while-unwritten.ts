import { sql } from "drizzle-orm";
import type { Database } from "../db/database.ts";
import { executeRows } from "../db/execute-rows.ts";
import type { AppContext } from "./context.ts";

/** Answers kept for one database: some hundred KB each at most. */
const mostKept = 200;

interface Kept {
  mark: string;
  value: unknown;
}

const answers = new WeakMap<Database, Map<string, Kept>>();

/**
 * Gives what was read before for the same principal, as long as nothing at all was written to the database since, by anybody on any
 * server; else reads it anew. Counting the same thousands of records for each look at a page takes longer than the rest of the page.
 * @param name what is read; holds whatever beside the principal and the database `read` depends on
 */
export async function whileUnwritten<Value>(ctx: AppContext, name: string, read: () => Promise<Value>): Promise<Value> {
  const kept = answers.get(ctx.db) ?? new Map<string, Kept>();
  answers.set(ctx.db, kept);
  const key = JSON.stringify([name, ctx.principal]);
  const mark = await writeMark(ctx);
  const before = kept.get(key);
  if (mark !== null && before?.mark === mark) return before.value as Value;
  const value = await read();
  // What was written meanwhile has moved the mark on: this answer is never given then.
  kept.delete(key);
  if (mark !== null) kept.set(key, { mark, value });
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return value;
}

/** The number of the next transaction that writes, which grows with each; null while one is at work, whose rows may come to be seen
 * under the same number (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT). */
async function writeMark({ db }: AppContext): Promise<string | null> {
  const [row] = await executeRows<{ mark: string | null }>(
    db.orm,
    sql`select case when pg_snapshot_xmin(now) = pg_snapshot_xmax(now) then pg_snapshot_xmax(now)::text end as mark
      from pg_current_snapshot() as now`,
  );
  return row!.mark;
}
