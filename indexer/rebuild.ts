import { and, asc, gt } from "drizzle-orm";
import type { Database } from "../src/db/database.ts";
import { writeMeta } from "../src/db/meta.ts";
import { type RecordRow, recordFields, searchable, toDocument } from "../src/db/records.ts";
import { recordTable } from "../src/db/schema/record.ts";
import type { SearchDocument } from "../src/domain/matching/document.ts";
import { type EntityKind, entityKinds } from "../src/domain/shared/entity.ts";
import type { SearchEngine } from "../src/search/engine.ts";
import { nextTurn } from "./next-turn.ts";
import { describeError } from "./settle.ts";

export interface RebuildDeps {
  db: Database;
  search: SearchEngine;
  now(): Date;
}

export interface RebuildProgress {
  kind: EntityKind;
  /** Records of all kinds indexed so far. */
  indexed: number;
}

export interface RebuildResult {
  indexed: number;
  /** Records that cannot be projected, with the reason. */
  skipped: { kind: EntityKind; id: string; error: string }[];
}

const PAGE = 500;

/**
 * Empties the index and fills it from the database. Changes made meanwhile may be applied at the same time: the engine
 * keeps the higher version of each document, whichever comes first.
 */
export async function rebuildIndex(
  { db, search, now }: RebuildDeps,
  onProgress: (progress: RebuildProgress) => void = () => {},
): Promise<RebuildResult> {
  const result: RebuildResult = { indexed: 0, skipped: [] };
  await search.clear();
  for (const kind of entityKinds) {
    for await (const rows of pages(db, kind)) {
      const documents = project(kind, rows, result);
      if (documents.length > 0) await search.upsert(documents);
      result.indexed += documents.length;
      onProgress({ kind, indexed: result.indexed });
      await nextTurn();
    }
  }
  await search.flush();
  await writeMeta(db.orm, "indexAnalyser", (await search.status()).analyser, now());
  return result;
}

async function* pages(db: Database, kind: EntityKind): AsyncGenerator<RecordRow[]> {
  const table = recordTable(kind);
  for (let last = 0; ; ) {
    const rows = await db.orm
      .select(recordFields(kind))
      .from(table)
      .where(and(searchable(kind), gt(table.seq, last)))
      .orderBy(asc(table.seq))
      .limit(PAGE);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.seq;
  }
}

function project(kind: EntityKind, rows: readonly RecordRow[], result: RebuildResult): SearchDocument[] {
  return rows.flatMap((row) => {
    try {
      return toDocument(kind, row) ?? [];
    } catch (error) {
      result.skipped.push({ kind, id: row.id, error: describeError(error) });
      return [];
    }
  });
}
