import type { MatchExplanation } from "../../app/match/match-view.ts";
import { Highlight } from "../ui/highlight.tsx";
import { hitCount, snippet } from "../ui/snippet.ts";

type LabelledSegments = MatchExplanation["subjectSegments"][number];

interface QuotesProps {
  explanation: MatchExplanation;
  subjectName: string;
  targetName: string;
  /** Passages per side. */
  limit: number;
  /** Characters per passage; null quotes them whole. */
  chars: number | null;
}

/** The words of both sides on which a score rests, side by side. */
export function Quotes({ explanation, subjectName, targetName, limit, chars }: QuotesProps) {
  const subject = passages(explanation.subjectSegments, limit);
  const target = passages(explanation.targetSegments, limit);
  if (subject.length === 0 && target.length === 0) return null;
  return (
    <div class="quotes">
      <Side title={`${subjectName}原文`} passages={subject} chars={chars} />
      <Side title={`${targetName}原文`} passages={target} chars={chars} />
    </div>
  );
}

function Side({ title, passages, chars }: { title: string; passages: readonly LabelledSegments[]; chars: number | null }) {
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
function passages(all: readonly LabelledSegments[], limit: number): LabelledSegments[] {
  return all
    .filter(({ segments }) => hitCount(segments) > 0)
    .sort((a, b) => hitCount(b.segments) - hitCount(a.segments))
    .slice(0, limit);
}
