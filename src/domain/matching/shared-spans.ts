import { searchKey } from "../../text/normalise.ts";
import type { ReadText, TextTerm } from "./analyser.ts";
import { isCommonWord } from "./common-words.ts";
import { wordOf } from "./telling-terms.ts";
import { placesIn } from "./term-places.ts";

/** A stretch of the original text (UTF-16 range) that the other side shares. */
export interface SharedSpan {
  start: number;
  end: number;
  /** Sum of the idf of its distinct shared terms, ≥ 0. */
  weight: number;
}

/** One place of a shared term in a text. */
export interface SharedPlace {
  /** Among the text's terms. */
  at: number;
  idf: number;
}

interface Group {
  start: number;
  end: number;
  /** Its distinct terms with their idf. */
  terms: Map<string, number>;
}

/** The shared phrases of a text: overlapping terms are one, and what shares characters with a common word is left out.
 * @param places of its shared terms, in any order */
export function sharedSpans(text: string, read: ReadText, places: readonly SharedPlace[]): SharedSpan[] {
  if (places.length === 0) return [];
  const { common } = placesIn(read);
  // Without this, 实用新型 leaves 实用新 and 毫米裂缝 leaves 米裂缝.
  const reachesCommon = ({ start, end }: TextTerm) => common[start] === 1 || common[end - 1] === 1;
  const hits = places
    .map(({ at, idf }) => ({ at, idf, ...read.terms[at]! }))
    .filter((hit) => !reachesCommon(hit))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.at - b.at);
  const groups: Group[] = [];
  for (const { term, idf, start, end } of hits) {
    const last = groups.at(-1);
    if (last !== undefined && start < last.end) {
      last.end = Math.max(last.end, end);
      last.terms.set(term, idf);
    } else {
      groups.push({ start, end, terms: new Map([[term, idf]]) });
    }
  }
  return groups
    .filter((group) => isPhrase(group, text))
    .map(({ start, end, terms }) => ({ start, end, weight: [...terms.values()].reduce((sum, idf) => sum + idf, 0) }));
}

/** The spans with one more, which swallows those it touches. */
export function withSpan(spans: readonly SharedSpan[], added: SharedSpan): SharedSpan[] {
  const isApart = ({ start, end }: SharedSpan) => end <= added.start || start >= added.end;
  const touched = spans.filter((span) => !isApart(span));
  const whole = {
    start: Math.min(added.start, ...touched.map(({ start }) => start)),
    end: Math.max(added.end, ...touched.map(({ end }) => end)),
    weight: touched.reduce((sum, { weight }) => sum + weight, added.weight),
  };
  return [...spans.filter(isApart), whole].sort((a, b) => a.start - b.start);
}

function isPhrase({ start, end, terms }: Group, text: string): boolean {
  // Counted as read, not as written: 創(chuàng)新 has two characters.
  const key = searchKey(text.slice(start, end));
  if (isCommonWord(key)) return false;
  if ([...key].length > 2) return true;
  return [...terms.keys()].some((term) => wordOf(term) !== null || /^[a-z]/.test(term));
}
