import type { Orm } from "../../db/database.ts";
import { auditTable } from "../../db/schema/audit.ts";
import type { AuditDeed, AuditFacts } from "../../domain/audit/entry.ts";
import type { AppContext } from "../context.ts";
import { storable } from "../parse-input.ts";
import { contentHash } from "../record/content-hash.ts";
import { lockChain, nextEnd, writeSealedEnd } from "./chain-end.ts";

const resumed: AuditDeed = { action: "audit.resume", subjectKind: "audit", subjectId: "end", actor: "system" };

/** Adds deeds to the audit within the transaction that does them: neither is kept without the other. */
export async function appendAudit(ctx: AppContext, tx: Orm, ...deeds: readonly AuditDeed[]): Promise<void> {
  if (deeds.length === 0) return;
  await lockChain(tx);
  const next = await nextEnd(ctx, tx);
  let { seq, hash } = next.end;
  const at = ctx.now();
  const rows = (next.resumed ? [resumed, ...deeds] : deeds).map((deed) => {
    const previousHash = hash;
    seq += 1;
    const facts = storable({
      seq,
      actor: deed.actor ?? ctx.principal.id,
      onBehalfOf: deed.onBehalfOf ?? null,
      action: deed.action,
      subjectKind: deed.subjectKind,
      subjectId: deed.subjectId,
      reason: deed.reason ?? "",
      // As the database gives it back: without undefined, a Date as text.
      details: JSON.parse(JSON.stringify(deed.details ?? {})) as Record<string, unknown>,
      ip: ctx.origin.ip,
      traceId: ctx.origin.traceId,
    });
    hash = entryHash({ ...facts, at: at.toISOString() }, previousHash);
    return { ...facts, at, previousHash, hash };
  });
  await tx.insert(auditTable).values(rows);
  await writeSealedEnd(ctx, tx, { seq, hash });
}

/** SHA-256 over a row's facts in canonical form and the hash before it. */
export function entryHash(facts: AuditFacts, previousHash: string): string {
  return contentHash({ ...facts, previousHash });
}
