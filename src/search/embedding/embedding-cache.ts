import { createHash } from "node:crypto";
import type { SnapshotContent } from "../embedded/snapshot-file.ts";
import { quantise, type SmallVector } from "../latent/embed.ts";

/** Vectors no document holds (of queries, of changed documents) from which on each new one displaces the one longest unused. */
const mostLoose = 50_000;
const hashBytes = 32;

interface Held {
  vector: SmallVector;
  holders: number;
}

/** Vectors of one model by what they were made of, so that no text is sent twice. What documents hold stays; of the rest the latest used. */
export class EmbeddingCache {
  readonly #model: string;
  readonly #held = new Map<string, Held>();
  readonly #loose = new Map<string, SmallVector>();
  #dimension = 0;
  /** Vectors were put in since the owner saved them and set this back. */
  unsaved = false;

  constructor(model: string) {
    this.#model = model;
  }

  /** Length of every vector; 0 while there is none. */
  get dimension(): number {
    return this.#dimension;
  }

  /** Under which name a text's vector is kept: sha256 of model and text. */
  hashOf(text: string): string {
    return createHash("sha256").update(`${this.#model}\n${text}`).digest("base64");
  }

  get(hash: string): SmallVector | undefined {
    const vector = this.#loose.get(hash);
    if (vector === undefined) return this.#held.get(hash)?.vector;
    this.#loose.delete(hash);
    this.#loose.set(hash, vector);
    return vector;
  }

  /** Keeps a vector of the cache's dimension, rounded to 8 bits a number. */
  put(hash: string, numbers: readonly number[]): void {
    if (this.get(hash) !== undefined) return;
    this.#dimension ||= numbers.length;
    this.unsaved = true;
    this.#loose.set(hash, quantise(numbers));
    if (this.#loose.size <= mostLoose) return;
    const [oldest] = this.#loose.keys();
    this.#loose.delete(oldest!);
  }

  /** Says that a document needs a vector that is there. */
  hold(hash: string): void {
    const held = this.#held.get(hash);
    if (held !== undefined) held.holders += 1;
    else {
      this.#held.set(hash, { vector: this.#loose.get(hash)!, holders: 1 });
      this.#loose.delete(hash);
    }
  }

  release(hash: string): void {
    const held = this.#held.get(hash);
    if (held === undefined) return;
    held.holders -= 1;
    if (held.holders > 0) return;
    this.#held.delete(hash);
    this.#loose.set(hash, held.vector);
  }

  clear(): void {
    this.#held.clear();
    this.#loose.clear();
    this.#dimension = 0;
  }

  /** All vectors as columns: hashes, numbers, scales. */
  columns(): SnapshotContent["sections"] {
    const all = [...Array.from(this.#held, ([hash, { vector }]) => [hash, vector] as const), ...this.#loose];
    const hashes = Buffer.alloc(all.length * hashBytes);
    const values = new Int8Array(all.length * this.#dimension);
    const scales = Buffer.alloc(all.length * 8);
    all.forEach(([hash, vector], at) => {
      hashes.write(hash, at * hashBytes, "base64");
      values.set(vector.values, at * this.#dimension);
      scales.writeDoubleLE(vector.scale, at * 8);
    });
    return { hashes, values: new Uint8Array(values.buffer), scales };
  }

  /** Takes over saved columns in place of everything kept; nothing is held yet. */
  restore(dimension: number, { hashes, values, scales }: SnapshotContent["sections"]): void {
    this.clear();
    this.#dimension = dimension;
    const names = Buffer.from(hashes!);
    const factors = Buffer.from(scales!);
    const numbers = new Int8Array(values!.buffer, values!.byteOffset, values!.byteLength);
    for (let at = 0; at * hashBytes < names.length; at += 1) {
      const hash = names.toString("base64", at * hashBytes, (at + 1) * hashBytes);
      const vector = numbers.subarray(at * dimension, (at + 1) * dimension);
      this.#loose.set(hash, { values: vector, scale: factors.readDoubleLE(at * 8) });
    }
  }
}
