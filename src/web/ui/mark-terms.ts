import { normalise } from "../../text/normalise.ts";
import { highlight, type Segment, type Span, spansOf } from "../../text/spans.ts";

/** The text with every place marked that says one of `terms`, however it is written there. */
export function markTerms(raw: string, terms: readonly string[]): Segment[] {
  if (terms.length === 0 || raw === "") return [{ text: raw, hit: false }];
  const text = normalise(raw);
  const spans: Span[] = terms.flatMap((term) => spansOf(text, term));
  return highlight(raw, spans);
}
