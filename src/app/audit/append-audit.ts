import { desc, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { auditTable } from "../../db/schema/audit.ts";
import { type AuditDeed, chainStart } from "../../domain/audit/entry.ts";
import type { AppContext } from "../context.ts";
import { contentHash } from "../record/content-hash.ts";

/** Any fixed number; held while a row is added, so that the chain has one end. */
const CHAIN_LOCK = 704_851_338;

/** Adds deeds to the audit within the transaction that does them: neither is kept without the other. */
export async function appendAudit(ctx: AppContext, tx: Orm, ...deeds: readonly AuditDeed[]): Promise<void> {
  if (deeds.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
  const heads = await tx
    .select({ seq: auditTable.seq, hash: auditTable.hash })
    .from(auditTable)
    .orderBy(desc(auditTable.seq))
    .limit(1);
  let { seq, hash } = heads[0] ?? { seq: 0, hash: chainStart };
  const at = ctx.now();
  const rows = deeds.map((deed) => {
    const previousHash = hash;
    seq += 1;
    const facts = {
      seq,
      actor: deed.actor ?? ctx.principal.id,
      onBehalfOf: deed.onBehalfOf ?? null,
      action: deed.action,
      subjectKind: deed.subjectKind,
      subjectId: deed.subjectId,
      reason: deed.reason ?? "",
      details: deed.details ?? {},
      ip: ctx.origin.ip,
      traceId: ctx.origin.traceId,
    };
    hash = entryHash({ ...facts, at: at.toISOString() }, previousHash);
    return { ...facts, at, previousHash, hash };
  });
  await tx.insert(auditTable).values(rows);
}

/** SHA-256 over a row's facts in canonical form and the hash before it. */
export function entryHash(facts: object, previousHash: string): string {
  return contentHash({ ...facts, previousHash });
}
