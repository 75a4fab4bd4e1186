import { searchKey } from "../../text/normalise.ts";
import { WORD_PREFIX } from "../../text/tokens.ts";
import type { Analyser, ReadText, TextTerm } from "./analyser.ts";
import { functionCharacters, isCommonWord, isContentWord } from "./common-words.ts";
import type { LabelledText } from "./labelled-text.ts";
import { inverseDocumentFrequency } from "./query.ts";
import { pairWords, type SaidConcept, type WordPair } from "./word-pairs.ts";

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
  /** Ascending, not overlapping. */
  spans: SharedSpan[];
}

/** What two records have in common, quoted from both. */
export interface Overlap {
  /** The subject's own words that the target has too, most telling first, at most `limit`, none inside another. */
  phrases: string[];
  /** What both speak of in different words, most telling first, at most `limit`; marked on both sides like phrases. */
  pairs: WordPair[];
  subject: MarkedText[];
  target: MarkedText[];
}

/** How many documents of the target's kind hold each of the subject's terms. */
export interface TermCommonness {
  documents: number;
  frequency: ReadonlyMap<string, number>;
}

/** The distinct terms of a text, kept while its reading is: one need is compared with many candidates. */
const distinct = new WeakMap<ReadText, ReadonlySet<string>>();

function distinctTerms(read: ReadText): ReadonlySet<string> {
  const held = distinct.get(read) ?? new Set(read.terms.map(({ term }) => term));
  distinct.set(read, held);
  return held;
}

function sharedTerms(subject: readonly ReadText[], target: readonly ReadText[]): Set<string> {
  const ours = new Set(subject.flatMap((read) => [...distinctTerms(read)]));
  const shared = new Set<string>();
  for (const { terms } of target) {
    for (const { term } of terms) if (ours.has(term)) shared.add(term);
  }
  return shared;
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
  const subjectRead = subject.map(({ text }) => analyser.read(text));
  const targetRead = target.map(({ text }) => analyser.read(text));
  const shared = sharedTerms(subjectRead, targetRead);
  const { documents, frequency } = commonness;
  const idf = new Map<string, number>();
  for (const term of shared) {
    const df = frequency.get(term) ?? 0;
    if (isTelling(term, df, documents)) idf.set(term, inverseDocumentFrequency(documents, df));
  }
  const mark = (texts: readonly LabelledText[], read: readonly ReadText[]): MarkedText[] =>
    texts.map((part, index) => ({ ...part, spans: mergeSpans(read[index]!.terms, idf, part.text) }));
  const marked = mark(subject, subjectRead);
  const placed = pairWords(conceptsOf(subject, subjectRead), conceptsOf(target, targetRead), (term) => {
    const df = frequency.get(term) ?? 0;
    return isRare(df, documents) ? inverseDocumentFrequency(documents, df) : null;
  }).slice(0, limit);
  const withPairs = (parts: readonly MarkedText[], side: "subject" | "target"): MarkedText[] =>
    parts.map((part, index) => ({
      ...part,
      spans: placed.reduce((spans, pair) => {
        const { start, end } = pair[side];
        return pair[side].part === index ? withSpan(spans, { start, end, weight: pair.weight }) : spans;
      }, part.spans),
    }));
  return {
    phrases: rankPhrases(marked, limit),
    pairs: placed.map((pair) => ({ subject: pair.subject.words, target: pair.target.words })),
    subject: withPairs(marked, "subject"),
    target: withPairs(mark(target, targetRead), "target"),
  };
}

function conceptsOf(texts: readonly LabelledText[], read: readonly ReadText[]): SaidConcept[] {
  return texts.flatMap(({ text }, part) =>
    read[part]!.concepts.map((said) => ({ ...said, part, words: text.slice(said.start, said.end) })),
  );
}

/** The spans with one more, which swallows those it touches. */
function withSpan(spans: readonly SharedSpan[], added: SharedSpan): SharedSpan[] {
  const apart = spans.filter(({ start, end }) => end <= added.start || start >= added.end);
  const touched = spans.filter((span) => !apart.includes(span));
  const whole = {
    start: Math.min(added.start, ...touched.map(({ start }) => start)),
    end: Math.max(added.end, ...touched.map(({ end }) => end)),
    weight: touched.reduce((sum, { weight }) => sum + weight, added.weight),
  };
  return [...apart, whole].sort((a, b) => a.start - b.start);
}

function isTelling(term: string, df: number, documents: number): boolean {
  const word = wordOf(term);
  const characters = [...(word ?? term)];
  if (characters.length < 2 || /^[\d.,%]+$/.test(term) || isCommonWord(word ?? term)) return false;
  if (!isWholeWord(word) && characters.some((character) => functionCharacters.has(character))) return false;
  return isRare(df, documents);
}

function isRare(df: number, documents: number): boolean {
  return documents < leastDocuments || df / documents <= commonShare;
}

/** The dictionary word of a term; null for the others. */
function wordOf(term: string): string | null {
  return term.startsWith(WORD_PREFIX) ? term.slice(WORD_PREFIX.length) : null;
}

/** 不锈钢 and 储能 are no grammar, whatever characters they hold. */
function isWholeWord(word: string | null): boolean {
  return word !== null && (word.length > 2 || isContentWord(word));
}

function mergeSpans(terms: readonly TextTerm[], idf: ReadonlyMap<string, number>, text: string): SharedSpan[] {
  const known = terms.filter(({ term }) => idf.has(term));
  if (known.length === 0) return [];
  const reachesCommon = commonPlaces(terms, text.length);
  const hits = known.filter((hit) => !reachesCommon(hit)).sort((a, b) => a.start - b.start || a.end - b.end);
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
    .map(({ start, end, terms: held }) => ({
      start,
      end,
      weight: [...held].reduce((sum, term) => sum + idf.get(term)!, 0),
    }));
}

/** Where a text's common words stand, kept while its terms are. */
const places = new WeakMap<readonly TextTerm[], Uint8Array>();

/** Whether a term shares characters with a common word of this text: without this, 实用新型 leaves 实用新 and 毫米裂缝 leaves 米裂缝. */
function commonPlaces(terms: readonly TextTerm[], length: number): (hit: TextTerm) => boolean {
  const common = places.get(terms) ?? new Uint8Array(length);
  if (!places.has(terms)) {
    for (const { term, start, end } of terms) {
      const word = wordOf(term);
      if (word !== null && word.length > 1 && isCommonWord(word)) common.fill(1, start, end);
    }
    places.set(terms, common);
  }
  return ({ start, end }) => common[start] === 1 || common[end - 1] === 1;
}

function isPhrase(group: { start: number; end: number; terms: ReadonlySet<string> }, text: string): boolean {
  // Counted as read, not as written: 創(chuàng)新 has two characters.
  const key = searchKey(text.slice(group.start, group.end));
  if (isCommonWord(key)) return false;
  if ([...key].length > 2) return true;
  return [...group.terms].some((term) => wordOf(term) !== null || /^[a-z]/.test(term));
}

function rankPhrases(marked: readonly MarkedText[], limit: number): string[] {
  const phrases = new Map<string, { phrase: string; key: string; weight: number }>();
  for (const { text, spans } of marked) {
    for (const { start, end, weight } of spans) {
      const phrase = text.slice(start, end);
      const key = searchKey(phrase);
      const held = phrases.get(key);
      if (held === undefined) phrases.set(key, { phrase, key, weight });
      else held.weight = Math.max(held.weight, weight);
    }
  }
  const ranked = [...phrases.values()].sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  return ranked
    .filter(({ key }) => !ranked.some((other) => other.key !== key && other.key.includes(key)))
    .slice(0, limit)
    .map(({ phrase }) => phrase);
}
