import type { Quote, QuotedItemView } from "../../app/match/match-view.ts";
import { Highlight } from "../ui/highlight.tsx";
import { hitCount, snippet } from "../ui/snippet.ts";

interface QuotesProps {
  item: QuotedItemView;
  subjectName: string;
  targetName: string;
  /** Passages per side. */
  limit: number;
  /** Characters per passage; null quotes them whole. */
  chars: number | null;
}

/** The words of both sides on which a score rests, side by side. */
export function Quotes({ item, subjectName, targetName, limit, chars }: QuotesProps) {
  const subject = passages(item.subjectQuotes, limit);
  const target = passages(item.targetQuotes, limit);
  if (subject.length === 0 && target.length === 0) return null;
  return (
    <div class="quotes">
      <Side title={`${subjectName}原文`} passages={subject} chars={chars} />
      <Side title={`${targetName}原文`} passages={target} chars={chars} />
    </div>
  );
}

function Side({ title, passages, chars }: { title: string; passages: readonly Quote[]; chars: number | null }) {
  return (
    <section class="quote-side">
      <h3>{title}</h3>
      {passages.length === 0 ? <p class="muted">没有可引用的原文</p> : null}
      {passages.map(({ label, segments }) => (
        <blockquote class="quote">
          <p class="quote-label">{label}</p>
          <p class="author-text">
            <Highlight segments={chars === null ? segments : snippet(segments, chars)} />
          </p>
        </blockquote>
      ))}
    </section>
  );
}

/** Passages with hits, the most hits first; equal ones in the author's order. */
function passages(all: readonly Quote[], limit: number): Quote[] {
  return all
    .filter(({ segments }) => hitCount(segments) > 0)
    .sort((a, b) => hitCount(b.segments) - hitCount(a.segments))
    .slice(0, limit);
}
