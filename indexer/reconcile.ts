import { asc, gt } from "drizzle-orm";
import type { Database } from "../src/db/database.ts";
import { readMeta, writeMeta } from "../src/db/meta.ts";
import { enqueue, type RecordVersion } from "../src/db/outbox.ts";
import { recordTable } from "../src/db/schema/record.ts";
import { widestAudience } from "../src/domain/matching/project-shelves.ts";
import { type EntityKind, entityKinds } from "../src/domain/shared/entity.ts";
import { type Audience, audiences } from "../src/domain/shared/principal.ts";
import type { SearchEngine } from "../src/search/engine.ts";
import { nextTurn } from "./next-turn.ts";

export interface Divergence {
  /** Searchable records the index lacks or holds in an older version, and indexed ones it must not hold. Now on the outbox. */
  enqueued: number;
  /** Why the index must be built anew instead; null when it need not. */
  rebuild: "analyser_changed" | "index_empty" | "index_ahead" | "shelves_differ" | null;
}

const PAGE = 5_000;

/** Compares database and index by id, version and shelf, both ways, and puts every difference on the outbox. */
export async function findDivergence({
  db,
  search,
  now,
}: {
  db: Database;
  search: SearchEngine;
  now(): Date;
}): Promise<Divergence> {
  const { analyser, documents } = await search.status();
  const builtWith = await readMeta(db.orm, "indexAnalyser");
  if (builtWith === null) await writeMeta(db.orm, "indexAnalyser", analyser, now());
  else if (builtWith !== analyser) return { enqueued: 0, rebuild: "analyser_changed" };

  const indexIsEmpty = entityKinds.every((kind) => documents[kind] === 0);
  let enqueued = 0;
  for (const kind of entityKinds) {
    const { differing, beyondRepair } = await compareKind(db, search, kind);
    if (beyondRepair !== null) return { enqueued, rebuild: beyondRepair };
    if (indexIsEmpty && differing.length >= PAGE) return { enqueued, rebuild: "index_empty" };
    await db.transaction((tx) => enqueue(tx, differing, now()));
    enqueued += differing.length;
  }
  return { enqueued, rebuild: null };
}

/** `index_ahead`: the index holds a version the database never had, e.g. after a restore; it would refuse the true one.
 * `shelves_differ`: it holds the right version for the wrong audience, and would take it for known. */
async function compareKind(
  db: Database,
  search: SearchEngine,
  kind: EntityKind,
): Promise<{ differing: RecordVersion[]; beyondRepair: "index_ahead" | "shelves_differ" | null }> {
  const indexed = new Map(await search.versions(kind));
  const open: [Audience, ReadonlyMap<string, number>][] = [];
  for (const audience of audiences) {
    if (audience !== "internal") open.push([audience, await search.versions(kind, audience)]);
  }
  const table = recordTable(kind);
  const differing: RecordVersion[] = [];
  for (let last = 0; ; ) {
    const rows = await db.orm
      .select({
        seq: table.seq,
        id: table.id,
        version: table.version,
        status: table.status,
        visibility: table.visibility,
        contentHash: table.contentHash,
        redaction: table.redaction,
        restrictedTo: table.restrictedTo,
      })
      .from(table)
      .where(gt(table.seq, last))
      .orderBy(asc(table.seq))
      .limit(PAGE);
    for (const row of rows) {
      const held = indexed.get(row.id);
      indexed.delete(row.id);
      if (held !== undefined && held > row.version) return { differing, beyondRepair: "index_ahead" };
      const widest = widestAudience({ kind, ...row }, row);
      const wantedBy = (audience: Audience) => (widest !== null && sees(audience, widest) ? row.version : undefined);
      if (held === wantedBy("internal")) {
        if (open.some(([audience, versions]) => versions.get(row.id) !== wantedBy(audience)))
          return { differing, beyondRepair: "shelves_differ" };
      } else differing.push({ kind, id: row.id, version: row.version });
    }
    await nextTurn();
    if (rows.length < PAGE) break;
    last = rows.at(-1)!.seq;
  }
  // What is left has no record at all.
  for (const [id, version] of indexed) differing.push({ kind, id, version });
  return { differing, beyondRepair: null };
}

/** Whether an audience finds what stands open to `widest`. */
function sees(audience: Audience, widest: Audience): boolean {
  return audiences.indexOf(audience) >= audiences.indexOf(widest);
}
