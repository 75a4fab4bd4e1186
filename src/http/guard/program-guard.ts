import type { MiddlewareHandler } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";
import { safeMethods } from "./origin-guard.ts";

/** Lets a program write only where its token says so, and gives it no cookies. */
export const programGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { principal } = c.var.ctx;
  if (principal.kind !== "token") return next();
  if (!safeMethods.has(c.req.method) && !principal.scopes.includes("write")) {
    throw new AppError("forbidden", "这个接口令牌只能读取。", { reason: "token_read_only" });
  }
  await next();
  c.res.headers.delete("set-cookie");
};
