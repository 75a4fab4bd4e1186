import type { Context, MiddlewareHandler, Next } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Lets a browser write only from our own pages. A client that is no browser sends neither header and passes. */
export const originGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.var.ctx.principal.kind === "token") return answerProgram(c, next);
  if (!safeMethods.has(c.req.method) && !fromOwnPage(c.req.raw)) {
    throw new AppError("forbidden", "该操作只能从本系统的页面发起，请返回页面重新提交。", { reason: "cross_site" });
  }
  await next();
};

/** A program sends its token itself, which no foreign page can make a browser do. It writes only where its token says so, and
 * is given no cookies. */
async function answerProgram(c: Context<AppEnv>, next: Next): Promise<void> {
  const { principal } = c.var.ctx;
  if (principal.kind === "token" && !safeMethods.has(c.req.method) && !principal.scopes.includes("write")) {
    throw new AppError("forbidden", "这个接口令牌只能读取。", { reason: "token_read_only" });
  }
  await next();
  c.res.headers.delete("set-cookie");
}

function fromOwnPage(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  // Behind a proxy the scheme may differ from ours; host and port may not.
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
