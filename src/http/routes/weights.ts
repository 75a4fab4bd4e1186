import { z } from "@hono/zod-openapi";
import { decideWeights } from "../../app/weights/decide-weights.ts";
import { getWeights } from "../../app/weights/get-weights.ts";
import { listWeights } from "../../app/weights/list-weights.ts";
import { proposeWeights } from "../../app/weights/propose-weights.ts";
import type { WeightsAction } from "../../domain/matching/weights-version.ts";
import { type Api, answers, defineRoute } from "../define-route.ts";
import { reportExample, versionExample } from "../schema/examples/decisions.ts";
import { problems } from "../schema/problem-schema.ts";
import { reportSchema, reportView, versionSchema, versionView } from "../schema/weights-view.ts";

const base = "/api/v1/weights";
const tags = ["评分权重"];
const params = z.object({ version: z.string().openapi({ example: "2026-03" }) });

/** Reading versions of the weights and why they were proposed. */
export function weightsReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: base,
      summary: "列出全部评分权重版本，最早的在前",
      tags,
      responses: {
        200: answers("全部版本", z.object({ items: z.array(versionSchema) }), { items: [versionExample] }),
        ...problems("forbidden"),
      },
    },
    async (c) => c.json({ items: (await listWeights({ ctx: c.var.ctx })).map(versionView) }),
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${base}/{version}`,
      summary: "一版评分权重，以及它改变什么、依据是什么",
      tags,
      request: { params },
      responses: {
        200: answers("版本和方案", z.object({ version: versionSchema, report: reportSchema.nullable() }), {
          version: versionExample,
          report: reportExample,
        }),
        ...problems("forbidden", "not_found"),
      },
    },
    async (c) => {
      const { version, report } = await getWeights({ ctx: c.var.ctx, version: c.req.param("version")! });
      return c.json({ version: versionView(version), report: report === null ? null : reportView(report) });
    },
  );
}

/** Proposing, applying, discarding and restoring versions. */
export function weightsWriteRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "post",
      path: base,
      summary: "从取舍记录学习，提出新的评分权重方案",
      description: "不改变生效的权重。留出检验不比现行权重好时不提出方案，version 为空。",
      tags,
      responses: {
        200: answers("方案", reportSchema, reportExample),
        ...problems("forbidden", "conflict", "precondition_failed"),
      },
    },
    async (c) => c.json(reportView(await proposeWeights({ ctx: c.var.ctx }))),
  );

  decisionRoute("apply", "启用一个待定的方案", "全部名单随即标为“评分权重有调整”，下次查看时重新计算。");
  decisionRoute("discard", "放弃一个待定的方案", "放弃后不能再启用。");
  decisionRoute("restore", "恢复一个曾经生效的版本", "名单随即标为“评分权重有调整”，下次查看时重新计算。");

  function decisionRoute(action: WeightsAction, summary: string, description: string): void {
    defineRoute(
      api,
      {
        method: "post",
        path: `${base}/{version}/${action}`,
        summary,
        description,
        tags,
        request: { params },
        responses: {
          200: answers("变更后的版本", versionSchema, versionExample),
          ...problems("forbidden", "not_found", "conflict", "precondition_failed"),
        },
      },
      async (c) =>
        c.json(versionView(await decideWeights({ ctx: c.var.ctx, version: c.req.param("version")!, action }))),
    );
  }
}
