import type { TermBag } from "./analyser.ts";
import { type SearchField, searchFields } from "./document.ts";
import { inverseDocumentFrequency, termWeight } from "./query.ts";
import type { LexicalParams } from "./weights.ts";

/** One document as the score sees it: one bag per field, a field's items already summed. Absent = empty. */
export type DocumentBags = Partial<Record<SearchField, TermBag>>;

/** What the score needs to know of the whole corpus. */
export interface CorpusStatistics {
  /** Documents in the corpus, ≥ 0. */
  documents: number;
  /** Mean length of each field over the documents in which it is not empty; 0 where it is empty everywhere. */
  averageLength: Record<SearchField, number>;
  /** In how many documents a term occurs, in whichever field. */
  documentFrequency(term: string): number;
}

/** What one occurrence in a field of `length` adds to T: w / (1 − b + b · length / average). An average of 0 counts as the length itself. */
export function occurrenceWeight(weight: number, b: number, length: number, average: number): number {
  return weight / (1 - b + b * (average > 0 ? length / average : 1));
}

/** Saturation of BM25+: 0 for T = 0, else (k1+1)·T/(k1+T) + δ, at most k1 + 1 + δ. */
export function saturate(total: number, params: Pick<LexicalParams, "k1" | "delta">): number {
  return total > 0 ? ((params.k1 + 1) * total) / (params.k1 + total) + params.delta : 0;
}

/** Saturated frequency of one term in one document, 0 to k1 + 1 + δ: the score before rarity and query weight. */
export function termImpact(
  term: string,
  bags: DocumentBags,
  averageLength: Record<SearchField, number>,
  params: LexicalParams,
): number {
  let total = 0;
  for (const field of searchFields) {
    const bag = bags[field];
    const frequency = bag?.counts.get(term);
    if (bag === undefined || frequency === undefined) continue;
    total += frequency * occurrenceWeight(params.fieldWeight[field], params.b[field], bag.length, averageLength[field]);
  }
  return saturate(total, params);
}

/** BM25F with the lower bound δ of BM25+: the yardstick every engine's ranking is held to. Dictionary words count `wordWeight` times.
 * @param query weight > 0 of each term of the whole query
 * @returns ≥ 0; comparable only under the same statistics
 * Sources: Robertson & Zaragoza, The Probabilistic Relevance Framework (2009), ch. 3.6; Lv & Zhai, Lower-bounding term frequency normalization (2011) */
export function scoreDocument(
  query: ReadonlyMap<string, number>,
  bags: DocumentBags,
  statistics: CorpusStatistics,
  params: LexicalParams,
): number {
  let score = 0;
  for (const [term, queryWeight] of query) {
    const legWeight = termWeight(term, params);
    if (legWeight === 0) continue;
    const impact = termImpact(term, bags, statistics.averageLength, params);
    if (impact === 0) continue;
    const rarity = inverseDocumentFrequency(statistics.documents, statistics.documentFrequency(term));
    score += queryWeight * legWeight * rarity * impact;
  }
  return score;
}

/** Sums the bags of a field's items. */
export function sumBags(bags: readonly TermBag[]): TermBag {
  const counts = new Map<string, number>();
  let length = 0;
  for (const bag of bags) {
    length += bag.length;
    for (const [term, count] of bag.counts) counts.set(term, (counts.get(term) ?? 0) + count);
  }
  return { counts, length };
}

/** Statistics of exactly these documents. */
export function corpusStatistics(corpus: readonly DocumentBags[]): CorpusStatistics {
  const frequencies = new Map<string, number>();
  const averageLength = {} as Record<SearchField, number>;
  for (const field of searchFields) {
    const lengths = corpus.map((bags) => bags[field]?.length ?? 0).filter((length) => length > 0);
    averageLength[field] = lengths.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  }
  for (const bags of corpus) {
    const terms = new Set(searchFields.flatMap((field) => [...(bags[field]?.counts.keys() ?? [])]));
    for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  return { documents: corpus.length, averageLength, documentFrequency: (term) => frequencies.get(term) ?? 0 };
}
