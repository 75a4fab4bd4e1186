import { and, asc, eq, inArray } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { type RecordRow, recordFields, toRecord } from "../../db/records.ts";
import { importRowTable } from "../../db/schema/import.ts";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import { type PreparedRow, separateKey } from "./prepare-rows.ts";

/** The record a row stands for. */
export interface KnownRecord {
  row: RecordRow;
  /** Hash of the row it was last imported from; null when it was not imported. */
  importedHash: string | null;
}

/** `null`: nobody has seen this row; `other`: its 编号 belongs to something else; `missing`: its 系统编号 is that of no record. */
export type FindKnown<K extends EntityKind> = (row: PreparedRow<K>) => KnownRecord | "other" | "missing" | null;

/** Looks up what a chunk's rows stand for, locking the records found: by 系统编号, by key of an earlier import, else by 编号. */
export async function findKnown<K extends EntityKind>(
  tx: Orm,
  kind: K,
  rows: readonly PreparedRow<K>[],
): Promise<FindKnown<K>> {
  if (rows.length === 0) return () => null;
  const stated = rows.flatMap(({ recordId }) => recordId ?? []);
  const unstated = rows.filter(({ recordId }) => recordId === null);
  const keys = unstated.flatMap(({ key, number, hash }) =>
    number === null ? [key] : [key, separateKey(number, hash)],
  );
  const imported =
    keys.length === 0
      ? []
      : await tx
          .select({ key: importRowTable.key, recordId: importRowTable.recordId, hash: importRowTable.rowHash })
          .from(importRowTable)
          .where(and(eq(importRowTable.kind, kind), inArray(importRowTable.key, keys)));
  const importedByKey = new Map(imported.map((entry) => [entry.key, entry]));
  const byId = await lockRecords(tx, kind, "id", [...imported.map(({ recordId }) => recordId), ...stated]);
  const unseen = unstated.flatMap(({ key, number }) => (number === null || importedByKey.has(key) ? [] : [number]));
  const byNumber = await lockRecords(tx, kind, "number", unseen);

  return (row) => {
    if (row.recordId !== null) {
      const named = byId.get(row.recordId);
      return named === undefined ? "missing" : { row: named, importedHash: null };
    }
    const entry = importedByKey.get(row.key);
    const stored = entry === undefined ? numbered(row) : byId.get(entry.recordId);
    if (stored === undefined) return null;
    if (entry?.hash !== row.hash && isOther(kind, stored, row)) return "other";
    return { row: stored, importedHash: entry?.hash ?? null };
  };

  function numbered(row: PreparedRow<K>): RecordRow | undefined {
    return row.key === `number:${row.number}` ? byNumber.get(row.number ?? "") : undefined;
  }
}

/** The oldest of each; 编号 need not be unique among records that were typed in. */
async function lockRecords(
  tx: Orm,
  kind: EntityKind,
  by: "id" | "number",
  values: readonly string[],
): Promise<Map<string, RecordRow>> {
  if (values.length === 0) return new Map();
  const table = recordTable(kind);
  const rows = await tx
    .select(recordFields(kind))
    .from(table)
    .where(inArray(table[by], [...values]))
    .orderBy(asc(table.seq))
    .for("update");
  return new Map(rows.toReversed().map((row) => [row[by] ?? "", row]));
}

/** Many files number their rows 1, 2, 3: an equal 编号 with another title and another organisation is another thing. */
function isOther<K extends EntityKind>(kind: K, stored: RecordRow, row: PreparedRow<K>): boolean {
  const { organizationName } = row.content;
  const firmsDiffer =
    stored.organizationName !== "" && organizationName !== "" && stored.organizationName !== organizationName;
  return firmsDiffer && recordTitle(kind, toRecord(kind, stored).content) !== recordTitle(kind, row.content);
}
