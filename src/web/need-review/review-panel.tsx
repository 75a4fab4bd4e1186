import type { WaitingReviews } from "../../app/need/waiting-reviews.ts";
import { needCan } from "../../domain/need/need.ts";
import { returnReasonCodes, returnReasons } from "../../domain/need/review.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import { OtherReviews } from "./next-review.tsx";

/** What was sent and refused, with the words of the refusal. */
export interface RefusedReview {
  reasons: readonly string[];
  note: string;
  error: AppError;
}

interface ReviewPanelProps {
  need: RecordOf<"need">;
  reviews: WaitingReviews;
  requestKey: string;
  refused: RefusedReview | null;
}

/** On a need's page, for staff: take it on, or send it back with every reason at once. */
export function ReviewPanel({ need, reviews, requestKey, refused }: ReviewPanelProps) {
  if (!needCan("return", need.status)) return null;
  return (
    <section class="text-block" aria-labelledby="review-head">
      <div class="section-head">
        <h2 id="review-head">审核</h2>
        <OtherReviews reviews={reviews} />
      </div>
      {refused === null ? null : (
        <Notice tone="bad" title="审核意见没有保存">
          <p>{refused.error.issues.map(({ expected }) => expected).join("；") || refused.error.message}。</p>
        </Notice>
      )}
      <form method="post" action={`/needs/${need.id}/review#review-head`}>
        <RequestKey value={requestKey} />
        <input type="hidden" name="version" value={String(need.version)} />
        <fieldset class="check-group">
          <legend>退回原因（可多选，一次说全）</legend>
          {returnReasonCodes.map((code) => (
            <label class="check review-reason">
              <input
                class="form-check-input"
                type="checkbox"
                name="reasons"
                value={code}
                checked={refused?.reasons.includes(code)}
              />
              {returnReasons[code].label}
            </label>
          ))}
        </fieldset>
        <div class="form-field">
          <label class="form-label" for="review-note">
            给需求方的说明
          </label>
          <textarea class="form-control" id="review-note" name="note" rows={3} maxlength={1000}>
            {refused?.note ?? ""}
          </textarea>
        </div>
        <p class="actions">
          {needCan("accept", need.status) ? (
            <button class="btn btn-primary" type="submit" name="decision" value="accept">
              审核通过
            </button>
          ) : null}
          <button class="btn btn-outline-primary" type="submit" name="decision" value="return">
            退回修改
          </button>
        </p>
      </form>
    </section>
  );
}
