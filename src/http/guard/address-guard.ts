import type { MiddlewareHandler } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

/** Answers addresses with a NUL in them as any that is not there: no id has one, and no database text can. */
export const addressGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (/%00|\0/.test(c.req.path)) throw new AppError("not_found", "没有这个地址，请检查链接是否完整。");
  await next();
};
