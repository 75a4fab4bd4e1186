import { sql } from "drizzle-orm";
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
