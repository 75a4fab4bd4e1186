import { sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { type EntityKind, entityKinds, entityNames } from "../../domain/shared/entity.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import { recordIdHeader } from "../../sheets/record-id.ts";
import type { RowIssue } from "../../sheets/table.ts";
import type { AppContext } from "../context.ts";
import { buriedText, findBuried } from "../privacy/tombstone.ts";
import { recordCan } from "../record/record-can.ts";
import { advanceBatch, type ChunkCounts, type ImportBatch, lockBatch } from "./batch.ts";
import { findKnown, type KnownRecord } from "./find-known.ts";
import { type Prepared, type PreparedRow, separateKey } from "./prepare-rows.ts";
import { insertRows, rememberRows, updateRow } from "./write-rows.ts";

/** Advisory lock per kind: two imports could otherwise both find a row new. */
const ADVISORY_LOCK = 704_851_400;

export interface Chunk<K extends EntityKind> {
  kind: K;
  batchId: string;
  /** Index of the first row of the chunk in its file. */
  start: number;
  rows: readonly Prepared<K>[];
}

/** Writes one stretch of rows and the batch's progress in one transaction. Does nothing when the stretch was dealt with before. */
export async function importChunk<K extends EntityKind>(ctx: AppContext, chunk: Chunk<K>): Promise<ImportBatch> {
  const { kind, batchId, start, rows } = chunk;
  return ctx.db.transaction(async (tx) => {
    if (ctx.db.can.concurrentConnections) {
      await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCK + entityKinds.indexOf(kind)})`);
    }
    const batch = await lockBatch(tx, batchId);
    if (batch.processed !== start) return batch;
    const counts = await writeRows(ctx, tx, chunk);
    return advanceBatch(tx, batch, start + rows.length, counts, ctx.now());
  });
}

/** Records that one row cannot be stored, whatever the reason, and goes past it. */
export async function skipRow(ctx: AppContext, batchId: string, start: number, issue: RowIssue): Promise<ImportBatch> {
  return ctx.db.transaction(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch.processed !== start) return batch;
    return advanceBatch(tx, batch, start + 1, { created: 0, updated: 0, unchanged: 0, issues: [issue] }, ctx.now());
  });
}

async function writeRows<K extends EntityKind>(
  ctx: AppContext,
  tx: Orm,
  { kind, batchId, rows }: Chunk<K>,
): Promise<ChunkCounts> {
  const counts: ChunkCounts = { created: 0, updated: 0, unchanged: 0, issues: [] };
  const usable: PreparedRow<K>[] = [];
  for (const row of rows) {
    if (row.outcome === "usable") usable.push(row);
    else if (row.outcome === "repeated") counts.unchanged += 1;
    else counts.issues.push(row.issue);
  }
  const buried = await findBuried(
    ctx,
    tx,
    usable.map(({ content, contact }) => ({ kind, content, contact })),
  );
  for (const at of buried) counts.issues.push(buriedIssue(usable[at]!));
  const allowed = usable.filter((_, at) => !buried.has(at));
  const known = await findKnown(tx, kind, allowed);
  const fresh: PreparedRow<K>[] = [];
  const seen: { row: PreparedRow<K>; recordId: string }[] = [];
  for (const row of allowed) {
    const match = known(row);
    if (match === null) fresh.push(row);
    else if (match === "missing") counts.issues.push(missingIssue(kind, row));
    else if (match === "other") {
      const separate = { ...row, key: separateKey(row.number, row.hash) };
      if (known(separate) === null) fresh.push(separate);
      else counts.unchanged += 1;
    } else if (match.importedHash === row.hash) counts.unchanged += 1;
    else await take(row, match);
  }
  await insertRows(ctx, tx, kind, batchId, fresh);
  await rememberRows(tx, kind, batchId, seen);
  counts.created += fresh.length;
  return counts;

  async function take(row: PreparedRow<K>, match: KnownRecord): Promise<void> {
    if (!recordCan("edit", kind, match.row.status)) {
      counts.issues.push(wrongStateIssue(kind, row));
      return;
    }
    const changed = await updateRow(ctx, tx, kind, match.row, row);
    counts[changed ? "updated" : "unchanged"] += 1;
    // What names its record needs no remembering, and is compared with what the record says now.
    if (row.recordId === null) seen.push({ row, recordId: match.row.id });
  }
}

function buriedIssue(row: PreparedRow<EntityKind>): RowIssue {
  return {
    sheet: row.sheet,
    row: row.row,
    column: null,
    code: "deleted_for_good",
    found: buriedText,
    expected: "没有要求删除的专家",
    fix: "这一行已跳过，请从表中删去。",
    severity: "error",
  };
}

function missingIssue(kind: EntityKind, row: PreparedRow<EntityKind>): RowIssue {
  return {
    sheet: row.sheet,
    row: row.row,
    column: recordIdHeader,
    code: "unknown_record",
    found: `没有系统编号为“${row.recordId}”的${entityNames[kind]}`,
    expected: "从本系统导出的系统编号",
    fix: "如为新记录，请清空这一格后重新上传；否则请重新导出后再改。",
    severity: "error",
  };
}

function wrongStateIssue(kind: EntityKind, row: PreparedRow<EntityKind>): RowIssue {
  return {
    sheet: row.sheet,
    row: row.row,
    column: null,
    code: "wrong_state",
    found: `“${recordTitle(kind, row.content)}”已办结、暂停或撤回`,
    expected: "可以修改的状态",
    fix: "系统内容未改动。如确需更新，请联系工作人员恢复该记录后再导入。",
    severity: "error",
  };
}
