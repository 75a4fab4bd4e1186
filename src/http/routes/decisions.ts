import { z } from "@hono/zod-openapi";
import { listDecisions } from "../../app/decision/list-decisions.ts";
import { logDecision } from "../../app/decision/log-decision.ts";
import type { DecisionInput } from "../../domain/matching/decision.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import { readJson } from "../json/read-json.ts";
import { decisionBody, decisionSchema, decisionView } from "../schema/decision-view.ts";
import { decisionExample } from "../schema/examples/decisions.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";

const path = "/api/v1/match-runs/{runId}/decisions";
const params = z.object({ runId: recordId });
const listQuery = z.strictObject({
  cursor: z.string().optional().openapi({ description: "上一页返回的 nextCursor" }),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
const listAnswer = z.object({ items: z.array(decisionSchema), nextCursor: z.string().nullable() });

/** Reading what was decided on a list. */
export function decisionReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path,
      summary: "一份名单上的取舍记录，最早的在前",
      tags: ["匹配"],
      request: { params, query: listQuery },
      responses: {
        200: answers("一页", listAnswer, { items: [decisionExample], nextCursor: null }),
        ...problems("invalid_input", "forbidden", "not_found"),
      },
    },
    async (c) => {
      const { cursor, limit } = parseQuery(c, listQuery);
      const runId = c.req.param("runId")!;
      const { items, nextCursor } = await listDecisions({ ctx: c.var.ctx, runId, input: { cursor, limit } });
      return c.json({ items: items.map(decisionView), nextCursor });
    },
  );
}

/** Logging a decision. */
export function decisionWriteRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "post",
      path,
      summary: "记录对名单上一个候选的取舍",
      description: "只记录，不改动名单；记录用于以后学习评分权重。同一 id 重复提交只记一次。",
      tags: ["匹配"],
      request: { params, body: { required: true, content: { "application/json": { schema: decisionBody } } } },
      responses: {
        201: answers("已记录", decisionSchema, decisionExample),
        ...problems("invalid_input", "forbidden", "not_found", "conflict", "precondition_failed"),
      },
    },
    async (c) => {
      // Parsed by the use case, in one place for all callers.
      const input = (await readJson(c)) as DecisionInput;
      const decision = await logDecision({ ctx: c.var.ctx, runId: c.req.param("runId")!, input });
      return c.json(decisionView(decision), 201);
    },
  );
}
