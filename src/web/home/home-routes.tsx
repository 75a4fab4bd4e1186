import { Hono } from "hono";
import { listRecords } from "../../app/record/list-records.ts";
import { searchRecords } from "../../app/search/search-records.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { HomePage } from "./home-page.tsx";

const recentNeeds = 6;

/** The home page. */
export const homeRoutes = new Hono<AppEnv>().get("/", async (c) => {
  const { ctx, deps } = c.var;
  const { items } = await listRecords({ ctx, kind: "need", input: { limit: recentNeeds } });
  const { totals } = await searchRecords({ ctx, input: { limit: 1 } });
  return page(
    c,
    { title: "首页", section: "home" },
    <HomePage totals={totals} recent={items} lists={deps.codeLists} />,
  );
});
