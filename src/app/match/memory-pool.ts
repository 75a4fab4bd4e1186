import type { Analyser } from "../../domain/matching/analyser.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { projectRecord } from "../../domain/matching/project-record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { SearchEngine } from "../../search/engine.ts";
import type { FieldGuesses } from "../field/field-guesses.ts";
import type { CandidatePool } from "./rank-candidates.ts";

/** Documents given to the engine at once: few enough that progress moves, many enough to be quick. */
const batchSize = 500;

/** A pool without a database: records in memory behind an engine of their own. */
export interface MemoryPool extends CandidatePool {
  fields: FieldGuesses;
  records: Record<EntityKind, Map<string, AnyRecord>>;
}

/** Indexes records that live in memory only, for offline matching and evaluation.
 * @param fields learns from the fields these records declare */
export async function fillMemoryPool(
  engine: SearchEngine,
  analyser: Analyser,
  fields: FieldGuesses,
  records: readonly AnyRecord[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<MemoryPool> {
  const byKind: MemoryPool["records"] = { need: new Map(), expert: new Map(), achievement: new Map() };
  for (let start = 0; start < records.length; start += batchSize) {
    const batch = records.slice(start, start + batchSize);
    for (const record of batch) byKind[record.kind].set(record.id, record);
    await engine.upsert(batch.map(projectRecord));
    onProgress(start + batch.length, records.length);
  }
  await engine.train({ always: true });
  fields.learn(records);
  return {
    engine,
    analyser,
    fields,
    records: byKind,
    async profiles(kind, ids) {
      const found = new Map();
      for (const id of ids) {
        const record = byKind[kind].get(id);
        if (record !== undefined) found.set(id, profileOf(record, fields.guess));
      }
      return found;
    },
  };
}
