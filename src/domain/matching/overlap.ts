import { WORD_PREFIX } from "../../text/tokens.ts";
import type { Analyser, TextTerm } from "./analyser.ts";
import { commonWords, functionCharacters } from "./common-words.ts";
import type { LabelledText } from "./labelled-text.ts";
import { inverseDocumentFrequency } from "./query.ts";

/** A term in more than this share of the documents tells candidates apart too little to be quoted (docs/matching.md#explanation). */
const commonShare = 0.15;
/** Below this many documents shares mean nothing and only the word list speaks. */
const leastDocuments = 50;

/** A stretch of the original text (UTF-16 range) that the other side shares. */
export interface SharedSpan {
  start: number;
  end: number;
  /** Sum of the idf of its distinct shared terms, ≥ 0. */
  weight: number;
}

export interface MarkedText extends LabelledText {
  /** Ascending, not touching. */
  spans: SharedSpan[];
}

/** What two records have in common, quoted from both. */
export interface Overlap {
  /** The subject's own words, most telling first, at most `limit`, none inside another. */
  phrases: string[];
  subject: MarkedText[];
  target: MarkedText[];
}

/** How many documents of the target's kind hold each of the subject's terms. */
export interface TermCommonness {
  documents: number;
  frequency: ReadonlyMap<string, number>;
}

function sharedTerms(subject: readonly TextTerm[][], target: readonly TextTerm[][]): Set<string> {
  const theirs = new Set(target.flat().map(({ term }) => term));
  return new Set(
    subject
      .flat()
      .map(({ term }) => term)
      .filter((term) => theirs.has(term)),
  );
}

/** Marks on both sides the phrases they share. A phrase holds at least one shared dictionary word or Latin term, or is
 * longer than two characters; grammar, bare numbers and common words are never marked alone. */
export function findOverlap(
  subject: readonly LabelledText[],
  target: readonly LabelledText[],
  analyser: Analyser,
  commonness: TermCommonness,
  limit: number,
): Overlap {
  const subjectTerms = subject.map(({ text }) => analyser.terms(text));
  const targetTerms = target.map(({ text }) => analyser.terms(text));
  const shared = sharedTerms(subjectTerms, targetTerms);
  const { documents, frequency } = commonness;
  const idf = new Map<string, number>();
  for (const term of shared) {
    const df = frequency.get(term) ?? 0;
    if (isTelling(term, df, documents)) idf.set(term, inverseDocumentFrequency(documents, df));
  }
  const mark = (texts: readonly LabelledText[], terms: readonly TextTerm[][]): MarkedText[] =>
    texts.map((part, index) => ({ ...part, spans: mergeSpans(terms[index]!, idf, part.text) }));
  const marked = mark(subject, subjectTerms);
  return { phrases: rankPhrases(marked, limit), subject: marked, target: mark(target, targetTerms) };
}

function isTelling(term: string, df: number, documents: number): boolean {
  const word = term.startsWith(WORD_PREFIX) ? term.slice(WORD_PREFIX.length) : term;
  const characters = [...word];
  if (characters.length < 2 || /^[\d.,%]+$/.test(word) || commonWords.has(word)) return false;
  if (characters.some((character) => functionCharacters.has(character))) return false;
  return documents < leastDocuments || df / documents <= commonShare;
}

function mergeSpans(terms: readonly TextTerm[], idf: ReadonlyMap<string, number>, text: string): SharedSpan[] {
  const hits = terms.filter(({ term }) => idf.has(term)).sort((a, b) => a.start - b.start || a.end - b.end);
  const groups: { start: number; end: number; terms: Set<string> }[] = [];
  for (const { term, start, end } of hits) {
    const last = groups.at(-1);
    if (last !== undefined && start < last.end) {
      last.end = Math.max(last.end, end);
      last.terms.add(term);
    } else {
      groups.push({ start, end, terms: new Set([term]) });
    }
  }
  return groups
    .filter((group) => isPhrase(group, text))
    .map(({ start, end, terms: held }) => ({ start, end, weight: [...held].reduce((sum, term) => sum + idf.get(term)!, 0) }));
}

function isPhrase(group: { start: number; end: number; terms: ReadonlySet<string> }, text: string): boolean {
  if (commonWords.has(text.slice(group.start, group.end))) return false;
  if (group.end - group.start > 2) return true;
  return [...group.terms].some((term) => term.startsWith(WORD_PREFIX) || /^[a-z]/.test(term));
}

function rankPhrases(marked: readonly MarkedText[], limit: number): string[] {
  const weights = new Map<string, number>();
  for (const { text, spans } of marked) {
    for (const { start, end, weight } of spans) {
      const phrase = text.slice(start, end);
      weights.set(phrase, Math.max(weights.get(phrase) ?? 0, weight));
    }
  }
  const ranked = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([phrase]) => phrase);
  return ranked.filter((phrase) => !ranked.some((other) => other !== phrase && other.includes(phrase))).slice(0, limit);
}
