import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../src/db/database.ts";
import { markRunsStaleFor } from "../src/db/match-runs.ts";
import { outboxTable } from "../src/db/schema/outbox.ts";
import type { Claim } from "./claim.ts";

/** A claim whose record is searchable as of `version`. */
export interface Applied {
  claim: Claim;
  version: number;
}

/** After these many attempts a row is given up until its record changes or a reconcile finds it: about 37 minutes of trying. */
export const MAX_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
const MAX_ERROR_CHARS = 500;

/** Pause after the n-th failed attempt: 1 s, 2 s, 4 s … 10 min. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}

/** Takes applied changes off the outbox, unless they changed again meanwhile, and marks match lists stale, together. */
export async function settleApplied(db: Database, applied: readonly Applied[], now: Date): Promise<void> {
  if (applied.length === 0) return;
  await db.transaction(async (tx) => {
    const done = JSON.stringify(applied.map(({ claim, version }) => ({ id: claim.id, version })));
    await tx.delete(outboxTable).where(sql`exists (
      select 1 from jsonb_to_recordset(${done}::jsonb) as done(id bigint, version integer)
      where done.id = ${outboxTable.id} and done.version >= ${outboxTable.version})`);
    await markRunsStaleFor(
      tx,
      applied.map(({ claim, version }) => ({ kind: claim.kind, id: claim.entityId, version })),
      now,
    );
  });
}

/** Puts a row off after a failure that is its own; gives it up after the last attempt. */
export async function settleFailed(db: Database, claim: Claim, error: unknown, now: Date): Promise<void> {
  const givenUp = claim.attempts >= MAX_ATTEMPTS;
  await db.orm
    .update(outboxTable)
    .set({
      status: givenUp ? "failed" : "pending",
      claimedAt: null,
      nextAttemptAt: new Date(now.getTime() + pauseAfter(claim.attempts)),
      lastError: describeError(error),
    })
    .where(stillOurs(claim));
}

/** Gives claims back untried, after a failure that is not theirs. */
export async function settleUntried(db: Database, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await db.orm
    .update(outboxTable)
    .set({ status: "pending", claimedAt: null, attempts: sql`greatest(${outboxTable.attempts} - 1, 0)` })
    .where(
      and(
        eq(outboxTable.status, "claimed"),
        inArray(
          outboxTable.id,
          claims.map(({ id }) => id),
        ),
      ),
    );
}

/** One line that may be stored and shown to an operator. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll("\0", "").toWellFormed().slice(0, MAX_ERROR_CHARS);
}

/** Not changed since it was claimed: a newer change has made it pending, and must not be put off. */
function stillOurs(claim: Claim) {
  return and(eq(outboxTable.id, claim.id), eq(outboxTable.status, "claimed"), eq(outboxTable.version, claim.version));
}
