import { searchKey } from "../../text/normalise.ts";
import type { Analyser, ReadText } from "./analyser.ts";
import type { LabelledText } from "./labelled-text.ts";
import { inverseDocumentFrequency } from "./query.ts";
import { type SharedPlace, type SharedSpan, sharedSpans, withSpan } from "./shared-spans.ts";
import { isRare, isTelling } from "./telling-terms.ts";
import { placesIn } from "./term-places.ts";
import { type PlacedPair, type SaidConcept, type WordPair, wordPairsWith } from "./word-pairs.ts";

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

/** A term of the subject that may be quoted, with every place where it stands. */
interface TellingTerm {
  idf: number;
  places: { part: number; place: SharedPlace }[];
}

/** Marks on both sides the phrases that a subject shares with each of its targets. A phrase holds at least one shared dictionary word or
 * Latin term, or is longer than two characters; grammar, bare numbers and common words are never marked alone. The subject is read and
 * weighed once. */
export function overlapWith(
  subject: readonly LabelledText[],
  analyser: Analyser,
  { documents, frequency }: TermCommonness,
  limit: number,
): (target: readonly LabelledText[]) => Overlap {
  const idfOf = (df: number) => inverseDocumentFrequency(documents, df);
  const read = readParts(subject, analyser);
  const telling = tellingTerms(read, (term) => {
    const df = frequency.get(term) ?? 0;
    return isTelling(term, df, documents) ? idfOf(df) : null;
  });
  const pairsWith = wordPairsWith(conceptsOf(read), (term) => {
    const df = frequency.get(term) ?? 0;
    return isRare(df, documents) ? idfOf(df) : null;
  });
  return (target) => {
    const targetRead = readParts(target, analyser);
    const { ours, theirs } = sharedPlaces(telling, subject.length, targetRead);
    const marked = mark(subject, read, ours);
    const placed = pairsWith(conceptsOf(targetRead)).slice(0, limit);
    return {
      phrases: rankPhrases(marked, limit),
      pairs: placed.map((pair) => ({ subject: words(subject, pair.subject), target: words(target, pair.target) })),
      subject: withPairs(marked, placed, "subject"),
      target: withPairs(mark(target, targetRead, theirs), placed, "target"),
    };
  };
}

function readParts(parts: readonly LabelledText[], analyser: Analyser): ReadText[] {
  return parts.map(({ text }) => analyser.read(text));
}

function tellingTerms(read: readonly ReadText[], idfOf: (term: string) => number | null): Map<string, TellingTerm> {
  const telling = new Map<string, TellingTerm>();
  for (const [part, text] of read.entries()) {
    const { first, next } = placesIn(text);
    for (const [term, from] of first) {
      const idf = telling.get(term)?.idf ?? idfOf(term);
      if (idf === null) continue;
      const places = telling.get(term)?.places ?? [];
      for (let at = from; at >= 0; at = next[at]!) places.push({ part, place: { at, idf } });
      telling.set(term, { idf, places });
    }
  }
  return telling;
}

/** Where each part of both sides says what both say. */
function sharedPlaces(telling: ReadonlyMap<string, TellingTerm>, subjectParts: number, target: readonly ReadText[]) {
  const ours: SharedPlace[][] = Array.from({ length: subjectParts }, () => []);
  const shared = new Set<TellingTerm>();
  const theirs = target.map((text) => {
    const places: SharedPlace[] = [];
    const { first, next } = placesIn(text);
    for (const [term, from] of first) {
      const held = telling.get(term);
      if (held === undefined) continue;
      shared.add(held);
      for (let at = from; at >= 0; at = next[at]!) places.push({ at, idf: held.idf });
    }
    return places;
  });
  for (const { places } of shared) for (const { part, place } of places) ours[part]!.push(place);
  return { ours, theirs };
}

function mark(
  parts: readonly LabelledText[],
  read: readonly ReadText[],
  places: readonly (readonly SharedPlace[])[],
): MarkedText[] {
  return parts.map((part, at) => ({ ...part, spans: sharedSpans(part.text, read[at]!, places[at]!) }));
}

function conceptsOf(read: readonly ReadText[]): SaidConcept[] {
  return read.flatMap(({ concepts }, part) => concepts.map((said) => ({ said, part })));
}

function words(parts: readonly LabelledText[], { said, part }: SaidConcept): string {
  return parts[part]!.text.slice(said.start, said.end);
}

function withPairs(
  parts: readonly MarkedText[],
  pairs: readonly PlacedPair[],
  side: "subject" | "target",
): MarkedText[] {
  return parts.map((part, at) => ({
    ...part,
    spans: pairs.reduce((spans, pair) => {
      const { said, part: where } = pair[side];
      return where === at ? withSpan(spans, { start: said.start, end: said.end, weight: pair.weight }) : spans;
    }, part.spans),
  }));
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
