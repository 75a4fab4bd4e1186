import type { SearchDocument } from "../../domain/matching/document.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { DocumentRef } from "../engine.ts";
import type { SmallVector } from "../latent/embed.ts";
import type { EmbeddingCache } from "./embedding-cache.ts";
import { batchTexts } from "./request-embeddings.ts";

/** As in the latent leg: a document is as near as its best items. */
const bestItems = 3;
/** Documents whose texts wait in memory at most. Those beyond are not held, so that the next comparison with the database brings them again. */
const mostWaiting = 20_000;

interface Known {
  version: number;
  /** Hashes of its items; empty: none may or can have a vector; null: waiting. */
  hashes: readonly string[] | null;
}

interface Waiting extends DocumentRef {
  /** Its items by hash. */
  texts: ReadonlyMap<string, string>;
}

/** id, version, hashes of its items. */
export type SavedDocument = [string, number, readonly string[]];
export type SavedDocuments = Record<EntityKind, SavedDocument[]>;

/** Which documents have vectors, and which wait for theirs, the oldest first. */
export class DocumentVectors {
  readonly #cache: EmbeddingCache;
  readonly #known = { need: new Map<string, Known>(), expert: new Map(), achievement: new Map() } as Record<
    EntityKind,
    Map<string, Known>
  >;
  readonly #waiting = new Map<string, Waiting>();
  readonly #refused = new Set<string>();
  /** Versions of removed documents: an older text must not be sent after. */
  readonly removed = new Map<string, number>();

  constructor(cache: EmbeddingCache) {
    this.#cache = cache;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  get size(): number {
    return entityKinds.reduce((sum, kind) => sum + this.#known[kind].size, 0);
  }

  version(kind: EntityKind, id: string): number | undefined {
    return this.#known[kind].get(id)?.version;
  }

  /** Holds a document in place of older versions; `texts` are what of it may be sent. Known texts have their vectors at once. */
  take({ kind, id, version }: SearchDocument, texts: readonly string[]): void {
    const key = `${kind} ${id}`;
    const newest = this.version(kind, id) ?? this.removed.get(key) ?? Number.NEGATIVE_INFINITY;
    if (version <= newest) return;
    this.#drop(kind, id);
    this.removed.delete(key);
    const waiting = { kind, id, version, texts: new Map(texts.map((text) => [this.#cache.hashOf(text), text])) };
    if (this.#isComplete(waiting)) this.#attach(waiting);
    else if (this.#waiting.size < mostWaiting) {
      this.#known[kind].set(id, { version, hashes: null });
      this.#waiting.set(key, waiting);
    }
  }

  remove({ kind, id, version }: DocumentRef): void {
    if ((this.version(kind, id) ?? Number.NEGATIVE_INFINITY) > version) return;
    this.#drop(kind, id);
    this.removed.set(`${kind} ${id}`, version);
  }

  /** Forgets documents, not vectors: after a rebuild they are attached again. */
  clear(): void {
    for (const kind of entityKinds) for (const id of [...this.#known[kind].keys()]) this.#drop(kind, id);
    this.removed.clear();
  }

  /** Forgets all vectors, and the documents that had some: their texts are no longer here and come with the next comparison. */
  startAnew(): void {
    for (const kind of entityKinds) {
      for (const [id, { hashes }] of [...this.#known[kind]])
        if (hashes !== null && hashes.length > 0) this.#drop(kind, id);
    }
    this.#cache.clear();
  }

  /** Texts to ask for next: the missing ones of the oldest documents, one request's worth. */
  nextBatch(): string[] {
    const texts = new Set<string>();
    for (const waiting of this.#waiting.values()) {
      for (const [hash, text] of waiting.texts) if (!this.#isKnown(hash)) texts.add(text);
      const [batch, beyond] = batchTexts([...texts]);
      if (beyond !== undefined) return batch!;
    }
    return [...texts];
  }

  /** Notes that the endpoint will not take a text. */
  refuse(text: string): void {
    this.#refused.add(this.#cache.hashOf(text));
  }

  /** Attaches vectors to the oldest documents that have all of theirs. @returns how many */
  settle(): number {
    let settled = 0;
    for (const [key, waiting] of this.#waiting) {
      if (!this.#isComplete(waiting)) break;
      this.#waiting.delete(key);
      this.#attach(waiting);
      settled += 1;
    }
    return settled;
  }

  /** Share of documents that have vectors, 0–1. */
  coverage(kind: EntityKind, ids: readonly string[]): number {
    const covered = ids.filter((id) => (this.#known[kind].get(id)?.hashes?.length ?? 0) > 0);
    return ids.length === 0 ? 0 : covered.length / ids.length;
  }

  /** Mean of the best cosines of a document's items with a query, 0–1; null where it has no vectors. */
  similarity(kind: EntityKind, id: string, query: SmallVector): number | null {
    const hashes = this.#known[kind].get(id)?.hashes ?? [];
    if (hashes.length === 0) return null;
    const cosines = hashes.map((hash) => Math.max(0, cosine(this.#cache.get(hash)!, query)));
    const kept = cosines.sort((a, b) => b - a).slice(0, bestItems);
    return kept.reduce((sum, each) => sum + each, 0) / kept.length;
  }

  /** What does not wait, by rising id. */
  saved(): SavedDocuments {
    const of = (kind: EntityKind) =>
      [...this.#known[kind]]
        .flatMap(([id, { version, hashes }]): SavedDocument[] => (hashes === null ? [] : [[id, version, hashes]]))
        .sort(([a], [b]) => (a < b ? -1 : 1));
    return { need: of("need"), expert: of("expert"), achievement: of("achievement") };
  }

  /** Takes over saved documents whose vectors are in the cache. */
  restore(documents: SavedDocuments, removed: readonly [string, number][]): void {
    this.clear();
    for (const kind of entityKinds) {
      for (const [id, version, hashes] of documents[kind]) {
        for (const hash of hashes) this.#cache.hold(hash);
        this.#known[kind].set(id, { version, hashes });
      }
    }
    for (const [key, version] of removed) this.removed.set(key, version);
  }

  #isKnown(hash: string): boolean {
    return this.#refused.has(hash) || this.#cache.get(hash) !== undefined;
  }

  #isComplete({ texts }: Waiting): boolean {
    return [...texts.keys()].every((hash) => this.#isKnown(hash));
  }

  #attach({ kind, id, version, texts }: Waiting): void {
    const hashes = [...texts.keys()].filter((hash) => this.#cache.get(hash) !== undefined);
    for (const hash of hashes) this.#cache.hold(hash);
    this.#known[kind].set(id, { version, hashes });
  }

  #drop(kind: EntityKind, id: string): void {
    for (const hash of this.#known[kind].get(id)?.hashes ?? []) this.#cache.release(hash);
    this.#known[kind].delete(id);
    this.#waiting.delete(`${kind} ${id}`);
  }
}

function cosine(one: SmallVector, other: SmallVector): number {
  let sum = 0;
  for (let d = 0; d < other.values.length; d += 1) sum += one.values[d]! * other.values[d]!;
  return sum * one.scale * other.scale;
}
