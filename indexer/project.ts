import { type RecordRow, toDocument } from "../src/db/records.ts";
import type { SearchDocument } from "../src/domain/matching/document.ts";
import type { DocumentRef } from "../src/search/engine.ts";

/** What the index has to do about a record. */
export type IndexChange = { upsert: SearchDocument } | { remove: DocumentRef };

/** The change that brings the index to what the database says now. `noted` is the version that was announced; a record that is gone is removed under it. */
export function projectChange(row: RecordRow | undefined, noted: DocumentRef): IndexChange {
  if (row === undefined) return { remove: noted };
  const document = toDocument(noted.kind, row);
  if (document !== null) return { upsert: document };
  return { remove: { ...noted, version: Math.max(row.version, noted.version) } };
}
