import { z } from "@hono/zod-openapi";
import { approveList, listVersions, moveList } from "../../app/match-list/approve-list.ts";
import { getVersion } from "../../app/match-list/get-version.ts";
import { findList } from "../../app/match-list/list-scope.ts";
import { sendList } from "../../app/match-list/send-list.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import { tagOf } from "../entity-tag.ts";
import { changesExample, listExample, listVersionExample, versionBriefExample } from "../schema/examples/lists.ts";
import {
  changesSchema,
  changesView,
  listSchema,
  listView,
  versionBriefView,
  versionSchema,
  versionsSchema,
  versionView,
} from "../schema/list-view.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";

const one = "/api/v1/lists/{id}";
const tags = ["对接名单"];
const description = "科技局工作人员，或局的接口令牌；名单按区划管辖。";
const params = z.object({ id: recordId });
const versionParams = z.object({ id: recordId, number: z.coerce.number().int().openapi({ example: 1 }) });
const etag = { ETag: z.string().openapi({ example: '"4"' }) };
const againstQuery = z.strictObject({
  against: z.coerce.number().int().min(1).optional().openapi({ description: "与哪一版比较；默认上一版" }),
});

/** The approved versions of a list. */
export function listVersionRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: `${one}/versions`,
      summary: "审定过的版本，最新的在前",
      description,
      tags,
      request: { params },
      responses: {
        200: answers("版本", versionsSchema, { items: [versionBriefExample] }),
        ...problems("forbidden", "not_found"),
      },
    },
    async (c) => {
      const { ctx } = c.var;
      const list = await findList(ctx.db.orm, ctx.principal, c.req.param("id")!);
      return c.json({ items: (await listVersions(ctx, list.id)).map(versionBriefView) });
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${one}/versions/{number}`,
      summary: "读取一个版本：审定时的全部对接",
      description,
      tags,
      request: { params: versionParams },
      responses: {
        200: answers("版本", versionSchema, listVersionExample),
        ...problems("forbidden", "not_found"),
      },
    },
    async (c) => {
      const { id, number } = c.req.param() as { id: string; number: string };
      return c.json(versionView((await getVersion({ ctx: c.var.ctx, listId: id, number: Number(number) })).version));
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${one}/versions/{number}/changes`,
      summary: "一个版本与另一版的不同",
      description,
      tags,
      request: { params: versionParams, query: againstQuery },
      responses: {
        200: answers("不同之处", changesSchema, changesExample),
        ...problems("invalid_input", "forbidden", "not_found"),
      },
    },
    async (c) => {
      const { id, number } = c.req.param() as { id: string; number: string };
      const { against } = parseQuery(c, againstQuery);
      return c.json(changesView(await getVersion({ ctx: c.var.ctx, listId: id, number: Number(number), against })));
    },
  );
}

/** Approving a list, sending it, and moving it on. */
export function listMoveRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "post",
      path: `${one}/approve`,
      summary: "审定：把名单现在的内容冻结为下一版",
      description,
      tags,
      request: { params },
      responses: {
        201: answers("新的版本", versionSchema, listVersionExample),
        ...problems("forbidden", "not_found", "precondition_failed"),
      },
    },
    async (c) => c.json(versionView(await approveList({ ctx: c.var.ctx, listId: c.req.param("id")! })), 201),
  );

  defineRoute(
    api,
    {
      method: "post",
      path: `${one}/send`,
      summary: "把审定的版本发送给双方",
      description: `${description}每项需求须由企业确认脱敏文本，否则一项也不发送，issues 逐项说明。`,
      tags,
      request: { params },
      responses: {
        200: answers("征询了多少方", z.object({ asked: z.number().int() }), { asked: 72 }),
        ...problems("forbidden", "not_found", "precondition_failed"),
      },
    },
    async (c) => c.json(await sendList({ ctx: c.var.ctx, listId: c.req.param("id")! })),
  );

  for (const [action, summary] of [
    ["reopen", "收回名单，重新编排"],
    ["close", "结束名单，不再接受答复"],
  ] as const) {
    defineRoute(
      api,
      {
        method: "post",
        path: `${one}/${action}`,
        summary,
        description,
        tags,
        request: { params },
        responses: {
          200: { ...answers("名单", listSchema, listExample), headers: z.object(etag) },
          ...problems("forbidden", "not_found", "precondition_failed"),
        },
      },
      async (c) => {
        const list = await moveList({ ctx: c.var.ctx, listId: c.req.param("id")!, action });
        c.header("ETag", tagOf(list.version));
        return c.json(listView(list));
      },
    );
  }
}
