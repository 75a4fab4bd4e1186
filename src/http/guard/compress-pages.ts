import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import type { AppEnv } from "../deps.ts";
import { isApiPath } from "../error/problem.ts";

const compressed = compress();

/** Compresses pages and assets. API answers stay as they are: compressing would weaken the entity tags that writes depend on. */
export const compressPages: MiddlewareHandler<AppEnv> = (c, next) =>
  isApiPath(c.req.path) ? next() : compressed(c, next);
