import type { Orm } from "../db/database.ts";
import type { AppContext } from "./context.ts";

/** The same context inside a transaction: what reads or writes by it does so there. */
export function within(ctx: AppContext, tx: Orm): AppContext {
  return { ...ctx, db: { ...ctx.db, orm: tx, transaction: (act) => act(tx) } };
}
