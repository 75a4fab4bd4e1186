import { searchKey } from "../../text/normalise.ts";
import type { TextTerm } from "./analyser.ts";
import { isConceptTerm } from "./concepts.ts";

/** One thing that both sides speak of in different words, each as written: 防腐 and 耐蚀. */
export interface WordPair {
  subject: string;
  target: string;
}

/** The terms of each part of a record, beside the part's text. */
export interface SaidTerms {
  texts: readonly string[];
  terms: readonly TextTerm[][];
}

/** Concepts that both sides mention without a word in common, the rarest first; no subject's words twice.
 * @param idf of the shared terms that may be quoted */
export function pairWords(
  subject: SaidTerms,
  target: SaidTerms,
  idf: ReadonlyMap<string, number>,
  limit: number,
): WordPair[] {
  const ours = wordsOf(subject, idf);
  const theirs = wordsOf(target, idf);
  const concepts = [...ours.keys()]
    .filter((term) => theirs.has(term))
    .sort((a, b) => idf.get(b)! - idf.get(a)! || (a < b ? -1 : 1));
  const pairs = new Map<string, WordPair>();
  for (const concept of concepts) {
    const [ourKeys, theirKeys] = [ours.get(concept)!, theirs.get(concept)!];
    const isShared = [...ourKeys.keys()].some((key) => [...theirKeys.keys()].some((other) => holds(key, other)));
    if (isShared) continue;
    const [key, words] = [...ourKeys][0]!;
    if (!pairs.has(key)) pairs.set(key, { subject: words, target: [...theirKeys.values()][0]! });
  }
  return [...pairs.values()].slice(0, limit);
}

/** For each concept, the words that stand for it, by key in order of place. */
function wordsOf({ texts, terms }: SaidTerms, idf: ReadonlyMap<string, number>): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  terms.forEach((list, part) => {
    for (const { term, start, end } of list) {
      if (!isConceptTerm(term) || !idf.has(term)) continue;
      const words = texts[part]!.slice(start, end);
      const known = found.get(term) ?? new Map<string, string>();
      if (!known.has(searchKey(words))) known.set(searchKey(words), words);
      found.set(term, known);
    }
  });
  return found;
}

function holds(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}
