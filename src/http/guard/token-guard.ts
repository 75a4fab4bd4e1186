import type { MiddlewareHandler } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

/** Answered without a token: they tell nothing of the records. */
const openPaths = ["/healthz", "/readyz", "/openapi.json"];

/** Asks for the bearer token where the server can be reached by strangers. A token that was never set lets nobody in. */
export const tokenGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { readToken } = c.var.deps;
  if (readToken === undefined || openPaths.includes(c.req.path)) return next();
  const sent = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  if (readToken === "" || !(await sameSecret(sent, readToken))) {
    c.header("WWW-Authenticate", "Bearer");
    throw new AppError("unauthenticated", "请在 Authorization 中带上读取口令（Bearer）。");
  }
  return next();
};

/** Compares digests, so that the time taken says nothing of how much was right. */
async function sameSecret(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all(
    [a, b].map((text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
  );
  const [x, y] = [new Uint8Array(left!), new Uint8Array(right!)];
  let difference = 0;
  for (let at = 0; at < x.length; at++) difference |= x[at]! ^ y[at]!;
  return difference === 0;
}
