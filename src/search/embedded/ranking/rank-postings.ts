import { type Bitset, hasBit } from "../bitset.ts";
import { blockSize, firstHeader, windowSize } from "../segment/postings.ts";
import type { BestDocuments } from "./best-documents.ts";

/** The posting lists of a query in one segment, in rising order of the most they can add. Numbers only: a worker thread needs no more. */
export interface QueryLists {
  /** Positions in the segment's words. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** Whole numbers. */
  weights: Float64Array;
  /** Most that the first i lists can add together; lists + 1 numbers. */
  bounds: Float64Array;
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
  /** False adds up every list for every document; the answer is the same. */
  prune: boolean;
}

const sums = new Float64Array(windowSize);
const candidates = new Uint16Array(windowSize);
const slotMask = windowSize - 1;

/** Lists are left out of the first adding up while they can bring no more than this share of the bar: more would make too many documents candidates. */
const lookUpShare = 0.5;
/** A look-up costs about as much as adding so many postings. */
const seekCost = 12;

/** Adds up one segment window by window, list by list, and keeps the best documents. Lists that can add little beside the worst kept document
 * are then only looked up for the documents that they could lift over it (MaxScore, Turtle & Flood 1995, over windows). All sums are exact,
 * so leaving work out changes no answer. */
export function rankPostings(request: RankPostingsRequest, best: BestDocuments): void {
  const { words, lists, allowed, size, prune } = request;
  const { starts, ends, weights, bounds } = lists;
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
      const bar = Math.max(best.bar, request.least);
      let at = 0;
      if (prune) while (at < count && bounds[active[at]! + 1]! <= bar * lookUpShare) at++;
      const essential = at;

      sums.fill(0);
      for (; at < count; at++) {
        const list = active[at]!;
        next[list] = addWindow(words, next[list]!, ends[list]!, windowEnd, weights[list]!);
      }
      let kept = 0;
      const least = bar - (essential === 0 ? 0 : bounds[active[essential - 1]! + 1]!);
      const width = Math.min(windowSize, blockEnd - windowStart);
      for (let slot = 0; slot < width; slot++) {
        if (sums[slot]! >= least && hasBit(allowed, windowStart + slot)) candidates[kept++] = slot;
      }
      for (at = essential - 1; at >= 0; at--) {
        const list = active[at]!;
        kept = lookUp(words, next, ends[list]!, list, windowEnd, weights[list]!, kept, bar - bounds[list]!);
      }
      for (let candidate = 0; candidate < kept; candidate++) {
        const slot = candidates[candidate]!;
        const score = sums[slot]!;
        if (score >= bar) best.offer(windowStart + slot, score);
      }
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

/** Adds one list to the candidates alone and drops those which the lists still to come cannot lift to the bar; returns how many stay. */
function lookUp(
  words: Uint32Array,
  next: Uint32Array,
  end: number,
  list: number,
  windowEnd: number,
  weight: number,
  count: number,
  enough: number,
): number {
  let at = next[list]!;
  const windowList = seek(words, at, end, windowEnd);
  if (count * seekCost > windowList - at) {
    addWindow(words, at, windowList, windowEnd, weight);
  } else {
    const windowStart = windowEnd - windowSize * 65536;
    for (let candidate = 0; candidate < count; candidate++) {
      const slot = candidates[candidate]!;
      at = seek(words, at, windowList, windowStart + slot * 65536);
      if (at === windowList) break;
      const word = words[at]!;
      if (((word >>> 16) & slotMask) === slot) sums[slot] = sums[slot]! + weight * (word & 0xffff);
    }
  }
  next[list] = windowList;
  let still = 0;
  for (let candidate = 0; candidate < count; candidate++) {
    const slot = candidates[candidate]!;
    if (sums[slot]! >= enough) candidates[still++] = slot;
  }
  return still;
}

/** First position in words[from..end) that is ≥ word; `end` when there is none. Doubling steps, then halving. */
function seek(words: Uint32Array, from: number, end: number, word: number): number {
  let low = from;
  let step = 1;
  while (low + step < end && words[low + step]! < word) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
