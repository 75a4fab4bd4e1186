import { compareText } from "./segment/label-column.ts";

export interface TopHit {
  id: string;
  version: number;
  score: number;
}

/** Best hits first: higher score, then smaller id. */
export function compareHits(a: TopHit, b: TopHit): number {
  return b.score - a.score || compareText(a.id, b.id);
}

/** Keeps the best `limit` hits under `compare` (< 0 = a before b) in a binary heap whose root is the worst kept. */
export class TopHits<Hit> {
  readonly #limit: number;
  readonly #compare: (a: Hit, b: Hit) => number;
  readonly #heap: Hit[] = [];

  constructor(limit: number, compare: (a: Hit, b: Hit) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  /** The worst kept hit once `limit` are kept; undefined before. */
  get worst(): Hit | undefined {
    return this.#heap.length === this.#limit ? this.#heap[0] : undefined;
  }

  offer(hit: Hit): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(hit);
      this.#rise(heap.length - 1);
    } else if (this.#limit > 0 && this.#compare(hit, heap[0]!) < 0) {
      heap[0] = hit;
      this.#sink(0);
    }
  }

  /** The kept hits, best first. */
  sorted(): Hit[] {
    return [...this.#heap].sort(this.#compare);
  }

  #rise(start: number): void {
    const heap = this.#heap;
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#compare(heap[at]!, heap[parent]!) <= 0) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #sink(start: number): void {
    const heap = this.#heap;
    let at = start;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#compare(heap[child]!, heap[worst]!) > 0) worst = child;
      }
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  }
}
