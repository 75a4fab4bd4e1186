import { z } from "@hono/zod-openapi";
import { type Api, answers, defineRoute } from "../define-route.ts";
import { problems } from "../schema/problem-schema.ts";

const readySchema = z
  .object({ ready: z.boolean(), degraded: z.boolean(), parts: z.record(z.string(), z.string()), version: z.string() })
  .openapi("Ready");

const readyExample = {
  ready: true,
  degraded: false,
  parts: { database: "ok", search: "ok, 0 pending" },
  version: "0.1.0",
};

/** Liveness, readiness. */
export function healthRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: "/healthz",
      summary: "进程是否存活",
      tags: ["运行状态"],
      responses: { 200: answers("存活", z.object({ ok: z.literal(true) }), { ok: true }) },
    },
    (c) => c.json({ ok: true }),
  );

  defineRoute(
    api,
    {
      method: "get",
      path: "/readyz",
      summary: "是否可以提供服务",
      description: "数据库可用即为就绪；检索服务不完整时仍就绪，degraded 为 true。",
      tags: ["运行状态"],
      responses: {
        200: answers("就绪", readySchema, readyExample),
        503: answers("尚未就绪", readySchema, { ...readyExample, ready: false, parts: { database: "down" } }),
        ...problems("internal"),
      },
    },
    async (c) => {
      const { ready, degraded, parts } = await c.var.deps.status();
      c.header("Cache-Control", "no-store");
      if (!ready) c.header("Retry-After", "2");
      return c.json({ ready, degraded, parts, version: c.var.deps.version }, ready ? 200 : 503);
    },
  );
}
