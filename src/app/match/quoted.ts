import type { MarkedText } from "../../domain/matching/overlap.ts";
import { contextWindow, highlight } from "../../text/spans.ts";
import type { DescribedMatch } from "./describe-match.ts";
import type { Quote, QuotedItemView } from "./match-view.ts";

/** Characters of one quoted part: a paragraph, not a page. */
const quotedChars = 240;

/** A described pair with the words of both sides. */
export function quoted({ item, overlap }: DescribedMatch): QuotedItemView {
  return { ...item, subjectQuotes: overlap.subject.map(quote), targetQuotes: overlap.target.map(quote) };
}

/** A marked text as it is shown: a window around its hits, the pieces marked. */
export function quote({ label, text, spans }: MarkedText): Quote {
  const window = contextWindow(text, spans, quotedChars);
  const segments = highlight(window.text, window.spans);
  if (window.clippedStart) segments.unshift({ text: "…", hit: false });
  if (window.clippedEnd) segments.push({ text: "…", hit: false });
  return { label, segments };
}
