import { asc, gt } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { auditTable } from "../../db/schema/audit.ts";
import { type ChainEnd, chainStart } from "../../domain/audit/entry.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { entryHash } from "./append-audit.ts";
import { lockChain, readSealedEnd } from "./chain-end.ts";

/** What is wrong with a row of the chain, or with its end. */
export const auditFlaws = {
  missing: "该行缺失：被删除，或其后的行被改号",
  edited: "该行与自身的哈希不符：内容被改动、调换或插入",
  unlinked: "该行与上一行的哈希不相接：上一行被替换，或该行被插入",
  resumed: "写该行时末端标记已丢失或早于记录：此前末尾的行可能被删去",
  truncated: "末端标记记有该行而表中没有：末尾的行被删去",
  end: "该行在末端标记之后，或与末端标记的哈希不符：绕过程序写入或改写",
  endLost: "末端标记缺失，或不是持有密钥的程序所写",
} as const;
export type AuditFlaw = keyof typeof auditFlaws;

export interface AuditVerification {
  /** Sound rows before the first flaw, or all of them. */
  rows: number;
  /** The last sound row; note it elsewhere to be sure of more than the database itself can tell. */
  end: ChainEnd | null;
  /** The first flaw, by the number of its row; null when the chain is whole. */
  broken: { seq: number; flaw: AuditFlaw } | null;
}

type Row = typeof auditTable.$inferSelect;
const PAGE = 1_000;

/**
 * Walks the chain from its first row in pages and compares its end with the sealed one.
 * @throws AppError `unauthenticated`, `forbidden`
 */
export async function verifyAudit({
  ctx,
}: {
  ctx: Pick<AppContext, "db" | "keyRing" | "principal">;
}): Promise<AuditVerification> {
  requireDuty(ctx.principal, "readAudit");
  let at = chainStart;
  const told = (broken: AuditVerification["broken"]) => ({ rows: at.seq, end: at.seq === 0 ? null : at, broken });
  const walk = async (orm: Orm): Promise<AuditVerification["broken"]> => {
    for (;;) {
      const rows = await rowsAfter(orm, at.seq);
      for (const row of rows) {
        const flaw = flawOf(row, at);
        if (flaw !== null) return { seq: flaw === "missing" ? at.seq + 1 : row.seq, flaw };
        at = { seq: row.seq, hash: row.hash };
      }
      if (rows.length < PAGE) return null;
    }
  };
  const broken = await walk(ctx.db.orm);
  if (broken !== null) return told(broken);
  return ctx.db.transaction(async (tx) => {
    // What was added meanwhile, and an end that stands still.
    await lockChain(tx);
    return told((await walk(tx)) ?? endFlaw(at, await readSealedEnd(ctx, tx)));
  });
}

function flawOf(row: Row, before: ChainEnd): AuditFlaw | null {
  const { previousHash, hash, at, ...facts } = row;
  if (row.seq !== before.seq + 1) return "missing";
  if (entryHash({ ...facts, at: at.toISOString() }, previousHash) !== hash) return "edited";
  if (previousHash !== before.hash) return "unlinked";
  return row.action === "audit.resume" ? "resumed" : null;
}

function endFlaw(last: ChainEnd, sealed: ChainEnd | null | "unreadable"): AuditVerification["broken"] {
  if (sealed === null && last.seq === 0) return null;
  if (sealed === null || sealed === "unreadable") return { seq: last.seq, flaw: "endLost" };
  if (sealed.seq > last.seq) return { seq: last.seq + 1, flaw: "truncated" };
  if (sealed.seq < last.seq) return { seq: sealed.seq + 1, flaw: "end" };
  return sealed.hash === last.hash ? null : { seq: last.seq, flaw: "end" };
}

function rowsAfter(orm: Orm, seq: number): Promise<Row[]> {
  return orm.select().from(auditTable).where(gt(auditTable.seq, seq)).orderBy(asc(auditTable.seq)).limit(PAGE);
}
