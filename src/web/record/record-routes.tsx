import { Hono } from "hono";
import { mayMatch } from "../../app/match/may-match.ts";
import { expertPrivacy } from "../../app/privacy/expert-privacy.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { mayEdit } from "../../app/record/may-edit.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { page } from "../layout/respond.ts";
import { ExpertPrivacyPanel } from "../privacy/expert-privacy-panel.tsx";
import { AchievementPage } from "./achievement-page.tsx";
import { ExpertPage } from "./expert-page.tsx";
import { propsOf, showNeed } from "./show-need.tsx";

/** Detail pages, and `/needs` and its like as short addresses of the search page. */
export const recordRoutes = new Hono<AppEnv>()
  .get("/needs/:id", (c) => showNeed(c, c.req.param("id")))
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

for (const kind of entityKinds) recordRoutes.get(`/${kindPaths[kind]}`, (c) => c.redirect(`/search?kind=${kind}`));
