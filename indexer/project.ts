import type { SearchDocument } from "../src/domain/matching/document.ts";
import { projectRecord } from "../src/domain/matching/project-record.ts";
import type { AnyRecord } from "../src/domain/shared/record-content.ts";
import { isSearchable } from "../src/domain/shared/searchable.ts";
import type { DocumentRef } from "../src/search/engine.ts";

/** What the index has to do about a record. */
export type IndexChange = { upsert: SearchDocument } | { remove: DocumentRef };

/** The change that brings the index to what the database says now. `noted` is the version that was announced; a record that is gone is removed under it. */
export function projectChange(record: AnyRecord | undefined, noted: DocumentRef): IndexChange {
  if (record === undefined) return { remove: noted };
  if (isSearchable(record)) return { upsert: projectRecord(record) };
  return { remove: { kind: record.kind, id: record.id, version: Math.max(record.version, noted.version) } };
}
