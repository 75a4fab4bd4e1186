import { and, eq, type SQL } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { enqueue } from "../../db/outbox.ts";
import { findRow, type RecordRow, recordFields } from "../../db/records.ts";
import { type RecordTable, recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityNames } from "../../domain/shared/entity.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";

export interface VersionRef {
  kind: EntityKind;
  id: string;
  /** The version the author saw. */
  ifVersion: number;
}

/** The row when it still is at `ifVersion`.
 * @throws AppError `not_found`; `stale_version`, its one issue telling both versions */
export async function loadVersion(
  tx: Orm,
  { kind, id, ifVersion }: VersionRef,
  scope: SQL | undefined,
): Promise<RecordRow> {
  const row = await findRow(tx, kind, id, scope);
  if (row === undefined) throw notFound(entityNames[kind]);
  if (row.version !== ifVersion) throw staleVersion(kind, ifVersion, row.version);
  return row;
}

/** Writes the next version, if nobody else has, and notes it for the index. */
export async function writeVersion(
  tx: Orm,
  { kind, id, ifVersion }: VersionRef,
  change: Partial<RecordTable["$inferInsert"]>,
  now: Date,
): Promise<RecordRow> {
  const table = recordTable(kind);
  const version = ifVersion + 1;
  const rows = await tx
    .update(table)
    .set({ ...change, version, updatedAt: now })
    .where(and(eq(table.id, id), eq(table.version, ifVersion)))
    .returning(recordFields(kind));
  const row = rows[0];
  if (row === undefined) {
    const winner = await findRow(tx, kind, id, undefined);
    if (winner === undefined) throw notFound(entityNames[kind]);
    throw staleVersion(kind, ifVersion, winner.version);
  }
  await enqueue(tx, [{ kind, id, version }], now);
  return row;
}

function staleVersion(kind: EntityKind, sent: number, current: number): AppError {
  return new AppError("stale_version", `该${entityNames[kind]}已被他人修改，请查看最新内容后再保存。`, {
    issues: [{ where: "version", found: String(sent), expected: String(current) }],
  });
}
