import { Hono } from "hono";
import { listScored, scoredKinds } from "../../app/statistics/count-scores.ts";
import { stages } from "../../app/statistics/counted.ts";
import { countCell, listCounted } from "../../app/statistics/list-counted.ts";
import { readStatistics } from "../../app/statistics/read-statistics.ts";
import { bands } from "../../domain/matching/score-bands.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { AppEnv } from "../../http/deps.ts";
import { draw } from "../charts/draw.ts";
import { regionText } from "../format/code-names.ts";
import { page } from "../layout/respond.ts";
import { unstated } from "./links.ts";
import { showListAnswers } from "./list-answers.tsx";
import { pageOf } from "./page-of.ts";
import { PairsPage } from "./pairs-page.tsx";
import { answersPlan, cityName, fieldName, scorePlan, stageNames, stagePlan, supplyGrid, supplyPlan } from "./plans.ts";
import { CountedRecordsPage } from "./records-page.tsx";
import { StatisticsPage } from "./statistics-page.tsx";

const section = "statistics";

/** Charts for staff, and the records behind each of their numbers. */
export const statisticsRoutes = new Hono<AppEnv>()
  .get("/statistics", async (c) => {
    const { ctx, deps } = c.var;
    const lists = deps.codeLists;
    const { supply, ...others } = await readStatistics({ ctx });
    const counts = { ...others, supply: supplyGrid(supply) };
    const charts = {
      stages: await draw(stagePlan(counts.stages)),
      supply: await draw(supplyPlan(counts.supply, lists)),
      scores: await draw(scorePlan(counts.scores)),
      answers: await draw(answersPlan(counts.answers)),
    };
    const code = ctx.principal.kind === "user" ? ctx.principal.region : null;
    const region = code === null ? "全部地区" : `${regionText(lists, code, "")}的需求，全部专家和成果`;
    const content = <StatisticsPage {...counts} charts={charts} lists={lists} region={region} />;
    return page(c, { title: "统计", section }, content);
  })
  .get("/statistics/records", async (c) => {
    const { ctx, deps } = c.var;
    const lists = deps.codeLists;
    const kind = entityKinds.find((known) => known === c.req.query("kind")) ?? "need";
    const stage = stages.find((known) => known === c.req.query("stage")) ?? null;
    const [field, city] = [codeOf(c.req.query("field")), codeOf(c.req.query("city"))];
    const at = pageOf(c.req.query("page"));
    const found = await listCounted({ ctx, input: { kind, stage, field, city, page: at } });
    const totals: Record<EntityKind, number> | null = stage === null ? { need: 0, expert: 0, achievement: 0 } : null;
    if (totals !== null) {
      for (const each of entityKinds)
        totals[each] = each === kind ? found.total : await countCell(ctx, each, { field, city });
    }
    const title =
      stage !== null
        ? `需求：${stageNames[stage]}`
        : [field === null ? "全部领域" : fieldName(lists, field), cityName(lists, city)].join("，");
    const asked = new URLSearchParams(
      [
        ["stage", stage],
        ["field", boxOf(field)],
        ["city", boxOf(city)],
      ].filter((box): box is [string, string] => box[1] !== null),
    );
    const href = (to: EntityKind, number: number) => {
      const params = new URLSearchParams([["kind", to], ...asked]);
      if (number > 1) params.set("page", String(number));
      return `/statistics/records?${params}`;
    };
    const content = (
      <CountedRecordsPage {...found} title={title} kind={kind} totals={totals} page={at} lists={lists} href={href} />
    );
    return page(c, { title, section }, content);
  })
  .get("/statistics/pairs", async (c) => {
    const kind = scoredKinds.find((known) => known === c.req.query("target")) ?? "expert";
    const band = Math.min(pageOf(c.req.query("band"), 0), bands - 1);
    const at = pageOf(c.req.query("page"));
    const found = await listScored({ ctx: c.var.ctx, input: { kind, band, page: at } });
    return page(c, { title: "得分分布", section }, <PairsPage {...found} kind={kind} band={band} page={at} />);
  })
  .get("/lists/:id/statistics", (c) => showListAnswers(c, c.req.param("id")));

/** A code of an address: null = any, "" = not stated. */
function codeOf(text: string | undefined): string | null {
  if (text === undefined || text === "" || !/^[\w.]{1,20}$/.test(text)) return null;
  return text === unstated ? "" : text;
}

function boxOf(code: string | null): string | null {
  return code === "" ? unstated : code;
}
