import { desc } from "drizzle-orm";
import { readOutboxStatus } from "../../db/outbox.ts";
import { auditTable } from "../../db/schema/audit.ts";
import { chainStart } from "../../domain/audit/entry.ts";
import { readSealedEnd } from "../audit/chain-end.ts";
import type { AppContext } from "../context.ts";
import { hasDuty } from "../duty.ts";

/** How a part of the installation is, for those who answer for it. `good` false: somebody has to look. */
export type State =
  | { part: "index"; good: boolean; answers: boolean; pending: number; failed: number }
  | { part: "audit"; good: boolean; rows: number; lastAt: Date | null };

/** The index for an admin; for an auditor the end of the audit, compared with the sealed one. The whole chain is walked by
 * `verifyAudit`. */
export async function listStates({ ctx }: { ctx: AppContext }): Promise<State[]> {
  const { principal, db } = ctx;
  const states: State[] = [];
  if (hasDuty(principal, "manageUsers")) {
    const { pending, failed } = await readOutboxStatus(db.orm);
    const index = await ctx.search.status().catch(() => null);
    states.push({ part: "index", good: index !== null && failed === 0, answers: index !== null, pending, failed });
  }
  if (hasDuty(principal, "readAudit")) {
    const { seq, hash, at } = auditTable;
    const [last] = await db.orm.select({ seq, hash, at }).from(auditTable).orderBy(desc(seq)).limit(1);
    const end = last ?? chainStart;
    const sealed = await readSealedEnd(ctx, db.orm);
    const same =
      sealed === null
        ? last === undefined
        : sealed !== "unreadable" && sealed.seq === end.seq && sealed.hash === end.hash;
    states.push({ part: "audit", good: same, rows: end.seq, lastAt: last?.at ?? null });
  }
  return states;
}
