import type { SearchField } from "./document.ts";

/** Constants of the lexical score. Every figure's measurement stands in docs/matching.md. */
export interface LexicalParams {
  /** Saturation of term frequency, 0–3. */
  k1: number;
  /** δ of BM25+, 0–2: the least a matching term is worth, so that long documents are not written off. */
  delta: number;
  /** Share of length normalisation per field, 0–1. */
  b: Record<SearchField, number>;
  /** How much one occurrence in a field counts, ≥ 0. */
  fieldWeight: Record<SearchField, number>;
  /** Weight of dictionary words beside characters and bigrams, ≥ 0. */
  wordWeight: number;
  /** Weight of Latin words (materials, models, abbreviations) beside characters, ≥ 0: they stand in one leg only, where Chinese stands in three. */
  latinWeight: number;
  /** Weight of a word that the other side says in other words, ≥ 0. */
  conceptWeight: number;
  /** Weight of a word for which the other side has one close to it, ≥ 0. */
  nearWeight: number;
}

/** b and δ are the best uni+bigram row of the first measurements; k1 and wordWeight: docs/matching.md#lexical.
 * Plain sums are the start: field weights are earned by measurement. */
export const lexicalParams: LexicalParams = {
  k1: 1.6,
  delta: 0.5,
  b: { title: 0.75, keywords: 0.75, topics: 0.75, body: 0.75, works: 0.75 },
  fieldWeight: { title: 3, keywords: 2, topics: 3, body: 1, works: 1 },
  wordWeight: 1,
  latinWeight: 2,
  conceptWeight: 2.5,
  nearWeight: 1,
};

/** Weight of a full similarity beside a full lexical match, by the side that offers. Experts are many texts, of which the words of one need
 * meet few; an achievement is one text, which its own words find. Measured in docs/matching.md#latent-vectors. */
export const similarityShare: SimilarityShare = { expert: 1.5, achievement: 0.02 };
export type SimilarityShare = Record<"expert" | "achievement", number>;

/** The parts of a score, in the order they are shown. */
export const factorNames = ["text", "field", "maturity", "track", "cooperation", "recency", "region"] as const;
export type FactorName = (typeof factorNames)[number];

export const factorLabels: Record<FactorName, string> = {
  text: "文本相关",
  field: "技术领域",
  maturity: "成熟度",
  track: "合作业绩",
  cooperation: "合作方式",
  recency: "近期活跃",
  region: "地域",
};

/** One version of the weights. Weights are data: a stored list names the version that made it. */
export interface Weights {
  version: string;
  /** ≥ 0, at least one > 0; a factor's share is its weight over the sum. */
  factors: Record<FactorName, number>;
  /** Affinity (score over the square root of the query mass) at which text relevance reaches 1 − 1/e, > 0. */
  textScale: number;
  /** Stands in for an unknown factor while no candidate of the list knows it, 0–1. */
  prior: Record<FactorName, number>;
  /** Lower bounds of 高 and 中 on the score, 0–1. */
  bands: { high: number; middle: number };
}

/** Start weights of the scoring module; the sum is 1. Reasons and measurements: docs/matching.md#weights. */
export const startWeights: Weights = {
  version: "2026-11-3",
  factors: { text: 0.5, field: 0.15, maturity: 0.1, track: 0.08, cooperation: 0.07, recency: 0.05, region: 0.05 },
  textScale: 2,
  prior: { text: 0, field: 0.3, maturity: 0.8, track: 0.25, cooperation: 0.3, recency: 0.6, region: 0.4 },
  bands: { high: 0.6, middle: 0.45 },
};

/** Every version of the weights that lists were made with, all the same numbers; kept for replay, never changed. 2026-11-1: over words
 * alone, before vectors and synonyms; 2026-11-2: before fields were guessed. */
const weightsVersions: readonly Weights[] = [
  startWeights,
  { ...startWeights, version: "2026-11-2" },
  { ...startWeights, version: "2026-11-1" },
];

/** The weights of a stored list; undefined when this program does not know the version. */
export function weightsOf(version: string): Weights | undefined {
  return weightsVersions.find((weights) => weights.version === version);
}
