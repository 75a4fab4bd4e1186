import { type Bitset, hasBit } from "../bitset.ts";
import { blockSize, firstHeader, windowSize } from "../segment/postings.ts";
import type { BestDocuments } from "./best-documents.ts";

/** The posting lists of a query in one segment. Numbers only: a worker thread needs no more. */
export interface QueryLists {
  /** Positions in the segment's words. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** Whole numbers. */
  weights: Float64Array;
}

export interface RankPostingsRequest {
  words: Uint32Array;
  lists: QueryLists;
  /** Documents that may be kept. */
  allowed: Bitset;
  /** Documents of the segment. */
  size: number;
  /** Score that a document must reach, > 0; what other segments have set already. */
  least: number;
}

const sums = new Float64Array(windowSize);
const slotMask = windowSize - 1;

/** Adds up one segment window by window, list by list, and keeps the best documents. Sums are exact, so their order changes no answer.
 * Every posting is added, because that is quicker than leaving some out: docs/performance.md#why-every-posting-is-added. */
export function rankPostings(request: RankPostingsRequest, best: BestDocuments): void {
  const { words, lists, allowed, size } = request;
  const { starts, ends, weights } = lists;
  const next = starts.slice();
  const active = new Uint32Array(next.length);
  for (let blockStart = 0; blockStart < size; blockStart += blockSize) {
    const header = firstHeader + blockStart / blockSize;
    let count = 0;
    for (let list = 0; list < next.length; list++) {
      if (next[list] === ends[list]) continue;
      const word = words[next[list]!]!;
      if (word === header) next[list]!++;
      else if (word >= firstHeader) continue;
      active[count++] = list;
    }
    const blockEnd = Math.min(size, blockStart + blockSize);
    for (let windowStart = blockStart; windowStart < blockEnd && count > 0; windowStart += windowSize) {
      const windowEnd = ((windowStart - blockStart + windowSize) << 16) >>> 0;
      sums.fill(0);
      for (let at = 0; at < count; at++) {
        const list = active[at]!;
        next[list] = addWindow(words, next[list]!, ends[list]!, windowEnd, weights[list]!);
      }
      offerWindow(windowStart, Math.min(windowSize, blockEnd - windowStart), allowed, request.least, best);
    }
  }
}

/** Adds a list's part of one window to the sums; returns where the next window begins. This loop alone is most of a query's time.
 * Positional numbers rather than an object: it is called once per list and window. */
function addWindow(words: Uint32Array, from: number, end: number, windowEnd: number, weight: number): number {
  let at = from;
  for (; at < end; at++) {
    const word = words[at]!;
    if (word >= windowEnd) break;
    const slot = (word >>> 16) & slotMask;
    sums[slot] = sums[slot]! + weight * (word & 0xffff);
  }
  return at;
}

function offerWindow(windowStart: number, width: number, allowed: Bitset, least: number, best: BestDocuments): void {
  let bar = Math.max(best.bar, least);
  for (let slot = 0; slot < width; slot++) {
    if (sums[slot]! < bar || !hasBit(allowed, windowStart + slot)) continue;
    best.offer(windowStart + slot, sums[slot]!);
    bar = Math.max(best.bar, least);
  }
}
