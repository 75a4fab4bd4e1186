import { and, asc, eq, inArray, lt, lte, or, sql } from "drizzle-orm";
import type { Database } from "../src/db/database.ts";
import { outboxTable } from "../src/db/schema/outbox.ts";
import type { EntityKind } from "../src/domain/shared/entity.ts";

/** An outbox row this indexer works on. */
export interface Claim {
  id: number;
  kind: EntityKind;
  entityId: string;
  /** Version that was noted; the record may be newer by now. */
  version: number;
  /** Including this one. */
  attempts: number;
}

/** A claimer silent for this long is taken for dead, and its rows come back. Far above the time one batch needs. */
const LEASE_MS = 60_000;

/**
 * Takes due rows, oldest first, skipping those another indexer is taking. Due by status, never by "id above the last seen":
 * transactions commit in another order than they draw their ids.
 */
export async function claimDue(db: Database, now: Date, limit: number): Promise<Claim[]> {
  const leaseEnd = new Date(now.getTime() - LEASE_MS);
  return db.transaction(async (tx) => {
    const due = tx
      .select({ id: outboxTable.id })
      .from(outboxTable)
      .where(
        or(
          and(eq(outboxTable.status, "pending"), lte(outboxTable.nextAttemptAt, now)),
          and(eq(outboxTable.status, "claimed"), lt(outboxTable.claimedAt, leaseEnd)),
        ),
      )
      .orderBy(asc(outboxTable.id))
      .limit(limit)
      .for("update", { skipLocked: true });
    return tx
      .update(outboxTable)
      .set({ status: "claimed", claimedAt: now, attempts: sql`${outboxTable.attempts} + 1` })
      .where(inArray(outboxTable.id, due))
      .returning({
        id: outboxTable.id,
        kind: outboxTable.kind,
        entityId: outboxTable.entityId,
        version: outboxTable.version,
        attempts: outboxTable.attempts,
      });
  });
}

/** Gives back what a former run of the only indexer left claimed. Only where no other process can be at work. */
export async function reclaimAll(db: Database): Promise<void> {
  await db.orm.update(outboxTable).set({ status: "pending", claimedAt: null }).where(eq(outboxTable.status, "claimed"));
}
