import type { MiddlewareHandler } from "hono";
import { localStaff } from "../../domain/shared/principal.ts";
import type { AppDeps, AppEnv } from "../deps.ts";

/** Gives a request its dependencies, its use-case context and the number by which a fault can be found again. */
export function begin(deps: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const traceId = crypto.randomUUID();
    c.set("deps", deps);
    c.set("traceId", traceId);
    c.header("X-Trace-Id", traceId);
    const origin = { ip: "", device: c.req.header("user-agent")?.slice(0, 200) ?? "", traceId };
    c.set("ctx", deps.context((await deps.authenticate?.(c.req.raw, origin)) ?? localStaff, origin));
    await next();
  };
}
