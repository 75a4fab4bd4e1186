import type { Analyser } from "../../domain/matching/analyser.ts";
import type { SearchDocument } from "../../domain/matching/document.ts";
import type { LexicalParams } from "../../domain/matching/weights.ts";
import { hasBit } from "./bitset.ts";
import { NameBook } from "./name-book.ts";
import type { NameKeys } from "./name-keys.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import { type ImpactScale, LengthSums } from "./scoring.ts";
import { fieldCount } from "./segment/bag-stream.ts";
import { buildColumns } from "./segment/build-columns.ts";
import type { DocumentColumns } from "./segment/document-columns.ts";
import { labelsOf } from "./segment/label-column.ts";
import { mergeColumns } from "./segment/merge-columns.ts";
import type { Postings } from "./segment/postings.ts";
import { createSegment, findLive, killDocument, type Segment, segmentBytes } from "./segment/segment.ts";

/** Documents analysed into one segment; bounds the memory of a large upsert. */
const chunkSize = 2000;
/** This many segments of one size class become one. */
const mergeFanIn = 8;
/** Up to here every write compacts wholly (a few ms), so that small collections always score by their exact mean lengths. */
const alwaysCompactBelow = 256;
/** Mean lengths are measured anew when one has moved by this share; between, they hold still. With b = ¾ an impact is then off by 2 % at most. */
const lengthDrift = 0.05;
/** Share of removed documents at which their space is taken back. */
const deadShare = 0.2;

/** The index of one shelf of a kind: immutable segments, merged as they pile up, and what removals must remember.
 * Writes must not overlap (the engine queues them); reads may come at any await and see either the state before or after. */
export class KindIndex {
  readonly #analyser: Analyser;
  readonly #params: LexicalParams;
  readonly names: NameBook;
  segments: readonly Segment[] = [];
  /** Version at which an absent id was removed. */
  readonly removed = new Map<string, number>();
  #lengths = new LengthSums();
  #scale: ImpactScale;
  /** Grows by one with every document written or removed. */
  changes = 0;

  constructor({ analyser, names, params }: { analyser: Analyser; names: NameKeys; params: LexicalParams }) {
    this.#analyser = analyser;
    this.#params = params;
    this.names = new NameBook(names);
    this.#scale = { params, averageLength: new LengthSums().means() };
  }

  get size(): number {
    return this.segments.reduce((sum, segment) => sum + segment.liveCount, 0);
  }

  get averageLength(): Float64Array {
    return this.#scale.averageLength;
  }

  /** Bytes of all typed arrays. */
  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + segmentBytes(segment), 0);
  }

  /** Writes the documents that are newer than what is held or was removed. */
  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    const pacer = createPacer();
    const newest = new Map<string, SearchDocument>();
    for (const document of documents) {
      const known = newest.get(document.id)?.version ?? this.heldVersion(document.id);
      if (known === undefined || document.version > known) newest.set(document.id, document);
    }
    const accepted = [...newest.values()];
    for (let from = 0; from < accepted.length; from += chunkSize) {
      await this.#add(accepted.slice(from, from + chunkSize), pacer);
      await this.#maintain(pacer);
    }
  }

  /** Removes what is held in this version or an older one, and remembers the version either way. */
  async remove(refs: readonly { id: string; version: number }[]): Promise<void> {
    for (const { id, version } of refs) {
      const held = this.#find(id);
      if (held !== undefined && held.segment.versions[held.doc]! > version) continue;
      if (version <= (this.removed.get(id) ?? Number.NEGATIVE_INFINITY)) continue;
      if (held !== undefined) this.#kill(held.segment, held.doc);
      this.removed.set(id, version);
      this.changes++;
    }
    await this.#maintain(createPacer());
  }

  /** Takes documents off without remembering it: their kind holds newer versions on other shelves. */
  async drop(ids: readonly string[]): Promise<void> {
    let dropped = 0;
    for (const id of ids) {
      const held = this.#find(id);
      if (held === undefined) continue;
      this.#kill(held.segment, held.doc);
      dropped += 1;
    }
    this.changes += dropped;
    if (dropped > 0) await this.#maintain(createPacer());
  }

  versions(): Map<string, number> {
    const versions = new Map<string, number>();
    for (const segment of this.segments) {
      segment.ids.forEach((id, doc) => {
        if (hasBit(segment.live, doc)) versions.set(id, segment.versions[doc]!);
      });
    }
    return versions;
  }

  /** Merges everything into one segment under freshly measured mean lengths. The result depends on the live documents only. */
  async compact(pacer: Pacer = createPacer()): Promise<void> {
    const averageLength = this.#lengths.means();
    const unchanged = averageLength.every((mean, field) => mean === this.#scale.averageLength[field]);
    const [only] = this.segments;
    if (this.segments.length === 1 && only!.liveCount === only!.ids.length && unchanged) return;
    this.#scale = { params: this.#params, averageLength };
    this.segments =
      this.size === 0 ? [] : [await createSegment(await mergeColumns(this.segments, pacer), this.#scale, pacer)];
    await this.names.settle(pacer, true);
  }

  /** Takes over saved columns in place of everything held. */
  async restore(
    columns: DocumentColumns,
    postings: Postings,
    state: { changes: number; removed: Iterable<[string, number]> },
  ): Promise<void> {
    const pacer = createPacer();
    this.#lengths = new LengthSums();
    for (let doc = 0; doc < columns.ids.length; doc++) this.#lengths.add(columns.lengths, doc * fieldCount, 1);
    this.#scale = { params: this.#params, averageLength: this.#lengths.means() };
    this.segments = columns.ids.length === 0 ? [] : [await createSegment(columns, this.#scale, pacer, postings)];
    this.changes = state.changes;
    this.removed.clear();
    for (const [id, version] of state.removed) this.removed.set(id, version);
  }

  /** Version of a live document, or at which an absent one was removed. */
  heldVersion(id: string): number | undefined {
    const held = this.#find(id);
    return held === undefined ? this.removed.get(id) : held.segment.versions[held.doc];
  }

  #find(id: string): { segment: Segment; doc: number } | undefined {
    for (const segment of this.segments) {
      const doc = findLive(segment, id);
      if (doc >= 0) return { segment, doc };
    }
    return undefined;
  }

  async #add(documents: readonly SearchDocument[], pacer: Pacer): Promise<void> {
    const columns = await buildColumns(documents, this.#analyser, this.#params.wordWeight > 0, pacer);
    const added = new LengthSums();
    for (let doc = 0; doc < columns.ids.length; doc++) added.add(columns.lengths, doc * fieldCount, 1);
    if (this.segments.length === 0) {
      this.#scale = { params: this.#params, averageLength: added.means() };
    }
    const segment = await createSegment(columns, this.#scale, pacer);
    await this.names.prepare(columns.names.labels, pacer);
    // From here to the end nothing awaits: a reader sees all of the chunk or none of it.
    segment.ids.forEach((id, doc) => {
      const held = this.#find(id);
      if (held !== undefined) this.#kill(held.segment, held.doc);
      this.removed.delete(id);
      this.#lengths.add(segment.lengths, doc * fieldCount, 1);
    });
    for (const label of columns.names.entries) this.names.acquire(columns.names.labels[label]!);
    this.segments = [...this.segments, segment];
    this.changes += documents.length;
  }

  #kill(segment: Segment, doc: number): void {
    killDocument(segment, doc);
    this.#lengths.add(segment.lengths, doc * fieldCount, -1);
    for (const name of labelsOf(segment.names, doc)) this.names.release(name);
  }

  async #maintain(pacer: Pacer): Promise<void> {
    const held = this.segments.reduce((sum, segment) => sum + segment.ids.length, 0);
    const live = this.size;
    if (held <= alwaysCompactBelow || this.#hasDrifted() || held - live > held * deadShare) {
      return this.compact(pacer);
    }
    for (let crowd = this.#crowd(); crowd.length > 0; crowd = this.#crowd()) {
      const merged = await createSegment(await mergeColumns(crowd, pacer), this.#scale, pacer);
      this.segments = [...this.segments.filter((segment) => !crowd.includes(segment)), merged];
    }
    await this.names.settle(pacer, false);
  }

  #hasDrifted(): boolean {
    return this.#lengths
      .means()
      .some((mean, field) => Math.abs(mean - this.averageLength[field]!) > mean * lengthDrift);
  }

  /** The smallest size class that holds `mergeFanIn` segments; empty when none does. */
  #crowd(): Segment[] {
    const classes: Segment[][] = [];
    for (const segment of this.segments) {
      const size = sizeClass(segment.liveCount);
      classes[size] = [...(classes[size] ?? []), segment];
    }
    return classes.find((members) => members !== undefined && members.length >= mergeFanIn) ?? [];
  }
}

function sizeClass(documents: number): number {
  let limit = mergeFanIn;
  let rank = 0;
  for (; documents >= limit; limit *= mergeFanIn) rank++;
  return rank;
}
