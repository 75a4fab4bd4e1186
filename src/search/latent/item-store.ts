import type { LatentModel } from "./train-model.ts";
import { embedFeatures, type SmallVector } from "./embed.ts";

interface Held {
  version: number;
  /** First item and number of items in the columns. */
  first: number;
  count: number;
}

/** The items of one kind's documents: features for the next training, vectors for now. Replaced items leave holes until `compact`. */
export class ItemStore {
  readonly held = new Map<string, Held>();
  #offsets = new Uint32Array(64);
  #features = new Uint32Array(4096);
  #vectors = new Int8Array(0);
  #scales = new Float32Array(64);
  #items = 0;
  #live = 0;
  #model: LatentModel | null = null;

  get items(): number {
    return this.#live;
  }

  /** Holds a document's items in place of what was held of it. */
  set(id: string, version: number, items: readonly Uint32Array[]): void {
    this.delete(id);
    this.held.set(id, { version, first: this.#items, count: items.length });
    for (const features of items) this.#append(features);
    this.#live += items.length;
    if (this.#items > 1024 && this.#live * 2 < this.#items) this.compact();
  }

  delete(id: string): void {
    const held = this.held.get(id);
    if (held === undefined) return;
    this.#live -= held.count;
    this.held.delete(id);
  }

  clear(): void {
    this.held.clear();
    this.#items = 0;
    this.#live = 0;
  }

  /** Features of one item. */
  features(item: number): Uint32Array {
    return this.#features.subarray(this.#offsets[item]!, this.#offsets[item + 1]!);
  }

  /** Makes the vectors of a range of items anew; call for every item after a training. */
  embed(model: LatentModel | null, from: number, to: number): void {
    if (model !== this.#model) {
      this.#model = model;
      this.#vectors = new Int8Array(this.#scales.length * (model?.dimensions ?? 0));
    }
    if (model === null) return;
    for (let item = from; item < to; item += 1) this.#place(item, embedFeatures(model, this.features(item)));
  }

  /** Items including holes: the range `embed` has to walk. */
  get size(): number {
    return this.#items;
  }

  /** Mean of the best `best` cosines of a document's items with a query, 0–1; null where the document is not held.
   * Fewer items than `best` count as if the missing ones were average: see docs/matching.md#latent-vectors. */
  similarity(id: string, query: SmallVector, best: number): number | null {
    const held = this.held.get(id);
    const model = this.#model;
    if (held === undefined || model === null) return null;
    const cosines: number[] = [];
    for (let item = held.first; item < held.first + held.count; item += 1) {
      cosines.push(Math.max(0, this.#dot(item, query, model.dimensions)));
    }
    cosines.sort((a, b) => b - a);
    const kept = cosines.slice(0, best);
    return kept.length === 0 ? 0 : kept.reduce((sum, cosine) => sum + cosine, 0) / kept.length;
  }

  /** Drops the holes. Items keep the order of their ids, so that the same documents give the same columns. */
  compact(): void {
    const ids = [...this.held.keys()].sort();
    const old = { offsets: this.#offsets, features: this.#features };
    const model = this.#model;
    const helds = ids.map((id) => [id, this.held.get(id)!] as const);
    this.#offsets = new Uint32Array(64);
    this.#features = new Uint32Array(4096);
    this.#scales = new Float32Array(64);
    this.#vectors = new Int8Array(0);
    this.#items = 0;
    this.#model = null;
    for (const [id, { version, first, count }] of helds) {
      this.held.set(id, { version, first: this.#items, count });
      for (let item = first; item < first + count; item += 1) {
        this.#append(old.features.subarray(old.offsets[item]!, old.offsets[item + 1]!));
      }
    }
    this.embed(model, 0, this.#items);
  }

  #append(features: Uint32Array): void {
    const end = this.#offsets[this.#items]! + features.length;
    if (end > this.#features.length) this.#features = larger(this.#features, end);
    if (this.#items + 2 > this.#offsets.length) {
      this.#offsets = larger(this.#offsets, this.#items + 2);
      this.#scales = larger(this.#scales, this.#offsets.length);
      const vectors = new Int8Array(this.#scales.length * (this.#model?.dimensions ?? 0));
      vectors.set(this.#vectors);
      this.#vectors = vectors;
    }
    this.#features.set(features, this.#offsets[this.#items]!);
    this.#offsets[this.#items + 1] = end;
    const item = this.#items++;
    if (this.#model !== null) this.#place(item, embedFeatures(this.#model, features));
  }

  #place(item: number, { values, scale }: SmallVector): void {
    this.#vectors.set(values, item * values.length);
    this.#scales[item] = scale;
  }

  #dot(item: number, query: SmallVector, dimensions: number): number {
    const vectors = this.#vectors;
    const { values } = query;
    let start = item * dimensions;
    let sum = 0;
    for (let d = 0; d < dimensions; d += 1) sum += vectors[start++]! * values[d]!;
    return sum * this.#scales[item]! * query.scale;
  }
}

function larger<Column extends Uint32Array | Float32Array>(column: Column, least: number): Column {
  const grown = new (column.constructor as new (length: number) => Column)(Math.max(least, Math.ceil(column.length * 1.5)));
  grown.set(column);
  return grown;
}
