import { count, eq, min, sql } from "drizzle-orm";
import type { EntityKind } from "../domain/shared/entity.ts";
import type { Orm } from "./database.ts";
import { outboxTable } from "./schema/outbox.ts";

/** A record at one version. */
export interface RecordVersion {
  kind: EntityKind;
  id: string;
  version: number;
}

/** Rows of one INSERT; nine parameters each, far below the protocol's 65,535. */
const CHUNK = 1_000;

/**
 * Notes that records changed, in the transaction that changed them. A record has one row: it keeps the highest version and
 * becomes due at once, also while an indexer holds it or after it had been given up.
 */
export async function enqueue(tx: Orm, refs: readonly RecordVersion[], now: Date): Promise<void> {
  // One statement may not touch a row twice, and one order for all writers keeps them from deadlocking.
  const highest = new Map<string, RecordVersion>();
  for (const ref of refs) {
    const key = `${ref.kind} ${ref.id}`;
    if ((highest.get(key)?.version ?? 0) < ref.version) highest.set(key, ref);
  }
  const rows = [...highest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref);
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx
      .insert(outboxTable)
      .values(
        rows.slice(start, start + CHUNK).map(({ kind, id, version }) => ({
          kind,
          entityId: id,
          version,
          status: "pending" as const,
          attempts: 0,
          nextAttemptAt: now,
          createdAt: now,
        })),
      )
      .onConflictDoUpdate({
        target: [outboxTable.kind, outboxTable.entityId],
        set: {
          version: sql`greatest(${outboxTable.version}, excluded.version)`,
          status: "pending",
          attempts: 0,
          claimedAt: null,
          nextAttemptAt: sql`excluded.next_attempt_at`,
          lastError: null,
        },
      });
  }
}

export interface OutboxStatus {
  /** Changes the index has not taken, given-up ones included. */
  pending: number;
  /** Of these, given up until the next change or reconcile. */
  failed: number;
  /** When the oldest of them was made; null when there is none. */
  oldestAt: Date | null;
}

export async function readOutboxStatus(orm: Orm): Promise<OutboxStatus> {
  const groups = await orm
    .select({ status: outboxTable.status, rows: count(), oldest: min(outboxTable.createdAt) })
    .from(outboxTable)
    .groupBy(outboxTable.status);
  const oldest = groups.flatMap((group) => group.oldest?.getTime() ?? []);
  return {
    pending: groups.reduce((sum, { rows }) => sum + rows, 0),
    failed: groups.find(({ status }) => status === "failed")?.rows ?? 0,
    oldestAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
  };
}

/** Why some row was given up; null when none was. */
export async function findOutboxError(orm: Orm): Promise<string | null> {
  const rows = await orm
    .select({ error: outboxTable.lastError })
    .from(outboxTable)
    .where(eq(outboxTable.status, "failed"))
    .limit(1);
  return rows[0]?.error ?? null;
}
