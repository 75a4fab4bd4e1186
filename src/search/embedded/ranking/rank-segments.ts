import type { Bitset } from "../bitset.ts";
import type { Segment } from "../segment/segment.ts";
import { absent, findTerm } from "../segment/term-table.ts";
import { compareHits, type TopHit } from "../top-hits.ts";
import { BestDocuments } from "./best-documents.ts";
import { type QueryLists, rankPostings } from "./rank-postings.ts";
import type { WeighedQuery } from "./weigh-query.ts";

export interface RankSegmentsRequest {
  segments: readonly Segment[];
  /** Documents that may be returned, one set per segment; live ones only. */
  allowed: readonly Bitset[];
  query: WeighedQuery;
  limit: number;
}

/** A query as numbers: all that ranking needs, so that a worker thread can do it. */
export interface RankPlan {
  limit: number;
  /** The largest first: it sets a high bar for the small ones. */
  segments: { index: number; size: number; words: Uint32Array; allowed: Bitset; lists: QueryLists }[];
}

/** Documents of one segment that may be among the best, with their whole-number scores. */
export interface FoundDocuments {
  segment: number;
  docs: Int32Array;
  scores: Float64Array;
}

/** Best documents of all segments, score above 0. */
export function rankSegments(request: RankSegmentsRequest): TopHit[] {
  return toHits(request, runPlan(planQuery(request)));
}

export function planQuery({ segments, allowed, query, limit }: RankSegmentsRequest): RankPlan {
  const order = [...segments.keys()].sort((a, b) => segments[b]!.liveCount - segments[a]!.liveCount || a - b);
  return {
    limit,
    segments: order.map((index) => {
      const segment = segments[index]!;
      const lists = queryLists(segment, query);
      return { index, size: segment.ids.length, words: segment.words, allowed: allowed[index]!, lists };
    }),
  };
}

/** Ranks each segment, every one with the bar that those before have set. */
export function runPlan({ segments, limit }: RankPlan): FoundDocuments[] {
  let least = 1;
  return segments.map(({ index, ...segment }) => {
    const best = new BestDocuments(limit);
    rankPostings({ ...segment, least }, best);
    least = Math.max(least, best.bar);
    return { segment: index, ...best.kept() };
  });
}

/** The best of what the segments found, under their ids. */
export function toHits(
  { segments, query, limit }: Pick<RankSegmentsRequest, "segments" | "query" | "limit">,
  found: readonly FoundDocuments[],
): TopHit[] {
  const hits = found.flatMap(({ segment: index, docs, scores }) => {
    const segment = segments[index]!;
    return Array.from(docs, (doc, at) => ({
      id: segment.ids[doc]!,
      version: segment.versions[doc]!,
      score: scores[at]!,
    }));
  });
  return hits
    .sort(compareHits)
    .slice(0, limit)
    .map((hit) => ({ ...hit, score: hit.score * query.unit }));
}

/** The query's lists in a segment. */
function queryLists(segment: Segment, { terms }: WeighedQuery): QueryLists {
  const numbers: number[] = [];
  const weights: number[] = [];
  for (const { term, weight } of terms) {
    const number = findTerm(segment.terms, term);
    if (number === absent) continue;
    numbers.push(number);
    weights.push(weight);
  }
  return {
    starts: Uint32Array.from(numbers, (number) => segment.starts[number]!),
    ends: Uint32Array.from(numbers, (number) => segment.starts[number + 1]!),
    weights: Float64Array.from(weights),
  };
}
