import { desc, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { readMeta, writeMeta } from "../../db/meta.ts";
import { auditTable } from "../../db/schema/audit.ts";
import { type ChainEnd, chainStart } from "../../domain/audit/entry.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";

/** Any fixed number; held while a row is added, so that the chain has one end. */
const CHAIN_LOCK = 704_851_338;

/** Keeps everybody else from adding rows until the transaction ends. */
export async function lockChain(tx: Orm): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
}

/** The end as it was sealed with the last row; null when it was never written; "unreadable" when nobody holding the secret wrote it. */
export async function readSealedEnd(
  { keyRing }: Pick<AppContext, "keyRing">,
  orm: Orm,
): Promise<ChainEnd | null | "unreadable"> {
  const sealed = await readMeta(orm, "auditEnd");
  if (sealed === null) return null;
  try {
    const [seq, hash = ""] = keyRing.unseal(sealed).split(":");
    return { seq: Number(seq), hash };
  } catch (error) {
    if (error instanceof AppError) return "unreadable";
    throw error;
  }
}

/** Seals the end, in the transaction that adds the rows before it. */
export async function writeSealedEnd(ctx: AppContext, tx: Orm, { seq, hash }: ChainEnd): Promise<void> {
  await writeMeta(tx, "auditEnd", ctx.keyRing.seal(`${seq}:${hash}`, ctx.randomBytes(12)), ctx.now());
}

/**
 * Where the next row goes: behind the sealed end, so that a row cut off before it leaves a gap for ever. Where the sealed end is
 * lost, unreadable or older than the rows, the last row must do, and `resumed` says that this belongs into the chain.
 */
export async function nextEnd(ctx: AppContext, tx: Orm): Promise<{ end: ChainEnd; resumed: boolean }> {
  const sealed = await readSealedEnd(ctx, tx);
  const [last = chainStart] = await tx
    .select({ seq: auditTable.seq, hash: auditTable.hash })
    .from(auditTable)
    .orderBy(desc(auditTable.seq))
    .limit(1);
  if (sealed !== null && sealed !== "unreadable" && sealed.seq >= last.seq) return { end: sealed, resumed: false };
  return { end: last, resumed: sealed !== null || last.seq > 0 };
}
