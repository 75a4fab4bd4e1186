import { type Context, Hono } from "hono";
import { deleteSearch, listSearches, lookAtSearch, renameSearch } from "../../app/saved-search/list-searches.ts";
import { saveSearch } from "../../app/saved-search/save-search.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { readSearchQuery } from "../search/search-query.ts";
import { SearchesPage } from "./searches-page.tsx";

type C = Context<AppEnv>;

/** One's saved searches. */
export const searchListRoutes = new Hono<AppEnv>()
  .get("/searches", (c) => show(c, null))
  .post("/searches", (c) =>
    settle(c, (boxes) => {
      const { text, kind, filter } = readSearchQuery(boxes);
      return saveSearch({ ctx: c.var.ctx, input: { name: boxes.get("name") ?? "", query: { text, kind, filter } } });
    }),
  )
  .post("/searches/:id/look", async (c) =>
    c.redirect(await lookAtSearch({ ctx: c.var.ctx, id: c.req.param("id") }), 303),
  )
  .post("/searches/:id/rename", (c) =>
    settle(c, (boxes) => renameSearch({ ctx: c.var.ctx, id: c.req.param("id"), name: boxes.get("name") ?? "" })),
  )
  .post("/searches/:id/delete", (c) => settle(c, () => deleteSearch({ ctx: c.var.ctx, id: c.req.param("id") })));

/** Does it and goes to the list; what cannot be done is told on it. */
async function settle(c: C, act: (boxes: URLSearchParams) => Promise<unknown>) {
  const boxes = new URLSearchParams();
  for (const [name, value] of (await c.req.formData()).entries()) boxes.append(name, String(value));
  try {
    await act(boxes);
  } catch (error) {
    if (error instanceof AppError && ["invalid_input", "precondition_failed", "conflict"].includes(error.code))
      return show(c, error);
    throw error;
  }
  return c.redirect("/searches", 303);
}

async function show(c: C, failure: AppError | null) {
  const { ctx, deps } = c.var;
  const searches = await listSearches({ ctx });
  const content = (
    <SearchesPage searches={searches} failure={failure} lists={deps.codeLists} requestKeys={() => ctx.newId()} />
  );
  const status = failure === null ? 200 : errorStatus[failure.code];
  return page(c, { title: "我的检索", section: "searches" }, content, status);
}
