import type { NeedReview } from "../../app/need/latest-review.ts";
import { returnReasons } from "../../domain/need/review.ts";
import { minuteText } from "../format/dates.ts";
import { Notice } from "../ui/notice.tsx";

/** Why a need was sent back, all reasons at once, and what to do about each. */
export function ReturnReasons({ review: { reasons, note, decidedAt } }: { review: NeedReview }) {
  return (
    <Notice tone="warn" title={`${minuteText(decidedAt)} 工作人员退回了这条需求，请修改后再提交`}>
      <ol>
        {reasons.map((reason) => (
          <li>
            {returnReasons[reason].label}：{returnReasons[reason].advice}
          </li>
        ))}
      </ol>
      {note === "" ? null : <p class="author-text">说明：{note}</p>}
    </Notice>
  );
}
