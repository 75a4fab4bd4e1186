import type { Database } from "../src/db/database.ts";
import { findRows, type RecordRow } from "../src/db/records.ts";
import { entityKinds } from "../src/domain/shared/entity.ts";
import { AppError } from "../src/domain/shared/errors.ts";
import type { SearchEngine } from "../src/search/engine.ts";
import type { Claim } from "./claim.ts";
import { type IndexChange, projectChange } from "./project.ts";
import { type Applied, settleApplied, settleFailed, settleUntried } from "./settle.ts";

export interface ApplyResult {
  applied: number;
  failed: number;
  /** The engine's error when it did not answer at all; the rows were given back untried. */
  outage: AppError | null;
}

interface Planned {
  claim: Claim;
  change: IndexChange;
  version: number;
}

/** Brings the index up to date for claimed rows, from the records as they are now, and settles each row. */
export async function applyClaims(
  deps: { db: Database; search: SearchEngine },
  claims: readonly Claim[],
  now: Date,
): Promise<ApplyResult> {
  const { db, search } = deps;
  const result: ApplyResult = { applied: 0, failed: 0, outage: null };
  const planned: Planned[] = [];
  const rows = await loadRows(db, claims);
  for (const claim of claims) {
    try {
      planned.push(plan(claim, rows.get(`${claim.kind} ${claim.entityId}`)));
    } catch (error) {
      await fail(claim, error);
    }
  }
  await applyTogether(planned);
  return result;

  async function applyTogether(batch: readonly Planned[]): Promise<void> {
    try {
      await send(search, batch);
    } catch (error) {
      if (isOutage(error)) return giveBack(batch, error);
      if (batch.length === 1) return fail(batch[0]!.claim, error);
      return applySingly(batch);
    }
    await settle(batch);
  }

  /** One bad document makes an engine refuse the whole batch; the others must not wait for it. */
  async function applySingly(batch: readonly Planned[]): Promise<void> {
    for (const [index, one] of batch.entries()) {
      if (result.outage !== null) return giveBack(batch.slice(index), result.outage);
      await applyTogether([one]);
    }
  }

  async function settle(batch: readonly Planned[]): Promise<void> {
    const applied: Applied[] = batch.map(({ claim, version }) => ({ claim, version }));
    await settleApplied(db, applied, now);
    result.applied += applied.length;
  }

  async function fail(claim: Claim, error: unknown): Promise<void> {
    await settleFailed(db, claim, error, now);
    result.failed += 1;
  }

  async function giveBack(batch: readonly Planned[], outage: AppError): Promise<void> {
    result.outage = outage;
    await settleUntried(
      db,
      batch.map(({ claim }) => claim),
    );
  }
}

async function loadRows(db: Database, claims: readonly Claim[]): Promise<Map<string, RecordRow>> {
  const rows = new Map<string, RecordRow>();
  for (const kind of entityKinds) {
    const ids = claims.filter((claim) => claim.kind === kind).map(({ entityId }) => entityId);
    for (const row of await findRows(db.orm, kind, ids)) rows.set(`${kind} ${row.id}`, row);
  }
  return rows;
}

function plan(claim: Claim, row: RecordRow | undefined): Planned {
  const change = projectChange(row, { kind: claim.kind, id: claim.entityId, version: claim.version });
  return { claim, change, version: "upsert" in change ? change.upsert.version : change.remove.version };
}

async function send(search: SearchEngine, batch: readonly Planned[]): Promise<void> {
  const upserts = batch.flatMap(({ change }) => ("upsert" in change ? [change.upsert] : []));
  const removals = batch.flatMap(({ change }) => ("remove" in change ? [change.remove] : []));
  if (upserts.length > 0) await search.upsert(upserts);
  if (removals.length > 0) await search.remove(removals);
}

/** Engines say `unavailable` when the fault is not in what they were sent. */
function isOutage(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "unavailable";
}
