import { Hono } from "hono";
import { listOwnNeeds } from "../../app/need/list-own-needs.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { OwnNeedsPage } from "./own-needs-page.tsx";

/** 我的需求. */
export const ownNeedsRoutes = new Hono<AppEnv>().get("/needs/mine", async (c) => {
  const asked = Number(c.req.query("page") ?? 1);
  const found = await listOwnNeeds({ ctx: c.var.ctx, page: Number.isSafeInteger(asked) ? asked : 1 });
  const saved = c.req.query("saved") === "removed" ? "草稿已删除。" : null;
  return page(c, { title: "我的需求", section: "mine" }, <OwnNeedsPage found={found} saved={saved} />);
});
