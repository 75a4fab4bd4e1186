import type { Analyser } from "../../../domain/matching/analyser.ts";
import { isGram } from "../../../text/tokens.ts";

/** Tokens a search box query must match: bigrams of Chinese runs (the character of a run of one), Latin words, numbers.
 * Characters inside a bigram and words and concepts add nothing to that and are left out. */
export function boxTokens(analyser: Analyser, query: string): string[] {
  const terms = [...analyser.bag(query).counts.keys()].filter(isGram);
  const covered = new Set<string>();
  for (const term of terms) {
    const characters = [...term];
    if (characters.length > 1 && hanOnly.test(term)) for (const character of characters) covered.add(character);
  }
  return terms.filter((term) => !covered.has(term));
}

/** Runs of Chinese characters and runs of Latin letters and digits, in order. */
export function queryParts(key: string): string[] {
  return key.match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? [];
}

export const hanOnly = /^\p{Script=Han}+$/u;
