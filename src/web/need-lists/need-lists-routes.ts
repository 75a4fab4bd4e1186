import { Hono } from "hono";
import { addToList } from "../../app/match-list/add-to-list.ts";
import type { AppEnv } from "../../http/deps.ts";

/** Staff put a need on a match list from the need's own pages. */
export const needListsRoutes = new Hono<AppEnv>().post("/needs/:id/lists", async (c) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "");
  const needId = c.req.param("id");
  const list = form.has("list") ? { listId: text("list") } : { title: text("title") };
  await addToList({ ctx: c.var.ctx, needId, list });
  return c.redirect(`/needs/${needId}${text("page") === "matches" ? "/matches" : ""}#lists`, 303);
});
