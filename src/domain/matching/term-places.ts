import type { ReadText } from "./analyser.ts";
import { isCommonWord } from "./common-words.ts";
import { wordOf } from "./telling-terms.ts";

/** Where the terms of a text stand. */
export interface TermPlaces {
  /** Of each distinct term, its first place among the text's terms. */
  first: ReadonlyMap<string, number>;
  /** Of each place, the next of the same term; −1 after the last. */
  next: Int32Array;
  /** 1 where a character of the text belongs to a common word. */
  common: Uint8Array;
}

const known = new WeakMap<ReadText, TermPlaces>();

/** The places of a text's terms, kept while its reading is: one record is compared with many. */
export function placesIn(read: ReadText): TermPlaces {
  const places = known.get(read) ?? findPlaces(read);
  known.set(read, places);
  return places;
}

function findPlaces({ terms }: ReadText): TermPlaces {
  const first = new Map<string, number>();
  const next = new Int32Array(terms.length);
  const common = new Uint8Array(terms.reduce((length, { end }) => Math.max(length, end), 0));
  for (let at = terms.length - 1; at >= 0; at -= 1) {
    const { term, start, end } = terms[at]!;
    next[at] = first.get(term) ?? -1;
    first.set(term, at);
    const word = wordOf(term);
    if (word !== null && word.length > 1 && isCommonWord(word)) common.fill(1, start, end);
  }
  return { first, next, common };
}
