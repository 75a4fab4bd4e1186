import { type NormalisedText, normalise, searchKey } from "./normalise.ts";
import { forEachRun } from "./runs.ts";
import type { WordCutter } from "./word-cutter.ts";

export interface Token {
  /** The term as indexes know it; for kind `word` without its prefix, see `indexTerm`. */
  term: string;
  kind: "char" | "bigram" | "word" | "latin" | "number";
  /** Range in the raw text, UTF-16 units, end exclusive; covers what the user wrote, also 創(chuàng). */
  start: number;
  end: number;
}

/**
 * Stands before dictionary words in an index, so that the word 创新 and the bigram 创新 are counted apart.
 * Normalised text holds no control characters, so no other term can start with it.
 */
export const WORD_PREFIX = "\u0001";

/** Stand before a word that a text does not say but means (防腐 for one that says 耐蚀), or that is close to what it says. */
export const CONCEPT_PREFIX = "\u0003";
export const NEAR_PREFIX = "\u0004";

/** Whether a term is in the gram leg: characters, pairs, Latin words and figures as written, without any prefix. */
export function isGram(term: string): boolean {
  return term.charCodeAt(0) >= 0x20;
}

export interface TermCounts {
  /**
   * Occurrences per term. Gram leg: single Chinese characters, pairs of neighbours, Latin words, figures, each as it is.
   * Word leg: what a cutter calls a word, single characters that stand alone included, behind WORD_PREFIX.
   */
  terms: Map<string, number>;
  /** Occurrences in the gram leg: a run of n Chinese characters counts 2n − 1, a Latin word or figure 1. For length normalisation. */
  length: number;
  /** Occurrences in the word leg; 0 without a dictionary. */
  wordLength: number;
}

/** The term an index holds for this token. */
export function indexTerm(token: Token): string {
  return token.kind === "word" ? WORD_PREFIX + token.term : token.term;
}

/** A figure's term: without thousands commas. */
function numberTerm(text: string, start: number, end: number): string {
  const written = text.slice(start, end);
  return written.includes(",") ? written.replaceAll(",", "") : written;
}

/** Units per call of a cutter: bounds its memory. A longer run is cut in pieces, which may split a word where they meet. */
const CUT_UNITS = 4_096;

/** Told of a dictionary word: its place in the search key (UTF-16 units, end exclusive). */
export type WordPlace = (start: number, end: number) => void;

/** All terms of a text with their places, for highlighting and explanations; run by run: grams by position, then words. */
export function analyse(text: string | NormalisedText, cutter: WordCutter, onWord?: WordPlace): Token[] {
  const source = typeof text === "string" ? normalise(text) : text;
  const key = source.text;
  const tokens: Token[] = [];
  const add = (kind: Token["kind"], term: string, start: number, end: number) => {
    tokens.push({ kind, term, start: source.starts[start]!, end: source.ends[end - 1]! });
  };
  forEachRun(key, (kind, start, end) => {
    if (kind === "latin") return add("latin", key.slice(start, end), start, end);
    if (kind === "number") return add("number", numberTerm(key, start, end), start, end);
    for (let at = start; at < end; ) {
      const next = at + characterUnits(key, at);
      add("char", key.slice(at, next), at, next);
      const after = next < end ? next + characterUnits(key, next) : next;
      if (after > next) add("bigram", key.slice(at, after), at, after);
      at = next;
    }
    for (const piece of pieces(key, start, end)) {
      let at = piece.start;
      for (const word of cutter.cut(key.slice(piece.start, piece.end))) {
        add("word", word, at, at + word.length);
        onWord?.(at, at + word.length);
        at += word.length;
      }
    }
  });
  return tokens;
}

/** The same terms counted, without their places: the fast way for indexing and for queries.
 * @param text as written, or a search key */
export function termCounts(
  text: string | Pick<NormalisedText, "text">,
  cutter: WordCutter,
  onWord?: WordPlace,
): TermCounts {
  const key = typeof text === "string" ? searchKey(text) : text.text;
  const terms = new Map<string, number>();
  // Grams of the basic plane are counted by number, which is 3 times faster than by string; a pair's number is never below 2^16.
  const grams = new Map<number, number>();
  const words = new Map<string, number>();
  let length = 0;
  let wordLength = 0;
  let batch: string[] = [];
  let batchStarts: number[] = [];
  let batchUnits = 0;

  const cutBatch = () => {
    let piece = 0;
    let at = batchStarts[0]!;
    for (const word of cutter.cut(batch.join("\n"))) {
      if (word.startsWith("\n")) {
        piece += word.length;
        at = batchStarts[piece]!;
        continue;
      }
      words.set(word, (words.get(word) ?? 0) + 1);
      wordLength += 1;
      onWord?.(at, at + word.length);
      at += word.length;
    }
    batch = [];
    batchStarts = [];
    batchUnits = 0;
  };

  forEachRun(key, (kind, start, end) => {
    if (kind !== "han") {
      const term = kind === "number" ? numberTerm(key, start, end) : key.slice(start, end);
      terms.set(term, (terms.get(term) ?? 0) + 1);
      length += 1;
      return;
    }
    length += countGrams(key, start, end, grams, terms);
    for (const piece of pieces(key, start, end)) {
      batch.push(key.slice(piece.start, piece.end));
      batchStarts.push(piece.start);
      batchUnits += piece.end - piece.start;
      if (batchUnits >= CUT_UNITS) cutBatch();
    }
  });
  if (batch.length > 0) cutBatch();

  for (const [code, count] of grams) {
    const high = code >>> 16;
    terms.set(high === 0 ? String.fromCharCode(code) : String.fromCharCode(high, code & 0xffff), count);
  }
  for (const [word, count] of words) terms.set(WORD_PREFIX + word, count);
  return { terms, length, wordLength };
}

/** Counts characters and pairs of one run; returns how many there were. */
function countGrams(key: string, start: number, end: number, grams: Map<number, number>, terms: Map<string, number>) {
  let occurrences = 0;
  let before = 0;
  let beforeText = "";
  for (let at = start; at < end; ) {
    const unit = key.charCodeAt(at);
    const isPair = characterUnits(key, at) === 2;
    if (!isPair && beforeText === "") {
      grams.set(unit, (grams.get(unit) ?? 0) + 1);
      occurrences += 1;
      if (before !== 0) {
        const pair = (before << 16) | unit;
        grams.set(pair, (grams.get(pair) ?? 0) + 1);
        occurrences += 1;
      }
      before = unit;
      at += 1;
      continue;
    }
    // Next to a character outside the basic plane, count by string.
    const character = key.slice(at, at + (isPair ? 2 : 1));
    const previous = beforeText !== "" ? beforeText : before !== 0 ? String.fromCharCode(before) : "";
    if (isPair) terms.set(character, (terms.get(character) ?? 0) + 1);
    else grams.set(unit, (grams.get(unit) ?? 0) + 1);
    occurrences += 1;
    if (previous !== "") {
      const pair = previous + character;
      terms.set(pair, (terms.get(pair) ?? 0) + 1);
      occurrences += 1;
    }
    before = isPair ? 0 : unit;
    beforeText = isPair ? character : "";
    at += character.length;
  }
  return occurrences;
}

function characterUnits(text: string, at: number): 1 | 2 {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
}

function* pieces(text: string, start: number, end: number): Generator<{ start: number; end: number }> {
  for (let from = start; from < end; ) {
    let to = Math.min(from + CUT_UNITS, end);
    if (to < end && characterUnits(text, to - 1) === 2) to -= 1;
    yield { start: from, end: to };
    from = to;
  }
}
