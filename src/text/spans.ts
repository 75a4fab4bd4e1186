import { type NormalisedText, searchKey } from "./normalise.ts";

/** Range in a raw text, UTF-16 units, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

export interface Segment {
  text: string;
  hit: boolean;
}

export interface ContextWindow extends Span {
  /** `raw.slice(start, end)`. */
  text: string;
  /** The hits inside, relative to `text`. */
  spans: Span[];
  /** Whether text was left out before and behind. */
  clippedStart: boolean;
  clippedEnd: boolean;
}

/** Spans in reading order, overlapping and touching ones joined: the pairs 创新 + 新材 + 材料 become 创新材料. Empty spans vanish. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const sorted = spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: Span[] = [];
  for (const { start, end } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/**
 * Every place where the text says `phrase`, however it is written there: 创新 finds 創(chuàng)新. A phrase that starts or ends with
 * a letter or digit must stand as a word there (ph is not found in photo). Ranges are of the raw text and do not overlap.
 */
export function spansOf(text: NormalisedText, phrase: string): Span[] {
  const key = searchKey(phrase).trim();
  const spans: Span[] = [];
  if (key === "") return spans;
  for (let at = text.text.indexOf(key); at !== -1; at = text.text.indexOf(key, at + key.length)) {
    const end = at + key.length;
    if (joinsWord(text.text, at) || joinsWord(text.text, end)) continue;
    spans.push({ start: text.starts[at]!, end: text.ends[end - 1]! });
  }
  return spans;
}

/** The whole text in pieces, hits marked; the pieces join up to `raw`. A hit that starts or ends inside a surrogate pair grows to hold it. */
export function highlight(raw: string, spans: readonly Span[]): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const { start, end } of whole(raw, spans)) {
    if (start > from) segments.push({ text: raw.slice(from, start), hit: false });
    segments.push({ text: raw.slice(start, end), hit: true });
    from = end;
  }
  if (from < raw.length) segments.push({ text: raw.slice(from), hit: false });
  return segments;
}

/**
 * The part of at most `maxChars` UTF-16 units (≥ 1) that shows most of the hits; the first of equals, hits in the middle. Without
 * hits, the beginning. It does not cut a hit unless a single one is longer than `maxChars`, and never a surrogate pair.
 */
export function contextWindow(raw: string, spans: readonly Span[], maxChars: number): ContextWindow {
  if (!(maxChars >= 1)) throw new RangeError(`maxChars must be at least 1, got ${maxChars}`);
  const hits = whole(raw, spans);
  const { first, last } = densest(hits, maxChars);
  const shown = hits.slice(first, last + 1);
  const covered = shown.length === 0 ? { start: 0, end: 0 } : { start: shown[0]!.start, end: shown.at(-1)!.end };
  const spare = Math.max(0, maxChars - (covered.end - covered.start));
  let start = Math.max(0, Math.min(covered.start - Math.floor(spare / 2), raw.length - maxChars));
  let end = Math.min(raw.length, start + maxChars);
  const before = hits[first - 1];
  if (before !== undefined && start < before.end) start = Math.min(before.end, covered.start);
  const after = hits[last + 1];
  if (after !== undefined && end > after.start) end = after.start;
  if (splitsPair(raw, start)) start += 1;
  if (splitsPair(raw, end)) end -= 1;
  if (end < start) end = start;
  return {
    start,
    end,
    text: raw.slice(start, end),
    spans: shown
      .map((hit) => ({ start: Math.max(hit.start, start) - start, end: Math.min(hit.end, end) - start }))
      .filter((hit) => hit.end > hit.start),
    clippedStart: start > 0,
    clippedEnd: end < raw.length,
  };
}

/** Indexes of the first and last hit of the best window; hits are merged and sorted. `last` is −1 without hits. */
function densest(hits: readonly Span[], maxChars: number): { first: number; last: number } {
  let best = { first: 0, last: hits.length === 0 ? -1 : 0 };
  let bestChars = hits.length === 0 ? 0 : hits[0]!.end - hits[0]!.start;
  let chars = 0;
  let first = 0;
  for (let last = 0; last < hits.length; last += 1) {
    chars += hits[last]!.end - hits[last]!.start;
    while (first < last && hits[last]!.end - hits[first]!.start > maxChars) {
      chars -= hits[first]!.end - hits[first]!.start;
      first += 1;
    }
    if (chars > bestChars) {
      best = { first, last };
      bestChars = chars;
    }
  }
  return best;
}

/** Merged spans inside the text, grown to whole characters. */
function whole(raw: string, spans: readonly Span[]): Span[] {
  return mergeSpans(
    spans.map(({ start, end }) => {
      const from = Math.max(0, Math.min(start, raw.length));
      const to = Math.max(from, Math.min(end, raw.length));
      return { start: splitsPair(raw, from) ? from - 1 : from, end: splitsPair(raw, to) ? to + 1 : to };
    }),
  );
}

/** True when a cut before unit `at` would separate the halves of a surrogate pair. */
function splitsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1 < 0 ? text.length : at - 1, at + 1));
}

const WORD_UNIT = /[\p{L}\p{N}]/u;

/** True when a letter or digit other than Chinese stands on both sides of `at`. */
function joinsWord(text: string, at: number): boolean {
  return isWordUnit(text[at - 1]) && isWordUnit(text[at]);
}

function isWordUnit(unit: string | undefined): boolean {
  return unit !== undefined && WORD_UNIT.test(unit) && !/[\p{Script=Han}]/u.test(unit);
}
