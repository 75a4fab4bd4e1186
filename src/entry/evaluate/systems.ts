import {
  type FactorName,
  factorLabels,
  factorNames,
  type LexicalParams,
  lexicalParams,
  type SimilarityShare,
  similarityShare,
  startWeights,
  type Weights,
} from "../../domain/matching/weights.ts";
import { AppError } from "../../domain/shared/errors.ts";

/** A way to rank, as evaluation compares them. */
export interface System {
  name: string;
  /** What is different from the product, zh-CN. */
  note: string;
  lexical: LexicalParams;
  weights: Weights;
  similarity: SimilarityShare;
}

/** What a system overrides; everything else is the product's. */
interface Change {
  name: string;
  note: string;
  lexical?: Partial<LexicalParams>;
  factors?: Partial<Record<FactorName, number>>;
  similarity?: SimilarityShare;
}

const beyondText = factorNames.filter((name) => name !== "text");

/** The product first, then one row for each signal that can be switched off. */
const changes: readonly Change[] = [
  { name: "duijie", note: "现用" },
  {
    name: "text-only",
    note: "只看文本相关",
    factors: Object.fromEntries(beyondText.map((name) => [name, 0])),
  },
  { name: "without-words", note: "不用词典分词", lexical: { wordWeight: 0 } },
  { name: "without-synonyms", note: "不用同义词", lexical: { conceptWeight: 0, nearWeight: 0 } },
  { name: "without-vectors", note: "不用语义向量", similarity: { expert: 0, achievement: 0 } },
  ...beyondText.map((name) => ({
    name: `without-${name}`,
    note: `不看${factorLabels[name]}`,
    factors: { [name]: 0 },
  })),
];

/** Every system of the ablation table; the first is the product. */
export const systems: readonly System[] = changes.map(({ name, note, lexical, factors, similarity }) => ({
  name,
  note,
  lexical: { ...lexicalParams, ...lexical },
  weights: { ...startWeights, factors: { ...startWeights.factors, ...factors } },
  similarity: { ...similarityShare, ...similarity },
}));

/** The system of this name.
 * @throws AppError invalid_input naming those there are */
export function systemOf(name: string): System {
  const system = systems.find((each) => each.name === name);
  if (system !== undefined) return system;
  const names = systems.map((each) => each.name).join("、");
  throw new AppError("invalid_input", `没有名为“${name}”的系统；可选：${names}。`, { reason: "usage" });
}
