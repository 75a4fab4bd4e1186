import { inverseDocumentFrequency, termWeight } from "../../../domain/matching/query.ts";
import type { LexicalParams } from "../../../domain/matching/weights.ts";
import type { QueryTerms } from "../../engine.ts";
import { impactUnit } from "../scoring.ts";
import type { Segment } from "../segment/segment.ts";
import { absent, findTerm } from "../segment/term-table.ts";

/** A query term with its whole-number weight, so that a document's score is a sum of whole numbers below 2⁵³. */
interface WeighedTerm {
  term: string;
  weight: number;
}

export interface WeighedQuery {
  terms: WeighedTerm[];
  /** Real score of one unit of weight × impact. */
  unit: number;
}

/** Bits for impacts (16) and for weights: with n terms a sum stays below 2⁵³ when weights have 37 − log₂ n bits; 24 are plenty. */
const sumBits = 37;
const mostWeightBits = 24;

/** Among many documents a whole text is asked for without the terms that stand in more than this share of them: they are the longest
 * lists, a third of the work, and tell next to nothing apart. Measured in docs/matching.md#query. */
const commonShare = 0.3;
const longQuery = 60;
const manyDocuments = 1_000;

/** Weights of the query's terms that occur in a live document: query weight × leg weight × rarity, rounded to 24 bits of the largest. */
export function weighQuery(segments: readonly Segment[], query: QueryTerms, params: LexicalParams): WeighedQuery {
  const documents = segments.reduce((sum, segment) => sum + segment.liveCount, 0);
  const isLong = query.size >= longQuery && documents >= manyDocuments;
  const real: WeighedTerm[] = [];
  for (const [term, queryWeight] of query) {
    const legWeight = termWeight(term, params);
    if (legWeight === 0 || !(queryWeight > 0)) continue;
    const frequency = liveFrequency(segments, term);
    if (frequency === 0) continue;
    if (isLong && frequency > commonShare * documents) continue;
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
