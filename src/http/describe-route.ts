import { type RouteConfig, z } from "@hono/zod-openapi";
import { maxKeyChars } from "../app/idempotency/request-key.ts";
import type { ErrorCode } from "../domain/shared/errors.ts";
import { problems } from "./schema/problem-schema.ts";

/** How a caller shows who it is; the names stand in the description's `components`. */
export const securitySchemes = {
  session: { type: "apiKey", in: "cookie", name: "__Host-duijie", description: "浏览器登录后的会话" },
  bearer: { type: "http", scheme: "bearer", description: "单位的接口令牌：Authorization: Bearer dj_…" },
} as const;

const signedIn = [{ session: [] }, { bearer: [] }];
const requestKey = z.object({
  "Idempotency-Key": z.string().max(maxKeyChars).optional().openapi({
    description: "由调用方生成；以同一键重发同一请求只生效一次，24 小时内答复相同",
    example: "7d444840-9dc0-41d1",
  }),
});

/** The description of a route with what holds for every route of its sort: who may call, and which failures there can be. */
export function describeRoute(config: RouteConfig): RouteConfig {
  if (!config.path.startsWith("/api/")) return { ...config, security: [] };
  const reads = config.method === "get";
  const codes: ErrorCode[] = ["unauthenticated", "limit_exceeded", "internal", "unavailable"];
  if (!reads) codes.push("forbidden");
  if (config.method === "post") codes.push("conflict", "precondition_failed");
  if (config.request?.body !== undefined) codes.push("invalid_input", "payload_too_large");
  return {
    ...config,
    security: reads ? [...signedIn, {}] : signedIn,
    ...(config.method === "post" && { request: { ...config.request, headers: requestKey } }),
    responses: { ...config.responses, ...problems(...codes) },
  };
}
