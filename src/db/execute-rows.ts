import type { SQL } from "drizzle-orm";
import type { Orm } from "./database.ts";

/** Rows of a raw statement. Drivers differ in what they wrap rows in; the caller vouches for the row type. */
export async function executeRows<Row>(orm: Orm, statement: SQL): Promise<Row[]> {
  const result: unknown = await orm.execute(statement);
  if (Array.isArray(result)) return [...result] as Row[];
  return (result as { rows: Row[] }).rows;
}
