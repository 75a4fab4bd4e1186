/** Strings in rising UTF-16 order, without a JavaScript object each: one pool of code units, one offset a string, one hash table. */
export interface TermTable {
  size: number;
  /** Code units of all strings, end to end. */
  pool: Uint16Array;
  /** `size + 1` positions in the pool. */
  offsets: Uint32Array;
  /** Open addressing: string number + 1, or 0; at most half full. */
  slots: Uint32Array;
}

export const absent = -1;
/** What an empty slot holds. */
export const absentSlot = 0;

/** A table whose hash is still empty; call `hashTerms` over all of it before `findTerm`. */
export function createTermTable(pool: Uint16Array, offsets: Uint32Array): TermTable {
  const size = offsets.length - 1;
  let slots = 8;
  while (slots < size * 2) slots *= 2;
  return { size, pool, offsets, slots: new Uint32Array(slots) };
}

/** Enters strings `from`..`to` − 1 into the hash, so that a long table can be entered in steps. */
export function hashTerms(table: TermTable, from: number, to: number): void {
  const { pool, offsets, slots } = table;
  const mask = slots.length - 1;
  for (let term = from; term < to; term++) {
    let hash = hashStart;
    for (let at = offsets[term]!; at < offsets[term + 1]!; at++) hash = mix(hash, pool[at]!);
    let slot = settle(hash) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = term + 1;
  }
}

/** Number of a string, or `absent`. */
export function findTerm(table: TermTable, text: string): number {
  const { pool, offsets, slots } = table;
  const mask = slots.length - 1;
  let hash = hashStart;
  for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
  for (let slot = settle(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const term = slots[slot]! - 1;
    const start = offsets[term]!;
    if (offsets[term + 1]! - start !== text.length) continue;
    let same = 0;
    while (same < text.length && pool[start + same] === text.charCodeAt(same)) same++;
    if (same === text.length) return term;
  }
  return absent;
}

export function termText(table: TermTable, term: number): string {
  return String.fromCharCode(...table.pool.subarray(table.offsets[term]!, table.offsets[term + 1]!));
}

/** Number of the first string ≥ text; `size` when there is none. */
export function lowerBound(table: TermTable, text: string): number {
  let low = 0;
  let high = table.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (termText(table, middle) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Units of a string that its head holds: 3 × 17 bits fit a whole number. */
export const headUnits = 3;

/** The first three units of a string as one number: heads compare as the strings do, and equal heads of strings no longer than that mean equal strings. */
export function termHead({ pool, offsets }: Pick<TermTable, "pool" | "offsets">, term: number): number {
  const start = offsets[term]!;
  const end = offsets[term + 1]!;
  let head = 0;
  for (let at = start; at < start + headUnits; at++) head = head * 2 ** 17 + (at < end ? pool[at]! + 1 : 0);
  return head;
}

/** Order of two tables' strings: < 0, 0 or > 0. */
export function compareTerms(a: TermTable, termA: number, b: TermTable, termB: number): number {
  const startA = a.offsets[termA]!;
  const startB = b.offsets[termB]!;
  const lengthA = a.offsets[termA + 1]! - startA;
  const lengthB = b.offsets[termB + 1]! - startB;
  const shared = Math.min(lengthA, lengthB);
  for (let at = 0; at < shared; at++) {
    const difference = a.pool[startA + at]! - b.pool[startB + at]!;
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

/** Collects strings in rising order. */
export class TermPoolWriter {
  #pool = new Uint16Array(1024);
  #length = 0;
  #offsets = new Uint32Array(256);
  #count = 0;

  addFrom(table: Pick<TermTable, "pool" | "offsets">, term: number): void {
    const start = table.offsets[term]!;
    const end = table.offsets[term + 1]!;
    this.#reserve(end - start);
    for (let at = start; at < end; at++) this.#pool[this.#length++] = table.pool[at]!;
    this.#offsets[++this.#count] = this.#length;
  }

  get count(): number {
    return this.#count;
  }

  finish(): TermTable {
    return createTermTable(this.#pool.slice(0, this.#length), this.#offsets.slice(0, this.#count + 1));
  }

  #reserve(units: number): void {
    if (this.#length + units > this.#pool.length) {
      const larger = new Uint16Array(Math.max(this.#length + units, Math.ceil(this.#pool.length * 1.5)));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    if (this.#count + 2 > this.#offsets.length) {
      const larger = new Uint32Array(Math.ceil(this.#offsets.length * 1.5));
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
  }
}

/** FNV-1a over code units, then one avalanche step: bigrams of one first character would otherwise lie side by side. */
export const hashStart = 0x811c9dc5 | 0;

export function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export function settle(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (half ^ (half >>> 13)) >>> 0;
}
