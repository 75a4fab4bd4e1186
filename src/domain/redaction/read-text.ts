import { hanRunEnd } from "../../text/chinese.ts";
import { normalise } from "../../text/normalise.ts";
import type { SpanMap } from "../../text/span-map.ts";

/** A text as the detectors read it. Unit i of a key was made from `[starts[i], ends[i])` of `raw`. */
export interface Reading {
  raw: string;
  /** The search key, and without the blanks that scanning puts between single characters (有 限 公 司). */
  key: string;
  starts: Uint32Array;
  ends: Uint32Array;
  /** The same without any blank between Chinese characters: names are looked up here. */
  tight: SpanMap;
}

/** Reads a text for redaction: normalised (traditional, full-width, zero-width, pinyin notes) and freed of scanned blanks. Linear. */
export function readText(raw: string): Reading {
  const normalised = normalise(raw);
  const gaps = blanksBetweenHan(normalised.text);
  const spaced = gaps.filter(({ start, end }, at) => {
    const before = gaps[at - 1];
    const after = gaps[at + 1];
    return before?.end === start - 1 || after?.start === end + 1;
  });
  const { text: key, starts, ends } = without(normalised, spaced);
  return { raw, key, starts, ends, tight: without(normalised, gaps) };
}

interface Gap {
  start: number;
  end: number;
}

/** Runs of one or two blanks with a Chinese character on either side. */
function blanksBetweenHan(key: string): Gap[] {
  const gaps: Gap[] = [];
  for (let at = key.indexOf(" "); at !== -1; at = key.indexOf(" ", at + 1)) {
    const end = key[at + 1] === " " ? at + 2 : at + 1;
    if (at > 0 && hanRunEnd(key, at - 1) === at && hanRunEnd(key, end) > end) gaps.push({ start: at, end });
    at = end - 1;
  }
  return gaps;
}

function without(map: SpanMap, gaps: readonly Gap[]): SpanMap {
  if (gaps.length === 0) return { text: map.text, starts: map.starts, ends: map.ends };
  const parts: string[] = [];
  const starts = new Uint32Array(map.text.length);
  const ends = new Uint32Array(map.text.length);
  let length = 0;
  let from = 0;
  for (const { start, end } of [...gaps, { start: map.text.length, end: map.text.length }]) {
    parts.push(map.text.slice(from, start));
    starts.set(map.starts.subarray(from, start), length);
    ends.set(map.ends.subarray(from, start), length);
    length += start - from;
    from = end;
  }
  return { text: parts.join(""), starts: starts.slice(0, length), ends: ends.slice(0, length) };
}
