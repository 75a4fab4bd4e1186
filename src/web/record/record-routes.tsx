import { type Context, Hono } from "hono";
import { guessField } from "../../app/field/guess-field.ts";
import { needAccess } from "../../app/introduction/need-access.ts";
import { mayMatch } from "../../app/match/may-match.ts";
import { expertPrivacy } from "../../app/privacy/expert-privacy.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { type AnyRecord, type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { IntroductionPanel } from "../disclosure/introduction-panel.tsx";
import { page } from "../layout/respond.ts";
import { ExpertPrivacyPanel } from "../privacy/expert-privacy-panel.tsx";
import { Notice } from "../ui/notice.tsx";
import { AchievementPage } from "./achievement-page.tsx";
import { ExpertPage } from "./expert-page.tsx";
import { NeedPage } from "./need-page.tsx";
import type { RecordPageProps } from "./record-frame.tsx";

const savedTexts: Readonly<Record<string, string>> = {
  new: "需求已提交，几秒内即可检索到。",
  edit: "修改已保存。",
};

/** Detail pages, and `/needs` and its like as short addresses of the search page. */
export const recordRoutes = new Hono<AppEnv>()
  .get("/needs/:id", async (c) => {
    const access = await needAccess({ ctx: c.var.ctx, id: c.req.param("id") });
    const { need: record, isOwn } = access;
    const saved = savedTexts[c.req.query("saved") ?? ""];
    const content = (
      <>
        {saved === undefined ? null : (
          <Notice tone="good">
            <p>
              {saved}
              <a href={`/needs/${record.id}/matches`}>看匹配的专家和成果</a>
            </p>
          </Notice>
        )}
        <NeedPage {...propsOf(c, record)} isOwn={isOwn} />
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
        <ExpertPage {...propsOf(c, record)} matches={matches} />
        <ExpertPrivacyPanel {...privacy} />
      </>
    );
    return page(c, { title, section: "expert" }, content);
  })
  .get("/achievements/:id", async (c) => {
    const record = await getRecord({ ctx: c.var.ctx, kind: "achievement", id: c.req.param("id") });
    const title = recordTitle("achievement", record.content);
    const matches = mayMatch(c.var.ctx.principal, record as AnyRecord);
    const content = <AchievementPage {...propsOf(c, record)} matches={matches} />;
    return page(c, { title, section: "achievement" }, content);
  });

function propsOf<K extends EntityKind>(c: Context<AppEnv>, record: RecordOf<K>): RecordPageProps<K> {
  return { record, lists: c.var.deps.codeLists, guesses: guessField(c.var.ctx, record as AnyRecord) };
}

for (const kind of entityKinds) recordRoutes.get(`/${kindPaths[kind]}`, (c) => c.redirect(`/search?kind=${kind}`));
