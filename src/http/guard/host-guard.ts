import type { MiddlewareHandler } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv, HostPolicy } from "../deps.ts";

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

const addressHost = /^(\d{1,3}(\.\d{1,3}){3}|\[[\da-f:]+\])(:\d{1,5})?$/i;

/** Refuses a foreign Host header: a web page elsewhere could otherwise point its own name at us (DNS rebinding). */
export const hostGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  if (!isAnswered(host, c.var.deps.hosts)) {
    throw new AppError("forbidden", "本服务不接受发往这个地址的访问，请用管理员给出的网址打开。", {
      reason: "foreign_host",
    });
  }
  await next();
};

function isAnswered(host: string, policy: HostPolicy): boolean {
  if (policy === "any" || loopbackHost.test(host)) return true;
  if (policy === "addresses") return addressHost.test(host);
  return typeof policy === "object" && policy.name.toLowerCase() === host.toLowerCase();
}
