import { type Context, Hono } from "hono";
import { approveList, moveList } from "../../app/match-list/approve-list.ts";
import { createList } from "../../app/match-list/create-list.ts";
import { getLists } from "../../app/match-list/get-lists.ts";
import { getVersion } from "../../app/match-list/get-version.ts";
import { listOverview } from "../../app/match-list/list-overview.ts";
import { findList } from "../../app/match-list/list-scope.ts";
import { sendList } from "../../app/match-list/send-list.ts";
import { setNeeds } from "../../app/match-list/set-needs.ts";
import { needsListed } from "../../app/match-list/sheet-state.ts";
import { listRecords } from "../../app/record/list-records.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { AddNeedsPage } from "./add-needs-page.tsx";
import { ListPage } from "./list-page.tsx";
import { ListsPage } from "./lists-page.tsx";
import { VersionPage } from "./version-page.tsx";

type C = Context<AppEnv>;

const needsPerPage = 50;

/** Match lists: making, filling, approving and sending them. */
export const listRoutes = new Hono<AppEnv>()
  .get("/lists", (c) => showAll(c, null))
  .post("/lists", async (c) => {
    const form = await c.req.formData();
    const input = { title: String(form.get("title") ?? ""), note: String(form.get("note") ?? "") };
    try {
      const list = await createList({ ctx: c.var.ctx, input });
      return c.redirect(`/lists/${list.id}`, 303);
    } catch (error) {
      if (error instanceof AppError && error.code === "invalid_input") return showAll(c, error);
      throw error;
    }
  })
  .get("/lists/:id", (c) => showOne(c, null))
  .get("/lists/:id/add", async (c) => {
    const { ctx } = c.var;
    const listId = c.req.param("id");
    const list = await findList(ctx.db.orm, ctx.principal, listId);
    const found = await listRecords({
      ctx,
      kind: "need",
      input: { limit: needsPerPage, cursor: c.req.query("cursor") },
    });
    const held = new Set(await needsListed({ ctx, listId }));
    return page(c, { title: "加入需求", section: "lists" }, <AddNeedsPage list={list} page={found} held={held} />);
  })
  .post("/lists/:id/needs", async (c) => {
    const form = await c.req.formData();
    const ids = (name: string) => form.getAll(name).map(String);
    return move(c, () =>
      setNeeds({ ctx: c.var.ctx, listId: c.req.param("id"), input: { add: ids("add"), remove: ids("remove") } }),
    );
  })
  .post("/lists/:id/approve", (c) => move(c, () => approveList({ ctx: c.var.ctx, listId: c.req.param("id") })))
  .post("/lists/:id/send", (c) => move(c, () => sendList({ ctx: c.var.ctx, listId: c.req.param("id") })))
  .post("/lists/:id/reopen", (c) =>
    move(c, () => moveList({ ctx: c.var.ctx, listId: c.req.param("id"), action: "reopen" })),
  )
  .post("/lists/:id/close", (c) =>
    move(c, () => moveList({ ctx: c.var.ctx, listId: c.req.param("id"), action: "close" })),
  )
  .get("/lists/:id/versions/:number", async (c) => {
    const { id, number } = c.req.param();
    const { list, version, changes } = await getVersion({ ctx: c.var.ctx, listId: id, number: Number(number) });
    const title = `${list.title} 第 ${version.number} 版`;
    return page(c, { title, section: "lists" }, <VersionPage list={list} version={version} changes={changes} />);
  });

async function showAll(c: C, failure: AppError | null) {
  const lists = await getLists({ ctx: c.var.ctx, input: { cursor: c.req.query("cursor") } });
  const status = failure === null ? 200 : errorStatus[failure.code];
  return page(c, { title: "对接名单", section: "lists" }, <ListsPage lists={lists} failure={failure} />, status);
}

async function showOne(c: C, failure: AppError | null) {
  const overview = await listOverview({ ctx: c.var.ctx, listId: c.req.param("id")! });
  const status = failure === null ? 200 : errorStatus[failure.code];
  return page(
    c,
    { title: overview.list.title, section: "lists" },
    <ListPage overview={overview} failure={failure} />,
    status,
  );
}

/** Does it and shows the list; what its state forbids is told on the list. */
async function move(c: C, act: () => Promise<unknown>) {
  try {
    await act();
  } catch (error) {
    if (error instanceof AppError && ["precondition_failed", "limit_exceeded"].includes(error.code))
      return showOne(c, error);
    throw error;
  }
  return c.redirect(`/lists/${c.req.param("id")}`, 303);
}
