import { type Context, Hono } from "hono";
import { hasDuty } from "../../app/duty.ts";
import { guessField } from "../../app/field/guess-field.ts";
import { needAccess } from "../../app/introduction/need-access.ts";
import { mayMatch } from "../../app/match/may-match.ts";
import { checkContent } from "../../app/need/check-content.ts";
import { latestReview } from "../../app/need/latest-review.ts";
import { expertPrivacy } from "../../app/privacy/expert-privacy.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { mayEdit } from "../../app/record/may-edit.ts";
import { needCan } from "../../domain/need/need.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { type AnyRecord, type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { IntroductionPanel } from "../disclosure/introduction-panel.tsx";
import { page } from "../layout/respond.ts";
import { NeedCheckSection } from "../need-form/check-panel.tsx";
import { ReturnReasons } from "../need-review/return-reasons.tsx";
import { ReviewPanel } from "../need-review/review-panel.tsx";
import { ExpertPrivacyPanel } from "../privacy/expert-privacy-panel.tsx";
import { Notice } from "../ui/notice.tsx";
import { AchievementPage } from "./achievement-page.tsx";
import { ExpertPage } from "./expert-page.tsx";
import { NeedPage } from "./need-page.tsx";
import type { RecordPageProps } from "./record-frame.tsx";

const savedTexts: Readonly<Record<string, string>> = {
  new: "需求已提交，几秒内即可检索到。",
  edit: "修改已保存。",
  reviewed: "审核意见已保存，并已通知需求方。",
};

/** Detail pages, and `/needs` and its like as short addresses of the search page. */
export const recordRoutes = new Hono<AppEnv>()
  .get("/needs/:id", async (c) => {
    const { ctx } = c.var;
    const access = await needAccess({ ctx, id: c.req.param("id") });
    const { need: record, isOwn } = access;
    const review = isOwn && record.status === "returned" ? await latestReview({ ctx, needId: record.id }) : null;
    const saved = savedTexts[c.req.query("saved") ?? ""];
    const content = (
      <>
        {saved === undefined ? null : (
          <Notice tone="good">
            <p>
              {saved}
              {needCan("match", record.status) ? <a href={`/needs/${record.id}/matches`}>看匹配的专家和成果</a> : null}
            </p>
          </Notice>
        )}
        {review === null ? null : <ReturnReasons review={review} />}
        <NeedPage {...propsOf(c, record)} isOwn={isOwn} />
        {isOwn ? <NeedCheckSection check={checkContent(ctx, record.content, null)} needId={record.id} /> : null}
        {isOwn && hasDuty(ctx.principal, "curateLists") ? <ReviewPanel need={record} requestKey={ctx.newId()} /> : null}
        <IntroductionPanel access={access} />
      </>
    );
    return page(c, { title: recordTitle("need", record.content), section: "need" }, content);
  })
  .get("/experts/:id", async (c) => {
    const record = await getRecord({ ctx: c.var.ctx, kind: "expert", id: c.req.param("id") });
    const title = recordTitle("expert", record.content);
    const matches = mayMatch(c.var.ctx.principal, record as AnyRecord);
    const privacy = await expertPrivacy({ ctx: c.var.ctx, expertId: record.id });
    const content = (
      <>
        <ExpertPage {...propsOf(c, record)} matches={matches} mayEdit={await mayEdit(c.var.ctx, record)} />
        <ExpertPrivacyPanel {...privacy} />
      </>
    );
    return page(c, { title, section: "expert" }, content);
  })
  .get("/achievements/:id", async (c) => {
    const record = await getRecord({ ctx: c.var.ctx, kind: "achievement", id: c.req.param("id") });
    const title = recordTitle("achievement", record.content);
    const matches = mayMatch(c.var.ctx.principal, record as AnyRecord);
    const edit = await mayEdit(c.var.ctx, record);
    const content = <AchievementPage {...propsOf(c, record)} matches={matches} mayEdit={edit} />;
    return page(c, { title, section: "achievement" }, content);
  });

function propsOf<K extends EntityKind>(c: Context<AppEnv>, record: RecordOf<K>): RecordPageProps<K> {
  return { record, lists: c.var.deps.codeLists, guesses: guessField(c.var.ctx, record as AnyRecord) };
}

for (const kind of entityKinds) recordRoutes.get(`/${kindPaths[kind]}`, (c) => c.redirect(`/search?kind=${kind}`));
