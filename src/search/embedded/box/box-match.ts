import { inverseDocumentFrequency } from "../../../domain/matching/query.ts";
import type { LexicalParams } from "../../../domain/matching/weights.ts";
import { type Bitset, createBitset, hasBit, intersect, setBit } from "../bitset.ts";
import { liveFrequency, roundWeights, type WeighedQuery } from "../ranking/weigh-query.ts";
import { nameTermPrefix } from "../segment/build-columns.ts";
import { forEachPosting } from "../segment/postings.ts";
import type { Segment } from "../segment/segment.ts";
import { absent, findTerm } from "../segment/term-table.ts";

/** How many of the query's tokens each document holds, in its text or its names; one array per segment. */
export type TokenCounts = readonly Uint16Array[];

export function countTokens(segments: readonly Segment[], tokens: readonly string[]): TokenCounts {
  return segments.map((segment) => {
    const counts = new Uint16Array(segment.ids.length);
    /** Number + 1 of the last token counted for a document, so that text and names together count it once. */
    const last = new Uint16Array(segment.ids.length);
    tokens.forEach((token, at) => {
      for (const term of [token, nameTermPrefix + token]) {
        const number = findTerm(segment.terms, term);
        if (number === absent) continue;
        forEachPosting(segment, number, (doc) => {
          if (last[doc] === at + 1) return;
          last[doc] = at + 1;
          counts[doc]!++;
        });
      }
    });
    return counts;
  });
}

/** Most tokens that any live document holds. */
export function mostTokens(segments: readonly Segment[], counts: TokenCounts): number {
  let most = 0;
  segments.forEach((segment, at) => {
    counts[at]!.forEach((count, doc) => {
      if (count > most && hasBit(segment.live, doc)) most = count;
    });
  });
  return most;
}

/** Live documents with at least `needed` tokens. */
export function matchingDocuments(segment: Segment, counts: Uint16Array, needed: number): Bitset {
  const docs = createBitset(counts.length);
  for (let doc = 0; doc < counts.length; doc++) if (counts[doc]! >= needed) setBit(docs, doc);
  intersect(docs, segment.live);
  return docs;
}

/** Weights of the tokens in text and in names: rarity, so that a token in a name counts twice, once as text and once as name. */
export function weighTokens(
  segments: readonly Segment[],
  tokens: readonly string[],
  params: LexicalParams,
): WeighedQuery {
  const documents = segments.reduce((sum, segment) => sum + segment.liveCount, 0);
  const real = tokens.flatMap((token) => {
    const inText = liveFrequency(segments, token);
    const inNames = liveFrequency(segments, nameTermPrefix + token);
    const weight = inverseDocumentFrequency(documents, Math.max(inText, inNames));
    return [
      { term: token, weight },
      { term: nameTermPrefix + token, weight },
    ];
  });
  return roundWeights(real, params);
}

/** Scores of all documents of a segment, 0 where nothing matches. */
export function scoreDocuments(segment: Segment, query: WeighedQuery): Float64Array {
  const sums = new Float64Array(segment.ids.length);
  for (const { term, weight } of query.terms) {
    const number = findTerm(segment.terms, term);
    if (number === absent) continue;
    forEachPosting(segment, number, (doc, impact) => {
      sums[doc]! += weight * impact;
    });
  }
  return sums.map((sum) => sum * query.unit);
}
