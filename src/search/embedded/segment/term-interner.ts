import {
  absentSlot,
  hashStart,
  headUnits,
  mix,
  settle,
  TermPoolWriter,
  type TermTable,
  termHead,
} from "./term-table.ts";

/** Numbers strings in order of first sight. Faster than a Map of strings, and keeps no JavaScript string alive. */
export class TermInterner {
  #pool = new Uint16Array(1 << 14);
  #offsets = new Uint32Array(1 << 12);
  #slots = new Uint32Array(1 << 13);
  #size = 0;
  #units = 0;

  get size(): number {
    return this.#size;
  }

  /** Number of `prefix + text`.
   * @param prefix one code unit; 0 for none */
  intern(prefix: number, text: string): number {
    const start = prefix === 0 ? 0 : 1;
    let hash = prefix === 0 ? hashStart : mix(hashStart, prefix);
    for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
    const mask = this.#slots.length - 1;
    let slot = settle(hash) & mask;
    for (; this.#slots[slot] !== absentSlot; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]! - 1;
      const first = this.#offsets[number]!;
      if (this.#offsets[number + 1]! - first !== text.length + start) continue;
      if (start === 1 && this.#pool[first] !== prefix) continue;
      let same = 0;
      while (same < text.length && this.#pool[first + start + same] === text.charCodeAt(same)) same++;
      if (same === text.length) return number;
    }
    this.#slots[slot] = this.#size + 1;
    return this.#append(prefix, text);
  }

  /** The strings as a table in rising order, and each number's place in it. */
  sorted(): { terms: TermTable; ranks: Uint32Array } {
    const order = this.#risingOrder();
    const ranks = new Uint32Array(this.#size);
    const writer = new TermPoolWriter();
    const source = { pool: this.#pool, offsets: this.#offsets };
    order.forEach((number, rank) => {
      ranks[number] = rank;
      writer.addFrom(source, number);
    });
    return { terms: writer.finish(), ranks };
  }

  #risingOrder(): Uint32Array {
    const source = { pool: this.#pool, offsets: this.#offsets };
    const heads = new Float64Array(this.#size);
    for (let number = 0; number < this.#size; number++) heads[number] = termHead(source, number);
    return Uint32Array.from(heads.keys()).sort((a, b) => heads[a]! - heads[b]! || this.#compareTails(a, b));
  }

  #compareTails(a: number, b: number): number {
    const firstA = this.#offsets[a]!;
    const firstB = this.#offsets[b]!;
    const lengthA = this.#offsets[a + 1]! - firstA;
    const lengthB = this.#offsets[b + 1]! - firstB;
    for (let at = headUnits; at < Math.min(lengthA, lengthB); at++) {
      const difference = this.#pool[firstA + at]! - this.#pool[firstB + at]!;
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB;
  }

  #append(prefix: number, text: string): number {
    if (this.#units + text.length + 1 > this.#pool.length) {
      const larger = new Uint16Array(this.#pool.length * 2 + text.length);
      larger.set(this.#pool);
      this.#pool = larger;
    }
    if (prefix !== 0) this.#pool[this.#units++] = prefix;
    for (let at = 0; at < text.length; at++) this.#pool[this.#units++] = text.charCodeAt(at);
    const number = this.#size++;
    if (this.#size + 1 > this.#offsets.length) {
      const larger = new Uint32Array(this.#offsets.length * 2);
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
    this.#offsets[this.#size] = this.#units;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let hash = hashStart;
      for (let at = this.#offsets[number]!; at < this.#offsets[number + 1]!; at++) hash = mix(hash, this.#pool[at]!);
      let slot = settle(hash) & mask;
      while (this.#slots[slot] !== absentSlot) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}
