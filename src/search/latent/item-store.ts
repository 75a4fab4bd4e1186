import { embedFeatures, type SmallVector } from "./embed.ts";
import type { LatentModel } from "./train-model.ts";

interface Held {
  version: number;
  /** First item and number of items in the columns. */
  first: number;
  count: number;
}

/** Vectors of all items under one model, in the order of the items. */
export interface ItemVectors {
  /** items × dimensions whole numbers. */
  values: Int8Array;
  scales: Float32Array;
}

/** What of a store is saved. `documents`: id, version and number of items, in the order of the columns. */
export interface StoreColumns extends ItemVectors {
  documents: [string, number, number][];
  offsets: Uint32Array;
  features: Uint32Array;
}

/** Items given vectors between two turns of the event loop. */
const chunkSize = 200;

/** The items of one kind's documents: features for the next training, vectors for now. Replaced items leave holes until `compact`. */
export class ItemStore {
  readonly held = new Map<string, Held>();
  #offsets: Uint32Array = new Uint32Array(64);
  #features: Uint32Array = new Uint32Array(4096);
  #vectors: ItemVectors = { values: new Int8Array(0), scales: new Float32Array(0) };
  #items = 0;
  #live = 0;
  #model: LatentModel | null = null;

  get items(): number {
    return this.#live;
  }

  /** Holds a document's items in place of what was held of it; they have vectors at once under the present model. */
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

  /** Features of the items of every document, by rising id. */
  *itemsById(): Generator<Uint32Array> {
    for (const id of [...this.held.keys()].sort()) {
      const { first, count } = this.held.get(id)!;
      for (let item = first; item < first + count; item += 1) yield this.#featuresOf(item);
    }
  }

  /** Vectors of all items under another model, made aside; `adopt` puts them in place. No item may be written in between. */
  async vectorsUnder(model: LatentModel | null): Promise<ItemVectors> {
    const vectors = emptyVectors(this.#items, model);
    if (model === null) return vectors;
    for (let item = 0; item < this.#items; item += 1) {
      place(vectors, item, embedFeatures(model, this.#featuresOf(item)));
      if (item % chunkSize === chunkSize - 1) await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return vectors;
  }

  adopt(model: LatentModel | null, vectors: ItemVectors): void {
    this.#model = model;
    this.#vectors = vectors;
  }

  /** Mean of the best `best` cosines of a document's items with a query, 0–1; all of them where it has fewer. Null where it is not held. */
  similarity(id: string, query: SmallVector, best: number): number | null {
    const held = this.held.get(id);
    if (held === undefined) return null;
    const cosines: number[] = [];
    for (let item = held.first; item < held.first + held.count; item += 1) {
      cosines.push(Math.max(0, this.#cosine(item, query)));
    }
    const kept = cosines.sort((a, b) => b - a).slice(0, best);
    return kept.length === 0 ? 0 : kept.reduce((sum, cosine) => sum + cosine, 0) / kept.length;
  }

  /** Drops the holes and orders items by document id: the same documents give the same columns. */
  compact(): void {
    const columns = this.columns();
    this.restore(this.#model, columns);
  }

  /** Copies of the live items, by rising document id. */
  columns(): StoreColumns {
    const ids = [...this.held.keys()].sort();
    const documents = ids.map((id): [string, number, number] => {
      const { version, count } = this.held.get(id)!;
      return [id, version, count];
    });
    const items = ids.flatMap((id) => {
      const { first, count } = this.held.get(id)!;
      return Array.from({ length: count }, (_, at) => first + at);
    });
    const offsets = new Uint32Array(items.length + 1);
    items.forEach((item, at) => {
      offsets[at + 1] = offsets[at]! + this.#featuresOf(item).length;
    });
    const features = new Uint32Array(offsets[items.length]!);
    const vectors = emptyVectors(items.length, this.#model);
    items.forEach((item, at) => {
      features.set(this.#featuresOf(item), offsets[at]!);
      if (this.#model !== null) place(vectors, at, this.#vectorOf(item));
    });
    return { documents, offsets, features, ...vectors };
  }

  /** Takes over saved columns in place of everything held. */
  restore(model: LatentModel | null, { documents, offsets, features, values, scales }: StoreColumns): void {
    this.held.clear();
    let first = 0;
    for (const [id, version, count] of documents) {
      this.held.set(id, { version, first, count });
      first += count;
    }
    this.#offsets = offsets;
    this.#features = features;
    this.#items = first;
    this.#live = first;
    this.adopt(model, { values, scales });
  }

  clear(): void {
    const nothing = { documents: [], offsets: new Uint32Array(64), features: new Uint32Array(4096) };
    this.restore(null, { ...nothing, ...emptyVectors(0, null) });
  }

  #append(features: Uint32Array): void {
    const start = this.#offsets[this.#items]!;
    const end = start + features.length;
    if (end > this.#features.length) this.#features = grown(this.#features, end);
    if (this.#items + 2 > this.#offsets.length) this.#offsets = grown(this.#offsets, this.#items + 2);
    this.#features.set(features, start);
    this.#offsets[this.#items + 1] = end;
    const item = this.#items++;
    if (this.#model === null) return;
    const { values, scales } = this.#vectors;
    if (item >= scales.length) {
      const length = Math.max(64, Math.ceil(item * 1.5));
      this.#vectors = { values: new Int8Array(length * this.#model.dimensions), scales: new Float32Array(length) };
      this.#vectors.values.set(values);
      this.#vectors.scales.set(scales);
    }
    place(this.#vectors, item, embedFeatures(this.#model, features));
  }

  #featuresOf(item: number): Uint32Array {
    return this.#features.subarray(this.#offsets[item]!, this.#offsets[item + 1]!);
  }

  #vectorOf(item: number): SmallVector {
    const { dimensions } = this.#model!;
    const values = this.#vectors.values.subarray(item * dimensions, (item + 1) * dimensions);
    return { values, scale: this.#vectors.scales[item]! };
  }

  #cosine(item: number, query: SmallVector): number {
    const { values, scales } = this.#vectors;
    const asked = query.values;
    let start = item * asked.length;
    let sum = 0;
    for (let d = 0; d < asked.length; d += 1) sum += values[start++]! * asked[d]!;
    return sum * scales[item]! * query.scale;
  }
}

function emptyVectors(items: number, model: LatentModel | null): ItemVectors {
  if (model === null) return { values: new Int8Array(0), scales: new Float32Array(0) };
  return { values: new Int8Array(items * model.dimensions), scales: new Float32Array(items) };
}

function place({ values, scales }: ItemVectors, item: number, vector: SmallVector): void {
  values.set(vector.values, item * vector.values.length);
  scales[item] = vector.scale;
}

function grown(column: Uint32Array, least: number): Uint32Array {
  const larger = new Uint32Array(Math.max(least, Math.ceil(column.length * 1.5)));
  larger.set(column);
  return larger;
}
