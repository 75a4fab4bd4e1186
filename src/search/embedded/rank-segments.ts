import { inverseDocumentFrequency, termWeight } from "../../domain/matching/query.ts";
import type { LexicalParams } from "../../domain/matching/weights.ts";
import type { QueryTerms } from "../engine.ts";
import { type Bitset, hasBit } from "./bitset.ts";
import { impactUnit } from "./scoring.ts";
import type { Segment } from "./segment/segment.ts";
import { absent, findTerm } from "./segment/term-table.ts";
import { compareHits, type TopHit, TopHits } from "./top-hits.ts";

/** A query term with its whole-number weight, so that a document's score is a sum of whole numbers below 2⁵³. */
export interface WeighedTerm {
  term: string;
  weight: number;
}

export interface WeighedQuery {
  terms: WeighedTerm[];
  /** Real score of one unit of weight × impact. */
  unit: number;
}

/** Documents accumulated at a time: 4,096 sums of 8 bytes fill half of a usual 64 KiB first-level cache. */
const windowSize = 4096;

/** Above every document number. */
const noDocument = 2 ** 31 - 1;

/** Candidates are narrowed after so many lists: after each it would cost as much as the lists. */
const narrowEvery = 8;

/** A seek costs about as much as this many sequential steps. */
const seekCost = 8;

/** Bits for impacts (16) and for weights: with n terms a sum stays below 2⁵³ when weights have 37 − log₂ n bits; 24 are plenty. */
const sumBits = 37;
const mostWeightBits = 24;

/** Weights of the query's terms that occur in a live document: query weight × leg weight × rarity, rounded to 24 bits of the largest. */
export function weighQuery(segments: readonly Segment[], query: QueryTerms, params: LexicalParams): WeighedQuery {
  const documents = segments.reduce((sum, segment) => sum + segment.liveCount, 0);
  const real: WeighedTerm[] = [];
  for (const [term, queryWeight] of query) {
    const legWeight = termWeight(term, params);
    if (legWeight === 0 || !(queryWeight > 0)) continue;
    const frequency = liveFrequency(segments, term);
    if (frequency === 0) continue;
    real.push({ term, weight: queryWeight * legWeight * inverseDocumentFrequency(documents, frequency) });
  }
  return roundWeights(real, params);
}

/** Whole-number weights in the same proportions; the smallest stay at least 1. */
export function roundWeights(real: readonly WeighedTerm[], params: LexicalParams): WeighedQuery {
  const largest = real.reduce((max, { weight }) => Math.max(max, weight), 0);
  const bits = Math.min(mostWeightBits, sumBits - Math.ceil(Math.log2(real.length + 1)));
  const unit = largest / 2 ** bits;
  const terms = real.map(({ term, weight }) => ({ term, weight: Math.max(1, Math.round(weight / unit)) }));
  return { terms, unit: unit * impactUnit(params) };
}

/** In how many live documents a term occurs. */
export function liveFrequency(segments: readonly Segment[], term: string): number {
  let frequency = 0;
  for (const segment of segments) {
    const number = findTerm(segment.terms, term);
    if (number !== absent) frequency += segment.frequencies[number]!;
  }
  return frequency;
}

export interface RankSegmentsRequest {
  segments: readonly Segment[];
  /** Documents that may be returned, one set per segment; live ones only. */
  allowed: readonly Bitset[];
  query: WeighedQuery;
  limit: number;
  /** False scores every document; the answer is the same. */
  prune: boolean;
}

/** Best documents of all segments, score above 0. */
export function rankSegments(request: RankSegmentsRequest): TopHit[] {
  const { segments, query } = request;
  const top = new TopHits<TopHit>(request.limit, compareHits);
  // The largest segment first: it sets a high bar for the small ones.
  const order = [...segments.keys()].sort((a, b) => segments[b]!.liveCount - segments[a]!.liveCount || a - b);
  for (const index of order) {
    rankSegment(segments[index]!, request.allowed[index]!, query.terms, request.prune, top);
  }
  return top.sorted().map((hit) => ({ ...hit, score: hit.score * query.unit }));
}

const sums = new Float64Array(windowSize);
const candidates = new Uint16Array(windowSize);

/** Adds up one segment window by window, term by term (MaxScore, Turtle & Flood 1995, over windows).
 * Terms are in rising order of the most they can add. Those at the front that together cannot lift a document over the worst kept hit are only
 * looked up for documents which the rest makes candidates. All sums are exact, so leaving work out changes no answer.
 * One long function: the loops share a dozen locals, and this is where a query's time goes. */
function rankSegment(
  segment: Segment,
  allowed: Bitset,
  terms: readonly WeighedTerm[],
  prune: boolean,
  top: TopHits<TopHit>,
): void {
  const { impacts, ids, versions } = segment;
  // The same numbers as signed ones, which the compiler keeps in registers.
  const docs = new Int32Array(segment.docs.buffer, segment.docs.byteOffset, segment.docs.length);
  const lists = terms
    .flatMap(({ term, weight }) => {
      const number = findTerm(segment.terms, term);
      if (number === absent) return [];
      const bound = weight * segment.maxImpacts[number]!;
      return [{ start: segment.starts[number]!, end: segment.starts[number + 1]!, weight, bound }];
    })
    .sort((a, b) => a.bound - b.bound || a.start - b.start);
  const count = lists.length;
  const next = Uint32Array.from(lists, (list) => list.start);
  const ends = Uint32Array.from(lists, (list) => list.end);
  const weights = Float64Array.from(lists, (list) => list.weight);
  /** Most that the first i lists can add together. */
  const bounds = new Float64Array(count + 1);
  lists.forEach((list, at) => {
    bounds[at + 1] = bounds[at]! + list.bound;
  });

  let windowStart = 0;
  let essential = 0;
  for (;;) {
    const bar = prune ? (top.worst?.score ?? 0) : 0;
    while (essential < count && bounds[essential + 1]! < bar) essential++;
    if (essential === count) return;

    // Jump to the window of the next document in any essential list.
    let nextDoc = noDocument;
    for (let list = essential; list < count; list++) {
      const at = next[list]!;
      if (at < ends[list]! && docs[at]! < nextDoc) nextDoc = docs[at]!;
    }
    if (nextDoc === noDocument) return;
    windowStart = nextDoc - (nextDoc % windowSize);

    sums.fill(0);
    for (let list = essential; list < count; list++) {
      next[list] = addWindow(docs, impacts, next[list]!, ends[list]!, windowStart, weights[list]!);
    }

    let kept = 0;
    const least = Math.max(bar - bounds[essential]!, 1);
    for (let slot = 0; slot < windowSize; slot++) {
      if (sums[slot]! >= least && hasBit(allowed, windowStart + slot)) candidates[kept++] = slot;
    }

    for (let list = essential - 1; list >= 0 && kept > 0; list--) {
      const weight = weights[list]!;
      const end = ends[list]!;
      let at = seek(docs, next[list]!, end, windowStart + candidates[0]!);
      const expected = ((end - at) * windowSize) / Math.max(1, ids.length - windowStart);
      if (kept * seekCost < expected) {
        for (let candidate = 0; candidate < kept && at < end; candidate++) {
          const slot = candidates[candidate]!;
          at = seek(docs, at, end, windowStart + slot);
          if (at < end && docs[at] === windowStart + slot) sums[slot]! += weight * impacts[at]!;
        }
      } else {
        at = addWindow(docs, impacts, at, end, windowStart, weight);
      }
      next[list] = at;
      if (list % narrowEvery !== 0) continue;
      const enough = bar - bounds[list]!;
      let still = 0;
      for (let candidate = 0; candidate < kept; candidate++) {
        const slot = candidates[candidate]!;
        if (sums[slot]! >= enough) candidates[still++] = slot;
      }
      kept = still;
    }

    for (let candidate = 0; candidate < kept; candidate++) {
      const slot = candidates[candidate]!;
      const score = sums[slot]!;
      const worst = top.worst;
      if (worst !== undefined && score < worst.score) continue;
      const doc = windowStart + slot;
      top.offer({ id: ids[doc]!, version: versions[doc]!, score });
    }
  }
}

/** Adds a list's part of one window to the sums; returns where the next window begins. Apart, because this loop alone is most of a query's time.
 * Six positional numbers rather than an object: it is called once per list and window. */
function addWindow(
  docs: Int32Array,
  impacts: Uint16Array,
  from: number,
  end: number,
  windowStart: number,
  weight: number,
): number {
  const windowEnd = windowStart + windowSize;
  let at = from;
  for (; at < end; at++) {
    const doc = docs[at]!;
    if (doc >= windowEnd) break;
    sums[doc - windowStart]! += weight * impacts[at]!;
  }
  return at;
}

/** First position in docs[from..end) whose document is ≥ doc; `end` when there is none. Doubling steps, then halving. */
function seek(docs: Int32Array, from: number, end: number, doc: number): number {
  let low = from;
  let step = 1;
  while (low + step < end && docs[low + step]! < doc) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (docs[middle]! < doc) low = middle + 1;
    else high = middle;
  }
  return low;
}
