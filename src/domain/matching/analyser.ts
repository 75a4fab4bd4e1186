import { normalise, searchKey } from "../../text/normalise.ts";
import { analyse, indexTerm, termCounts, type WordPlace } from "../../text/tokens.ts";
import type { WordCutter } from "../../text/word-cutter.ts";
import { answersOf, type ConceptMention, type Concepts, noConcepts } from "./concepts.ts";

/** Terms of a text with their counts. `length` counts what lengths are normalised by: not words and synonyms, which repeat characters. */
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

/** A word of a text that has synonyms, and where its author wrote it. */
export interface TextConcept {
  /** As search keys write it. */
  key: string;
  /** Ids of its groups. */
  groups: readonly string[];
  /** Terms that ask for it in other words. */
  asks: readonly string[];
  start: number;
  end: number;
}

/** Turns text into terms: the same for what is indexed, what is asked and what is explained. */
export interface Analyser {
  /** Names normaliser, tokenizer, dictionary and synonyms; an index made by another one is rebuilt. */
  id: string;
  /** What a document is found by: its terms, and other words for what it says. */
  bag(text: string): TermBag;
  /** What a query asks for: its terms, and to hear them in other words. */
  asked(text: string): TermBag;
  /** What a text says and where, for explaining. */
  read(text: string): ReadText;
}

export interface ReadText {
  /** Run by run: characters and pairs by place, then words. */
  terms: TextTerm[];
  /** From left to right. */
  concepts: TextConcept[];
}

/** Grows when normalising or the forming of terms changes, so that older indexes are rebuilt. */
const textVersion = 2;

/** The analyser of an installation.
 * @param concepts groups of synonyms; none unless given */
export function createAnalyser(cutter: WordCutter, concepts: Concepts = noConcepts): Analyser {
  /** The synonyms in a search key whose words `cut` tells. */
  const mentionsIn = <Cut>(key: string, cut: (onWord: WordPlace) => Cut): Cut & { mentions: ConceptMention[] } => {
    const insideWord = new Uint8Array(key.length + 1);
    const made = cut((start, end) => insideWord.fill(1, start + 1, end));
    return { ...made, mentions: concepts.find(key, insideWord) };
  };
  const bagOf = (text: string, meant: (mentions: readonly ConceptMention[]) => string[]): TermBag => {
    const key = searchKey(text);
    const { terms, length, mentions } = mentionsIn(key, (onWord) => termCounts({ text: key }, cutter, onWord));
    for (const term of meant(mentions)) terms.set(term, (terms.get(term) ?? 0) + 1);
    return { counts: terms, length };
  };
  return {
    id: `text-${textVersion}/${cutter.name}-${cutter.version}/${cutter.dictionaryHash || "none"}/${concepts.hash || "none"}`,
    bag: (text) => bagOf(text, answersOf),
    asked: (text) => bagOf(text, (mentions) => mentions.flatMap(({ member }) => member.asks)),
    read(text) {
      const source = normalise(text);
      const { tokens, mentions } = mentionsIn(source.text, (onWord) => ({ tokens: analyse(source, cutter, onWord) }));
      return {
        terms: tokens.map((token) => ({ term: indexTerm(token), start: token.start, end: token.end })),
        concepts: mentions.map(({ member: { key, groups, asks }, start, end }) => ({
          key,
          groups,
          asks,
          start: source.starts[start]!,
          end: source.ends[end - 1]!,
        })),
      };
    },
  };
}
