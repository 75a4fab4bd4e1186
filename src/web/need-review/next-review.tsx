import type { WaitingReviews } from "../../app/need/waiting-reviews.ts";

/** After a review: on to the next need that waits, or home. */
export function NextReview({ reviews: { others, next } }: { reviews: WaitingReviews }) {
  return (
    <p>
      {next === null ? (
        <>
          没有别的需求等待审核。<a href="/">回首页</a>
        </>
      ) : (
        <>
          还有 {others} 项等待审核，下一项：<a href={`/needs/${next.id}`}>{next.title}</a>
        </>
      )}
    </p>
  );
}

/** The way to the other needs that wait, beside the one under review. */
export function OtherReviews({ reviews: { others, previous, next } }: { reviews: WaitingReviews }) {
  if (next === null) return null;
  return (
    <nav class="muted" aria-label="其他等待审核的需求">
      另有 {others} 项等待审核：
      {previous === null || previous.id === next.id ? null : (
        <>
          <a href={`/needs/${previous.id}`} title={previous.title}>
            上一项
          </a>{" "}
        </>
      )}
      <a href={`/needs/${next.id}`} title={next.title}>
        下一项
      </a>
    </nav>
  );
}
