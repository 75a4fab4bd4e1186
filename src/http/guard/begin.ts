import type { MiddlewareHandler } from "hono";
import { visitor } from "../../domain/shared/principal.ts";
import type { AppDeps, AppEnv } from "../deps.ts";
import { createUseCounter } from "./use-counter.ts";

const maxDeviceChars = 200;

/** Gives a request its dependencies, a visitor's context and the number by which a fault can be found again. Who sends it is found
 * out by `identify`, behind the guards that need not know. */
export function begin(deps: AppDeps): MiddlewareHandler<AppEnv> {
  const uses = deps.rateLimits === "off" ? null : createUseCounter();
  return async (c, next) => {
    const traceId = crypto.randomUUID();
    c.set("deps", deps);
    c.set("traceId", traceId);
    c.set("session", null);
    c.set("uses", uses);
    c.header("X-Trace-Id", traceId);
    const device = c.req.header("user-agent")?.slice(0, maxDeviceChars) ?? "";
    c.set("ctx", deps.context(visitor, { ip: deps.clientAddress?.(c) ?? "", device, traceId }));
    await next();
  };
}
