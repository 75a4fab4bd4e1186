import { isHanHighSurrogate, isHanUnit, simplifyCharacter } from "./chinese.ts";
import { type Findings, note } from "./findings.ts";
import { isReadingOf, isTonedSyllable } from "./pinyin-reading.ts";
import type { SpanMap } from "./span-map.ts";

/** The longest syllable, `zhuǎng`, has 6 letters. */
const MAX_SYLLABLE = 6;

/**
 * Leaves out pinyin notes behind traditional characters: 區(qū) → 區, whose range then covers the note too.
 * A note goes only where it is a true reading of the character *and* the character has another simplified form, so that
 * 长(cháng)度, 铝(al) and 教授(副教授) stay. A note behind something that is no Chinese character is flagged as a lost one.
 * Expects lower case and half-width brackets.
 */
export function stripAnnotations(map: SpanMap, { changes, flags }: Findings): SpanMap {
  const { text, starts, ends } = map;
  const cuts: number[] = [];
  for (let open = text.indexOf("("); open !== -1; open = text.indexOf("(", open + 1)) {
    const close = syllableEnd(text, open + 1);
    if (close === -1) continue;
    const syllable = text.slice(open + 1, close);
    const character = characterBefore(text, open);
    if (character !== "") {
      if (!isReadingOf(character, syllable) || simplifyCharacter(character) === character) continue;
      note(changes, "annotation", starts[open]!, ends[close]!);
      cuts.push(open, close + 1);
    } else if (isTonedSyllable(syllable)) {
      note(flags, "lost-character", starts[damagedFrom(text, open)]!, ends[close]!);
    }
  }
  return cuts.length === 0 ? map : without(map, cuts);
}

/** Index of the bracket that closes a syllable starting at `from`; -1 when something else is in the brackets. */
function syllableEnd(text: string, from: number): number {
  for (let at = from; at <= from + MAX_SYLLABLE && at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x29) return at > from ? at : -1;
    const isLetter = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xe0 && unit <= 0x261) || unit === 0x1e3f;
    if (!isLetter) return -1;
  }
  return -1;
}

/** The Chinese character that ends at `end`, or "". */
function characterBefore(text: string, end: number): string {
  if (end >= 1 && isHanUnit(text.charCodeAt(end - 1))) return text[end - 1]!;
  if (end >= 2 && isHanHighSurrogate(text.charCodeAt(end - 2))) return text.slice(end - 2, end);
  return "";
}

/** Start of the broken letters before a note, at most 4 units back: the `ぎa` of `ぎa(chǎn)`. */
function damagedFrom(text: string, open: number): number {
  let from = open;
  while (
    from > 0 &&
    open - from < 4 &&
    /[\p{L}\ufffd?]/u.test(text[from - 1]!) &&
    !isHanUnit(text.charCodeAt(from - 1))
  ) {
    from -= 1;
  }
  return from;
}

/** Copy of the map without the ranges `cuts` (pairs, ascending); the unit before each cut takes over its raw range. */
function without({ text, starts, ends }: SpanMap, cuts: readonly number[]): SpanMap {
  const parts: string[] = [];
  const keptStarts = new Uint32Array(text.length);
  const keptEnds = new Uint32Array(text.length);
  let length = 0;
  let from = 0;
  for (let cut = 0; cut <= cuts.length; cut += 2) {
    const to = cuts[cut] ?? text.length;
    parts.push(text.slice(from, to));
    keptStarts.set(starts.subarray(from, to), length);
    keptEnds.set(ends.subarray(from, to), length);
    length += to - from;
    if (cut < cuts.length) {
      from = cuts[cut + 1]!;
      keptEnds[length - 1] = ends[from - 1]!;
      // A character outside the basic plane has two units, and both carry its range.
      if (isHanHighSurrogate(text.charCodeAt(to - 2)) && !isHanUnit(text.charCodeAt(to - 1)))
        keptEnds[length - 2] = ends[from - 1]!;
    }
  }
  return { text: parts.join(""), starts: keptStarts.slice(0, length), ends: keptEnds.slice(0, length) };
}
