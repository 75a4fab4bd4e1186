import { z } from "@hono/zod-openapi";
import { answerPair } from "../../app/match-list/answer-pair.ts";
import { listAnswers } from "../../app/match-list/list-answers.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import { versionOf } from "../entity-tag.ts";
import { readJson } from "../json/read-json.ts";
import { answerBody, answerSchema, answerView, askedSchema, askedView } from "../schema/answer-view.ts";
import { answerExample, askedExample } from "../schema/examples/lists.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";

const base = "/api/v1/answers";
const tags = ["对接名单"];

const askedQuery = z.strictObject({
  cursor: z.string().max(100).optional().openapi({ description: "上一页返回的 nextCursor" }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  waiting: z.enum(["yes", "no"]).default("no").openapi({ description: "yes 只列待答复的" }),
});

/** What the caller's organisation is asked about sent lists. */
export function answerReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: base,
      summary: "请本单位答复的对接",
      description: "名单发送后可见；双方资料按调用方的披露级别给出。按编号排列，分页读取。",
      tags,
      request: { query: askedQuery },
      responses: { 200: answers("一页", askedSchema, askedExample), ...problems("invalid_input") },
    },
    async (c) => {
      const { cursor = "", limit, waiting } = parseQuery(c, askedQuery);
      const input = { after: cursor, limit: limit + 1, waiting: waiting === "yes" };
      const asked = await listAnswers({ ctx: c.var.ctx, input });
      const items = asked.slice(0, limit);
      return c.json({
        items: items.map(askedView),
        nextCursor: asked.length > limit ? items.at(-1)!.answer.id : null,
      });
    },
  );
}

export function answerWriteRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "post",
      path: `${base}/{id}`,
      summary: "同意或谢绝一项对接",
      description: "双方都同意即对对方放开需求。工作人员代为录入的，审计中记明代谁办理。",
      tags,
      request: {
        params: z.object({ id: recordId }),
        headers: z.object({
          "If-Match": z
            .string()
            .optional()
            .openapi({ description: "读取时的 version；期间有人答复过的不覆盖", example: '"1"' }),
        }),
        body: { required: true, content: { "application/json": { schema: answerBody } } },
      },
      responses: {
        200: answers("答复", answerSchema, answerExample),
        ...problems("invalid_input", "forbidden", "not_found", "precondition_failed", "stale_version"),
      },
    },
    async (c) => {
      const tag = c.req.header("if-match");
      const ifVersion = tag === undefined ? undefined : versionOf(tag);
      const input = await readJson(c);
      return c.json(answerView(await answerPair({ ctx: c.var.ctx, id: c.req.param("id")!, ifVersion, input })));
    },
  );
}
