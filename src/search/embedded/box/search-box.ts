import type { Analyser } from "../../../domain/matching/analyser.ts";
import type { LexicalParams } from "../../../domain/matching/weights.ts";
import type { EntityKind } from "../../../domain/shared/entity.ts";
import { entityKinds } from "../../../domain/shared/entity.ts";
import type { BoxHit, BoxRequest, BoxResult, FacetFilter } from "../../engine.ts";
import { type Bitset, countBits, createBitset, forEachBit, hasBit, intersect, largestBits } from "../bitset.ts";
import { allowedDocuments, countFacets } from "../facets.ts";
import type { NameKeys } from "../name-keys.ts";
import { compareText } from "../segment/label-column.ts";
import type { Segment } from "../segment/segment.ts";
import type { ShelfView } from "../shelved-index.ts";
import { TopHits } from "../top-hits.ts";
import {
  countTokens,
  matchingDocuments,
  mostTokens,
  scoreDocuments,
  type TokenCounts,
  weighTokens,
} from "./box-match.ts";
import { boxTokens } from "./box-query.ts";
import { repairQuery } from "./repair-query.ts";

/** A document may hold this share fewer of a query's tokens than the best document does, where none holds all. */
const relaxedShare = 0.8;
/** … but at least half of them, or six of a long query: below that a document has nothing to do with it. */
const leastShare = 0.5;
const leastOfLong = 6;
/** Documents of a pasted text are told apart long before this many tokens; counts are kept in 16 bits. */
const mostBoxTokens = 1000;

export interface SearchBox {
  /** What the searcher's audience finds of each kind. */
  views: Record<EntityKind, ShelfView>;
  analyser: Analyser;
  names: NameKeys;
  params: LexicalParams;
}

/** What a query matches: tokens, how many of them a document needs, and how many each holds. */
interface Match {
  tokens: string[];
  needed: number;
  counts: Partial<Record<EntityKind, TokenCounts>>;
  correctedTo: string | null;
}

/** Answers the search box. A document matches when its text or names hold every token of the query. Where no document of the kinds asked for does,
 * filters aside: the query is repaired (pinyin, typo) if that finds one; else documents that hold nearly as many tokens as the best one match. */
export function searchBox(box: SearchBox, request: BoxRequest): BoxResult {
  const kinds = entityKinds.filter((kind) => request.kinds.includes(kind));
  const browsing = request.query.trim() === "";
  const match = browsing ? { tokens: [], needed: 0, counts: {}, correctedTo: null } : findMatch(box, kinds, request);
  const totals = Object.fromEntries(entityKinds.map((kind) => [kind, 0])) as Record<EntityKind, number>;
  const facetCounts = new Map((request.facets ?? []).map((facet) => [facet, new Map<string, number>()]));
  const isFiltered = ([facet]: readonly [string, unknown]) => request.filter?.[facet] !== undefined;
  const filtered = [...facetCounts].filter(isFiltered);
  const unfiltered = new Map([...facetCounts].filter((entry) => !isFiltered(entry)));
  const places = request.offset + request.limit;
  const byAge = browsing || request.order === "newest";
  const top = new TopHits<BoxHit>(places, byAge ? newestFirst : bestFirst);

  for (const kind of kinds) {
    const { segments } = box.views[kind];
    // What is in the order of age is told apart by nothing else.
    const query = byAge ? null : weighTokens(segments, match.tokens, box.params);
    segments.forEach((segment, at) => {
      const found = foundIn(segment, match.counts[kind]?.[at] ?? null, match.needed, request.within?.[kind]);
      const chosen = narrowed(segment, found, request.filter);
      const hitOf = (doc: number, score: number): BoxHit => ({
        kind,
        id: segment.ids[doc]!,
        version: segment.versions[doc]!,
        score,
      });
      totals[kind] += countBits(chosen);
      if (query === null) {
        // A segment's ids rise.
        for (const doc of largestBits(chosen, places)) top.offer(hitOf(doc, 0));
      } else {
        const scores = scoreDocuments(segment, query);
        forEachBit(chosen, (doc) => {
          const score = scores[doc]!;
          const { worst } = top;
          if (worst === undefined || score >= worst.score) top.offer(hitOf(doc, score));
        });
      }
      countFacets(segment, chosen, unfiltered);
      for (const [facet, values] of filtered) {
        const others = narrowed(segment, found, withoutFacet(request.filter, facet));
        countFacets(segment, others, new Map([[facet, values]]));
      }
    });
  }
  return {
    hits: top.sorted().slice(request.offset),
    totals,
    facets: Object.fromEntries([...facetCounts].map(([facet, counts]) => [facet, sortedCounts(counts)])),
    correctedTo: match.correctedTo,
    terms: match.tokens,
    degraded: false,
  };
}

function findMatch(box: SearchBox, kinds: readonly EntityKind[], { query, within }: BoxRequest): Match {
  const matchText = (text: string, correctedTo: string | null) =>
    matchAll(box, kinds, boxTokens(box.analyser, text), within, correctedTo);
  const whole = matchText(query, null);
  if (whole.needed > 0) return whole;
  const repaired = repairQuery(box, kinds, query, (text) => matchText(text, null).needed > 0);
  if (repaired !== null) return matchText(repaired, repaired);
  const best = Math.max(0, ...kinds.map((kind) => mostTokens(box.views[kind].segments, whole.counts[kind]!)));
  const least = Math.min(Math.ceil(whole.tokens.length * leastShare), leastOfLong);
  return { ...whole, needed: best >= least ? Math.max(least, Math.ceil(best * relaxedShare)) : 0 };
}

/** Match of documents with all tokens; `needed` is 0 when there is none. */
function matchAll(
  box: SearchBox,
  kinds: readonly EntityKind[],
  allTokens: readonly string[],
  within: BoxRequest["within"],
  correctedTo: string | null,
): Match {
  const tokens = allTokens.slice(0, mostBoxTokens);
  const counts: Match["counts"] = {};
  let best = 0;
  for (const kind of kinds) {
    const { segments } = box.views[kind];
    const found = countTokens(segments, tokens);
    const inside = within?.[kind];
    if (inside !== undefined) {
      for (const [at, segment] of segments.entries()) forgetOutside(segment, inside, found[at]!);
    }
    counts[kind] = found;
    best = Math.max(best, mostTokens(segments, counts[kind]));
  }
  return { tokens, counts, needed: best === tokens.length ? best : 0, correctedTo };
}

function forgetOutside(segment: Segment, within: FacetFilter, counts: Uint16Array): void {
  const inside = allowedDocuments(segment, within);
  counts.forEach((_, doc) => {
    if (!hasBit(inside, doc)) counts[doc] = 0;
  });
}

/** What there is of a segment for a search, filters aside.
 * @param counts tokens each document holds; null: without words everything is found */
function foundIn(
  segment: Segment,
  counts: Uint16Array | null,
  needed: number,
  within: FacetFilter | undefined,
): Bitset {
  const inside = allowedDocuments(segment, within);
  if (counts === null) return inside;
  if (needed === 0) return createBitset(segment.ids.length);
  intersect(inside, matchingDocuments(segment, counts, needed));
  return inside;
}

function narrowed(segment: Segment, docs: Bitset, filter: FacetFilter | undefined): Bitset {
  const allowed = allowedDocuments(segment, filter);
  intersect(allowed, docs);
  return allowed;
}

function withoutFacet(filter: FacetFilter | undefined, facet: string): FacetFilter {
  return Object.fromEntries(Object.entries(filter ?? {}).filter(([name]) => name !== facet));
}

function sortedCounts(counts: ReadonlyMap<string, number>): { value: string; count: number }[] {
  return Array.from(counts, ([value, count]) => ({ value, count })).sort(
    (a, b) => b.count - a.count || compareText(a.value, b.value),
  );
}

function bestFirst(a: BoxHit, b: BoxHit): number {
  return b.score - a.score || compareText(a.id, b.id) || compareText(a.kind, b.kind);
}

/** Ids grow with time, so the largest is the newest. */
function newestFirst(a: BoxHit, b: BoxHit): number {
  return compareText(b.id, a.id) || compareText(a.kind, b.kind);
}
