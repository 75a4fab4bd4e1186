import { type NormalisedText, normalise } from "../../text/normalise.ts";
import { analyse, indexTerm, termCounts } from "../../text/tokens.ts";
import type { WordCutter } from "../../text/word-cutter.ts";
import { type Concepts, noConcepts } from "./concepts.ts";

/** Terms of a text with their counts. `length` counts what lengths are normalised by: not words and concepts, which repeat characters. */
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
  /** Names normaliser, tokenizer, dictionary and synonyms; an index made by another one is rebuilt. */
  id: string;
  bag(text: string): TermBag;
  terms(text: string): TextTerm[];
}

/** Grows when normalising or the forming of terms changes, so that older indexes are rebuilt. */
const textVersion = 1;

/** The analyser of an installation.
 * @param concepts groups of synonyms; none unless given */
export function createAnalyser(cutter: WordCutter, concepts: Concepts = noConcepts): Analyser {
  const count = (source: NormalisedText) => {
    const insideWord = new Uint8Array(source.text.length + 1);
    const counted = termCounts(source, cutter, (start, end) => insideWord.fill(1, start + 1, end));
    return { ...counted, mentions: concepts.find(source.text, insideWord) };
  };
  return {
    id: `text-${textVersion}/${cutter.name}-${cutter.version}/${cutter.dictionaryHash || "none"}/${concepts.hash || "none"}`,
    bag(text) {
      const { terms, length, mentions } = count(normalise(text));
      for (const { term } of mentions) terms.set(term, (terms.get(term) ?? 0) + 1);
      return { counts: terms, length };
    },
    terms(text) {
      const source = normalise(text);
      const written = analyse(source, cutter).map((token) => ({
        term: indexTerm(token),
        start: token.start,
        end: token.end,
      }));
      const meant = count(source).mentions.map(({ term, start, end }) => ({
        term,
        start: source.starts[start]!,
        end: source.ends[end - 1]!,
      }));
      return [...written, ...meant];
    },
  };
}
