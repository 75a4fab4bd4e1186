import type { Context } from "hono";
import { hasDuty } from "../../app/duty.ts";
import { guessField } from "../../app/field/guess-field.ts";
import { needAccess } from "../../app/introduction/need-access.ts";
import { listsOfNeed } from "../../app/match-list/lists-of-need.ts";
import { checkContent } from "../../app/need/check-content.ts";
import { latestReview } from "../../app/need/latest-review.ts";
import { waitingReviews } from "../../app/need/waiting-reviews.ts";
import { needCan } from "../../domain/need/need.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { errorStatus } from "../../domain/shared/errors.ts";
import { type AnyRecord, type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { IntroductionPanel } from "../disclosure/introduction-panel.tsx";
import { page } from "../layout/respond.ts";
import { NeedCheckSection } from "../need-form/check-panel.tsx";
import { NeedListsPanel } from "../need-lists/need-lists-panel.tsx";
import { NextReview } from "../need-review/next-review.tsx";
import { ReturnReasons } from "../need-review/return-reasons.tsx";
import { type RefusedReview, ReviewPanel } from "../need-review/review-panel.tsx";
import { type RefusedWithdrawal, WithdrawalPanel } from "../need-withdrawal/withdrawal-panel.tsx";
import { Notice } from "../ui/notice.tsx";
import { NeedPage } from "./need-page.tsx";
import type { RecordPageProps } from "./record-frame.tsx";

const savedTexts: Readonly<Record<string, string>> = {
  new: "需求已提交。",
  edit: "修改已保存。",
  reviewed: "审核意见已保存，并已通知需求方。",
  withdrawn: "需求已撤回，不再匹配和展示；有关单位已收到通知。",
};

/** After these, others may see other than before. */
const revealing = ["new", "edit"];

/** A form of the page that was sent and not taken. */
interface Refused {
  review?: RefusedReview;
  withdrawal?: RefusedWithdrawal;
}

/** A need's page as its reader sees it. */
export async function showNeed(c: Context<AppEnv>, id: string, refused: Refused = {}) {
  const { ctx } = c.var;
  const access = await needAccess({ ctx, id });
  const { need: record, isOwn } = access;
  const review = isOwn && record.status === "returned" ? await latestReview({ ctx, needId: record.id }) : null;
  const asked = c.req.query("saved") ?? "";
  const saved = savedTexts[asked];
  const curates = hasDuty(ctx.principal, "curateLists");
  const reviews = isOwn && curates ? await waitingReviews({ ctx, needId: record.id }) : null;
  const lists = curates && needCan("match", record.status) ? await listsOfNeed({ ctx, needId: record.id }) : null;
  const content = (
    <>
      {saved === undefined ? null : (
        <Notice tone="good">
          <p>
            {saved}
            {isOwn && revealing.includes(asked) ? (
              <>
                对外文本要确认之后别人才看得到，内容改过要重新确认：
                <a href={`/needs/${record.id}/disclosure`}>看别人能看到什么</a>。
              </>
            ) : null}
            {needCan("match", record.status) ? <a href={`/needs/${record.id}/matches`}>看匹配的专家和成果</a> : null}
          </p>
          {asked === "reviewed" && reviews !== null ? <NextReview reviews={reviews} /> : null}
        </Notice>
      )}
      {review === null ? null : <ReturnReasons review={review} />}
      <NeedPage {...propsOf(c, record)} isOwn={isOwn} mayList={lists !== null}>
        {isOwn ? <NeedCheckSection check={checkContent(ctx, record.content, null)} needId={record.id} /> : null}
        {reviews === null ? null : (
          <ReviewPanel need={record} reviews={reviews} requestKey={ctx.newId()} refused={refused.review ?? null} />
        )}
        {lists === null ? null : (
          <NeedListsPanel needId={record.id} lists={lists} page="need" newKey={() => ctx.newId()} />
        )}
        <IntroductionPanel access={access} />
        {isOwn ? <WithdrawalPanel need={record} refused={refused.withdrawal ?? null} /> : null}
      </NeedPage>
    </>
  );
  const error = (refused.review ?? refused.withdrawal)?.error;
  const status = error === undefined ? 200 : errorStatus[error.code];
  return page(c, { title: recordTitle("need", record.content), section: "need" }, content, status);
}

export function propsOf<K extends EntityKind>(c: Context<AppEnv>, record: RecordOf<K>): RecordPageProps<K> {
  return { record, lists: c.var.deps.codeLists, guesses: guessField(c.var.ctx, record as AnyRecord) };
}
