import { Hono } from "hono";
import { fillInTemplate } from "../../app/help/fill-in-template.ts";
import { entityKinds, entityNames } from "../../domain/shared/entity.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { guides } from "./guides.ts";
import { GuidePage, HelpPage, TourPage } from "./help-page.tsx";
import { tour } from "./tour.ts";

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const section = "help";

/** Guides by role, templates to fill in, and a tour of the demo. For everybody, signed in or not. */
export const helpRoutes = new Hono<AppEnv>()
  .get("/help", (c) => page(c, { title: "办事指南", section }, <HelpPage demo={isDemo(c.var.deps)} />))
  .get("/help/tour", (c) => {
    if (!isDemo(c.var.deps)) throw notFound("演示");
    return page(c, { title: "带您走一遍演示", section }, <TourPage steps={tour} />);
  })
  .get("/help/templates/:file", (c) => {
    const kind = entityKinds.find((known) => `${known}.xlsx` === c.req.param("file"));
    if (kind === undefined) throw notFound("模板");
    const name = encodeURIComponent(`${entityNames[kind]}模板.xlsx`);
    return c.body(new Uint8Array(fillInTemplate(kind)), 200, {
      "Content-Type": xlsx,
      "Content-Disposition": `attachment; filename="${kind}.xlsx"; filename*=UTF-8''${name}`,
    });
  })
  .get("/help/:guide", (c) => {
    const guide = guides.find(({ name }) => name === c.req.param("guide"));
    if (guide === undefined) throw notFound("办事指南");
    return page(c, { title: guide.title, section }, <GuidePage guide={guide} />);
  });

/** Whether there are accounts that everybody may use. */
function isDemo({ demoAccounts = [] }: AppEnv["Variables"]["deps"]): boolean {
  return demoAccounts.length > 0;
}
