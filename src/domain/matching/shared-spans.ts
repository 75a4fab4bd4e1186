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
    .map((group) => ({ ...group, ...withoutCutWords(text, group) }))
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

/** A range that cuts no common word in two: of 毛条处 in 毛条处理, 毛条 is left. Word cutters guess 毛条处 for a word there. */
function withoutCutWords(text: string, { start, end }: { start: number; end: number }) {
  const cuts = (at: number, inside: string) =>
    isCommonWord(text.slice(at - 1, at + 1).toLowerCase()) && !isCommonWord(inside.toLowerCase());
  return {
    start: cuts(start, text.slice(start, start + 2)) ? start + 1 : start,
    end: cuts(end, text.slice(end - 2, end)) ? end - 1 : end,
  };
}

function isPhrase({ start, end, terms }: Group, text: string): boolean {
  // Counted as read, not as written: 創(chuàng)新 has two characters.
  const key = searchKey(text.slice(start, end));
  if (isCommonWord(key)) return false;
  if ([...key].length > 2) return true;
  return [...terms.keys()].some((term) => wordOf(term) !== null || /^[a-z]/.test(term));
}
