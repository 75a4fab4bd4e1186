import type { Segment } from "../../app/match/match-view.ts";

/** Text with its hits marked. */
export function Highlight({ segments }: { segments: readonly Segment[] }) {
  return <>{segments.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>;
}
