import { count } from "drizzle-orm";
import { type OutboxStatus, readOutboxStatus } from "../../db/outbox.ts";
import { recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { EngineStatus } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";

export interface SystemStatus {
  /** Records by kind and state. */
  records: Record<EntityKind, Record<string, number>>;
  outbox: OutboxStatus;
  /** null when the engine does not answer. */
  index: EngineStatus | null;
}

/** Figures for the operator: what is stored, what the index has not taken yet.
 * @throws AppError `unavailable` when the database does not answer */
export async function systemStatus({ ctx }: { ctx: AppContext }): Promise<SystemStatus> {
  const records: SystemStatus["records"] = { need: {}, expert: {}, achievement: {} };
  for (const kind of entityKinds) {
    const table = recordTable(kind);
    const groups = await ctx.db.orm.select({ status: table.status, rows: count() }).from(table).groupBy(table.status);
    for (const { status, rows } of groups) records[kind][status] = rows;
  }
  return {
    records,
    outbox: await readOutboxStatus(ctx.db.orm),
    index: await ctx.search.status().catch(() => null),
  };
}
