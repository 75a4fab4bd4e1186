import { WORD_PREFIX } from "../../text/tokens.ts";
import { functionCharacters, isCommonWord, isContentWord } from "./common-words.ts";

/** A term in more than this share of the documents tells candidates apart too little to be quoted (docs/matching.md#explanation). */
const commonShare = 0.15;
/** Below this many documents shares mean nothing and only the word list speaks. */
const leastDocuments = 50;

/** Whether a term that `df` of `documents` hold may be quoted as a reason: no grammar, no bare number, no common word. */
export function isTelling(term: string, df: number, documents: number): boolean {
  if (!isRare(df, documents)) return false;
  const word = wordOf(term);
  const characters = [...(word ?? term)];
  if (characters.length < 2 || /^[\d.,%]+$/.test(term) || isCommonWord(word ?? term)) return false;
  return isWholeWord(word) || !characters.some((character) => functionCharacters.has(character));
}

export function isRare(df: number, documents: number): boolean {
  return documents < leastDocuments || df / documents <= commonShare;
}

/** The dictionary word of a term; null for the others. */
export function wordOf(term: string): string | null {
  return term.startsWith(WORD_PREFIX) ? term.slice(WORD_PREFIX.length) : null;
}

/** 不锈钢 and 储能 are no grammar, whatever characters they hold. */
function isWholeWord(word: string | null): boolean {
  return word !== null && (word.length > 2 || isContentWord(word));
}
