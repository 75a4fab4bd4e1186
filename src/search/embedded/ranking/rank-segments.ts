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
  /** False scores every document; the answer is the same. */
  prune: boolean;
}

/** Best documents of all segments, score above 0. */
export function rankSegments({ segments, allowed, query, limit, prune }: RankSegmentsRequest): TopHit[] {
  // The largest segment first: it sets a high bar for the small ones.
  const order = [...segments.keys()].sort((a, b) => segments[b]!.liveCount - segments[a]!.liveCount || a - b);
  const hits: TopHit[] = [];
  let least = 1;
  for (const index of order) {
    const segment = segments[index]!;
    const best = new BestDocuments(limit);
    const lists = queryLists(segment, query);
    rankPostings(
      { words: segment.words, lists, allowed: allowed[index]!, size: segment.ids.length, least, prune },
      best,
    );
    least = Math.max(least, best.bar);
    const { docs, scores } = best.kept();
    docs.forEach((doc, at) => {
      hits.push({ id: segment.ids[doc]!, version: segment.versions[doc]!, score: scores[at]! });
    });
  }
  return hits
    .sort(compareHits)
    .slice(0, limit)
    .map((hit) => ({ ...hit, score: hit.score * query.unit }));
}

/** The query's lists in a segment. */
function queryLists(segment: Segment, { terms }: WeighedQuery): QueryLists {
  const lists = terms
    .flatMap(({ term, weight }) => {
      const number = findTerm(segment.terms, term);
      if (number === absent) return [];
      const bound = weight * segment.maxImpacts[number]!;
      return [{ start: segment.starts[number]!, end: segment.starts[number + 1]!, weight, bound }];
    })
    .sort((a, b) => a.bound - b.bound || a.start - b.start);
  const bounds = new Float64Array(lists.length + 1);
  lists.forEach((list, at) => {
    bounds[at + 1] = bounds[at]! + list.bound;
  });
  return {
    starts: Uint32Array.from(lists, (list) => list.start),
    ends: Uint32Array.from(lists, (list) => list.end),
    weights: Float64Array.from(lists, (list) => list.weight),
    bounds,
  };
}
