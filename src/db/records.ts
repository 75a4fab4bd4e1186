import { and, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SearchDocument } from "../domain/matching/document.ts";
import { type Disclosure, projectShelves } from "../domain/matching/project-shelves.ts";
import type { EntityKind } from "../domain/shared/entity.ts";
import type { AnyRecord, RecordOf } from "../domain/shared/record-content.ts";
import { searchableStatuses } from "../domain/shared/searchable.ts";
import type { Orm } from "./database.ts";
import { isAmong } from "./is-among.ts";
import { type RecordTable, recordTable } from "./schema/record.ts";
import { foundIn } from "./schema/record-cell.ts";

/** Columns a record is read with: neither its raw row nor its search key. */
export function recordFields(kind: EntityKind) {
  const {
    raw: _raw,
    searchTitle: _searchTitle,
    regionCode: _region,
    fields: _fields,
    fieldRoot: _fieldRoot,
    city: _city,
    wordingHolds: _wordingHolds,
    ...columns
  } = getTableColumns(recordTable(kind));
  return columns;
}

/** What recordFields selects. */
export type RecordRow = Omit<
  RecordTable["$inferSelect"],
  "raw" | "searchTitle" | "regionCode" | "fields" | "fieldRoot" | "city" | "wordingHolds"
>;

/** The record of a row. The cast is safe because the row comes from the kind's own table, whose content was parsed by the kind's schema. */
export function toRecord<K extends EntityKind>(kind: K, row: RecordRow): RecordOf<K> {
  const {
    seq: _seq,
    contentHash: _hash,
    organizationName: _name,
    disclosure: _disclosure,
    redaction: _redaction,
    restrictedTo: _restrictedTo,
    scopeRegion: _scopeRegion,
    ...record
  } = row;
  return { kind, ...record } as unknown as RecordOf<K>;
}

/** Who may find a row. */
export function disclosureOf({
  disclosure: levels,
  redaction,
  restrictedTo,
  scopeRegion,
  contentHash,
}: RecordRow): Disclosure {
  return { levels, redaction, restrictedTo, scopeRegion, contentHash };
}

/** The index entry of a row; null where nobody may find it. */
export function toDocument(kind: EntityKind, row: RecordRow): SearchDocument | null {
  return projectShelves(toRecord(kind, row) as AnyRecord, disclosureOf(row));
}

/** One row of a kind inside `scope`, or undefined. */
export async function findRow(
  orm: Orm,
  kind: EntityKind,
  id: string,
  scope: SQL | undefined,
): Promise<RecordRow | undefined> {
  // NUL cannot be stored, so no row has it; asking would be an error of the database.
  if (id.includes("\0")) return undefined;
  const table = recordTable(kind);
  const rows = await orm
    .select(recordFields(kind))
    .from(table)
    .where(and(eq(table.id, id), scope));
  return rows[0];
}

/** The rows among `ids` inside `scope`, in no order. */
export async function findRows(orm: Orm, kind: EntityKind, ids: readonly string[], scope?: SQL): Promise<RecordRow[]> {
  if (ids.length === 0) return [];
  const table = recordTable(kind);
  return orm
    .select(recordFields(kind))
    .from(table)
    .where(and(isAmong(table.id, ids), scope));
}

/** SQL side of isSearchable. */
export function searchable(kind: EntityKind): SQL {
  return sql`(${foundIn(searchableStatuses[kind], recordTable(kind))})`;
}
