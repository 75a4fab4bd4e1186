import type { MiddlewareHandler } from "hono";
import { localStaff } from "../../domain/shared/principal.ts";
import type { AppDeps, AppEnv } from "../deps.ts";
import { createUseCounter } from "./use-counter.ts";

/** Gives a request its dependencies, its use-case context and the number by which a fault can be found again. */
export function begin(deps: AppDeps): MiddlewareHandler<AppEnv> {
  const uses = deps.rateLimits === "off" ? null : createUseCounter();
  return async (c, next) => {
    const traceId = crypto.randomUUID();
    c.set("deps", deps);
    c.set("traceId", traceId);
    c.set("uses", uses);
    c.header("X-Trace-Id", traceId);
    const origin = { ip: "", device: c.req.header("user-agent")?.slice(0, 200) ?? "", traceId };
    c.set("ctx", deps.context((await deps.authenticate?.(c.req.raw, origin)) ?? localStaff, origin));
    await next();
  };
}
