import { z } from "@hono/zod-openapi";
import { createList } from "../../app/match-list/create-list.ts";
import { getList, getLists } from "../../app/match-list/get-lists.ts";
import { findList } from "../../app/match-list/list-scope.ts";
import { setNeeds } from "../../app/match-list/set-needs.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import { tagOf } from "../entity-tag.ts";
import { readJson } from "../json/read-json.ts";
import { listExample, listedNeedExample, listSummaryExample } from "../schema/examples/lists.ts";
import {
  listBody,
  listedNeedSchema,
  listedNeedView,
  listSchema,
  listSummarySchema,
  listSummaryView,
  listView,
  needsBody,
} from "../schema/list-view.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";

const base = "/api/v1/lists";
const one = `${base}/{id}`;
const tags = ["对接名单"];
const description = "科技局工作人员，或局的接口令牌；名单按区划管辖。";
const params = z.object({ id: recordId });
const etag = { ETag: z.string().openapi({ example: '"4"' }) };
const pageQuery = z.strictObject({
  cursor: z.string().optional().openapi({ description: "上一页返回的 nextCursor" }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const json = (schema: z.ZodType) => ({ required: true, content: { "application/json": { schema } } });

/** Reading match lists. */
export function listReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: base,
      summary: "列出对接名单，最近修改的在前",
      description,
      tags,
      request: { query: pageQuery },
      responses: {
        200: answers("一页", z.object({ items: z.array(listSummarySchema), nextCursor: z.string().nullable() }), {
          items: [listSummaryExample],
          nextCursor: "mk1x2y3z.3d813cbb-47fb-42ba-91df-831e1593ac29",
        }),
        ...problems("invalid_input", "forbidden"),
      },
    },
    async (c) => {
      const { items, nextCursor } = await getLists({ ctx: c.var.ctx, input: parseQuery(c, pageQuery) });
      return c.json({ items: items.map(listSummaryView), nextCursor });
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: one,
      summary: "读取一份对接名单",
      description,
      tags,
      request: { params },
      responses: {
        200: { ...answers("名单", listSchema, listExample), headers: z.object(etag) },
        ...problems("forbidden", "not_found"),
      },
    },
    async (c) => {
      const { ctx } = c.var;
      const list = await findList(ctx.db.orm, ctx.principal, c.req.param("id")!);
      c.header("ETag", tagOf(list.version));
      return c.json(listView(list));
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${one}/needs`,
      summary: "名单中的需求，按次序",
      description,
      tags,
      request: { params },
      responses: {
        200: answers("需求", z.object({ items: z.array(listedNeedSchema) }), { items: [listedNeedExample] }),
        ...problems("forbidden", "not_found"),
      },
    },
    async (c) => {
      const { needs } = await getList({ ctx: c.var.ctx, listId: c.req.param("id")! });
      return c.json({ items: needs.map(listedNeedView) });
    },
  );
}

/** Making lists and filling them. */
export function listWriteRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "post",
      path: base,
      summary: "新建一份对接名单",
      description,
      tags,
      request: { body: json(listBody) },
      responses: {
        201: {
          ...answers("已建立", listSchema, listExample),
          headers: z.object({ ...etag, Location: z.string().openapi({ example: `${base}/${listExample.id}` }) }),
        },
        ...problems("invalid_input", "forbidden"),
      },
    },
    async (c) => {
      const list = await createList({ ctx: c.var.ctx, input: await readJson(c) });
      c.header("ETag", tagOf(list.version));
      c.header("Location", `${base}/${list.id}`);
      return c.json(listView(list), 201);
    },
  );

  defineRoute(
    api,
    {
      method: "post",
      path: `${one}/needs`,
      summary: "加入或移出需求",
      description,
      tags,
      request: { params, body: json(needsBody) },
      responses: {
        200: answers("名单现有的需求数", z.object({ needs: z.number().int() }), { needs: 24 }),
        ...problems("invalid_input", "forbidden", "not_found", "precondition_failed"),
      },
    },
    async (c) => {
      const input = (await readJson(c)) as z.input<typeof needsBody>;
      return c.json(await setNeeds({ ctx: c.var.ctx, listId: c.req.param("id")!, input }));
    },
  );
}
