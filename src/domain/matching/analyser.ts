import { analyse, indexTerm, termCounts } from "../../text/tokens.ts";
import type { WordCutter } from "../../text/word-cutter.ts";

/** Terms of a text with their counts. `length` counts what lengths are normalised by. */
export interface TermBag {
  counts: Map<string, number>;
  length: number;
}

/** One term of a text and where its author wrote it (UTF-16 range in the original). */
export interface TextTerm {
  term: string;
  start: number;
  end: number;
}

/** Turns text into terms: the same for what is indexed, what is asked and what is explained. */
export interface Analyser {
  /** Names normaliser, tokenizer and dictionary; an index made by another one is rebuilt. */
  id: string;
  bag(text: string): TermBag;
  terms(text: string): TextTerm[];
}

/** Grows when normalising or the forming of terms changes, so that older indexes are rebuilt. */
const textVersion = 2;

/** The analyser of an installation. */
export function createAnalyser(cutter: WordCutter): Analyser {
  return {
    id: `text-${textVersion}/${cutter.name}-${cutter.version}/${cutter.dictionaryHash || "none"}`,
    bag(text) {
      const { terms, length } = termCounts(text, cutter);
      return { counts: terms, length };
    },
    terms(text) {
      return analyse(text, cutter).map((token) => ({ term: indexTerm(token), start: token.start, end: token.end }));
    },
  };
}
