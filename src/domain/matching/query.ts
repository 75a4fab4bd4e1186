import { CONCEPT_PREFIX, isGram, NEAR_PREFIX, WORD_PREFIX } from "../../text/tokens.ts";
import type { Analyser } from "./analyser.ts";
import type { SearchField } from "./document.ts";
import type { LexicalParams } from "./weights.ts";

/** BM25+ numerator k1 + 1 plus δ: what a term can bring at most per unit of weight and idf. */
export function termBound(params: { k1: number; delta: number }): number {
  return params.k1 + 1 + params.delta;
}

/** How much a term's leg counts: dictionary words, Latin words and synonyms beside characters, pairs and figures. */
export function termWeight(
  term: string,
  params: Pick<LexicalParams, "wordWeight" | "latinWeight" | "conceptWeight" | "nearWeight">,
): number {
  if (isGram(term)) return isLatinWord(term) ? params.latinWeight : 1;
  if (term.startsWith(WORD_PREFIX)) return params.wordWeight;
  return term.startsWith(CONCEPT_PREFIX) ? params.conceptWeight : params.nearWeight;
}

/** The terms of a whole text with their weights. A repeated phrase is emphasis and counts 1 + ln n;
 * a repeated single character is mostly a shared morpheme (胶, 剂, 机) and counts once.
 * Measured in docs/matching.md#query. */
export function queryTerms(
  text: Partial<Record<SearchField, readonly string[]>>,
  analyser: Analyser,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const items of Object.values(text)) {
    for (const item of items) {
      for (const [term, count] of analyser.asked(item).counts) counts.set(term, (counts.get(term) ?? 0) + count);
    }
  }
  for (const [term, count] of counts) counts.set(term, isSingleCharacter(term) ? 1 : 1 + Math.log(count));
  return counts;
}

/** A word of another script: its terms are neither Chinese nor begin with a digit. */
function isLatinWord(term: string): boolean {
  return /^[^\p{Script=Han}\p{N}]/u.test(term);
}

/** Whether a term asks for a word in other words. */
function isMeant(term: string): boolean {
  return term.startsWith(CONCEPT_PREFIX) || term.startsWith(NEAR_PREFIX);
}

function isSingleCharacter(term: string): boolean {
  return term.length === 1 || (term.length === 2 && term.codePointAt(0)! > 0xffff);
}

/** Inverse document frequency, ≥ 0: ln(1 + (N − df + ½) / (df + ½)). */
export function inverseDocumentFrequency(documents: number, frequency: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

/** The most a document could score on this query: the mass its affinity is measured against. Words said otherwise stand in for
 * words said, so they add nothing to it. */
export function queryMass(
  terms: ReadonlyMap<string, number>,
  statistics: { documents: number; frequency: ReadonlyMap<string, number> },
  weightOf: (term: string) => number,
  bound: number,
): number {
  let mass = 0;
  for (const [term, weight] of terms) {
    if (isMeant(term)) continue;
    mass +=
      weight * weightOf(term) * inverseDocumentFrequency(statistics.documents, statistics.frequency.get(term) ?? 0);
  }
  return mass * bound;
}

/** How much of `share · mass · similarity` a relevant pair has beside its lexical score, so that one scale serves lists with and without vectors:
 * medians of judged pairs, docs/matching.md#latent-vectors. */
const similarityPerScore = 8;

/** Lexical score and nearness of meaning as one score on the lexical scale: (score + share · mass · similarity) / (1 + 8 · share).
 * @param hits similarity 0–1; null = no vector yet, which counts as the mean of the others. All null: the scores themselves
 * @param share ≥ 0, weight of a full similarity beside a full lexical match */
export function blendSimilarity(
  hits: readonly { score: number; similarity?: number | null }[],
  mass: number,
  share: number,
): number[] {
  const known = hits.flatMap(({ similarity }) => (typeof similarity === "number" ? [similarity] : []));
  if (known.length === 0 || share === 0) return hits.map(({ score }) => score);
  const mean = known.reduce((sum, similarity) => sum + similarity, 0) / known.length;
  return hits.map(
    ({ score, similarity }) => (score + share * mass * (similarity ?? mean)) / (1 + similarityPerScore * share),
  );
}

/** Text relevance f of a lexical score: monotone in the score, and through √mass, a cosine-like norm,
 * comparable between a two-word query and a whole need.
 * @returns 0–1; 0 = no shared term
 * Source: docs/matching.md#text-relevance */
export function textRelevance(score: number, mass: number, scale: number): number {
  if (mass <= 0) return 0;
  return 1 - Math.exp(-score / Math.sqrt(mass) / scale);
}
