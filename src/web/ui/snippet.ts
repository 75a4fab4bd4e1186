import type { Segment } from "../../app/match/match-view.ts";
import { contextWindow, highlight, type Span } from "../../text/spans.ts";

/** The part of about `maxChars` that shows most of the hits, with … where text was left out. */
export function snippet(segments: readonly Segment[], maxChars: number): Segment[] {
  const raw = segments.map(({ text }) => text).join("");
  const window = contextWindow(raw, spansIn(segments), maxChars);
  const shown = highlight(window.text, window.spans);
  if (window.clippedStart) shown.unshift({ text: "…", hit: false });
  if (window.clippedEnd) shown.push({ text: "…", hit: false });
  return shown;
}

/** How many hits a text has. */
export function hitCount(segments: readonly Segment[]): number {
  return segments.filter((segment) => segment.hit).length;
}

function spansIn(segments: readonly Segment[]): Span[] {
  let at = 0;
  return segments.flatMap(({ text, hit }) => {
    const start = at;
    at += text.length;
    return hit ? [{ start, end: at }] : [];
  });
}
