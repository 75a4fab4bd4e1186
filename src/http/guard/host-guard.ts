import type { MiddlewareHandler } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** Refuses a foreign Host header where the server is bound to this machine: a web page elsewhere could otherwise point its own name at us (DNS rebinding). */
export const hostGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  if (c.var.deps.hosts === "loopback" && !loopbackHost.test(host)) {
    throw new AppError("forbidden", "本服务只接受来自本机地址的访问，请用 http://127.0.0.1 打开。", {
      reason: "foreign_host",
    });
  }
  await next();
};
