import { setImmediate as nextTurn } from "node:timers/promises";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { RowIssue } from "../../sheets/table.ts";
import type { AppContext } from "../context.ts";
import { contentHash } from "../record/content-hash.ts";
import { scopeFor } from "../scope.ts";
import { type ImportBatch, resumeOrStartBatch } from "./batch.ts";
import { importChunk, skipRow } from "./import-chunk.ts";
import { type ImportRow, type Prepared, prepareRows } from "./prepare-rows.ts";

export interface ImportSource {
  fileName: string;
  /** Of the uploaded bytes, hex. */
  sha256: string;
}

export interface ImportProgress {
  processed: number;
  total: number;
}

export interface ImportResult {
  batchId: string;
  created: number;
  updated: number;
  unchanged: number;
  /** Rows that are not in the database, each with its reason. created + updated + unchanged + failed = rows. */
  failed: RowIssue[];
}

/** Rows written in one transaction: big enough to be fast, small enough for searches to pass in between. */
const CHUNK = 100;

/**
 * Stores parsed rows, each exactly once or reported. A row is known again by its 编号, else by everything it says: the same
 * row again writes nothing, the same 编号 saying something else makes a new version. Names never make two rows one.
 * An import that was cut off goes on where it stopped when the same rows are sent again; its result counts both parts.
 * @throws AppError `unavailable` when the database goes away meanwhile
 */
export async function importRows<K extends EntityKind>({
  ctx,
  kind,
  rows,
  source,
  onProgress = () => {},
}: {
  ctx: AppContext;
  kind: K;
  rows: readonly ImportRow[];
  source: ImportSource;
  onProgress?: (progress: ImportProgress) => void;
}): Promise<ImportResult> {
  scopeFor(ctx.principal, "import", kind);
  const prepared = await prepareRows(kind, rows);
  const fingerprint = contentHash(prepared.map(({ hash }) => hash));
  let batch = await resumeOrStartBatch(ctx, { kind, ...source, fingerprint, total: rows.length });
  while (batch.processed < batch.total) {
    batch = await importStretch(ctx, kind, batch, prepared);
    onProgress({ processed: batch.processed, total: batch.total });
    await nextTurn();
  }
  const { id, created, updated, unchanged } = batch;
  // Written by advanceBatch, from RowIssues only.
  return { batchId: id, created, updated, unchanged, failed: batch.issues as RowIssue[] };
}

/** The next chunk; when it fails for a reason of its own, row by row, so that one row cannot take others down. */
async function importStretch<K extends EntityKind>(
  ctx: AppContext,
  kind: K,
  batch: ImportBatch,
  prepared: readonly Prepared<K>[],
): Promise<ImportBatch> {
  const start = batch.processed;
  const rows = prepared.slice(start, start + CHUNK);
  try {
    return await importChunk(ctx, { kind, batchId: batch.id, start, rows });
  } catch (error) {
    if (isUnavailable(error)) throw error;
  }
  let current = batch;
  for (const [index, row] of rows.entries()) {
    const at = start + index;
    try {
      current = await importChunk(ctx, { kind, batchId: batch.id, start: at, rows: [row] });
    } catch (error) {
      if (isUnavailable(error)) throw error;
      current = await skipRow(ctx, batch.id, at, unstorableIssue(row));
    }
  }
  return current;
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === "unavailable";
}

function unstorableIssue(row: Prepared<EntityKind>): RowIssue {
  const place = row.outcome === "usable" ? row : { sheet: "", row: null };
  return {
    sheet: place.sheet,
    row: place.row,
    column: null,
    code: "not_stored",
    found: "这一行无法保存",
    expected: "可以保存的内容",
    fix: "请检查该行是否有异常字符，改正后重新上传；仍不成功请联系管理员。",
    severity: "error",
  };
}
