import { count, min } from "drizzle-orm";
import { outboxTable } from "../../db/schema/outbox.ts";
import { recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { EngineStatus } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";

export interface SystemStatus {
  /** Records by kind and state. */
  records: Record<EntityKind, Record<string, number>>;
  outbox: { pending: number; failed: number; oldestAt: Date | null };
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
  const waiting = await ctx.db.orm
    .select({ status: outboxTable.status, rows: count(), oldest: min(outboxTable.createdAt) })
    .from(outboxTable)
    .groupBy(outboxTable.status);
  const rowsOf = (failed: boolean) =>
    waiting.filter(({ status }) => (status === "failed") === failed).reduce((sum, { rows }) => sum + rows, 0);
  const oldest = waiting.flatMap((group) => group.oldest?.getTime() ?? []);
  return {
    records,
    outbox: {
      pending: rowsOf(false),
      failed: rowsOf(true),
      oldestAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
    },
    index: await ctx.search.status().catch(() => null),
  };
}
