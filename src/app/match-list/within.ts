import type { Orm } from "../../db/database.ts";
import type { AppContext } from "../context.ts";

/** The same context with its reads inside a transaction. */
export function within(ctx: AppContext, tx: Orm): AppContext {
  return { ...ctx, db: { ...ctx.db, orm: tx } };
}
