import type { MiddlewareHandler } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

export const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Lets a browser write only from our own pages. A client that is no browser sends neither header and passes. */
export const originGuard: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!safeMethods.has(c.req.method) && !fromProgram(c.req.raw) && !fromOwnPage(c.req.raw)) {
    throw new AppError("forbidden", "该操作只能从本系统的页面发起，请返回页面重新提交。", { reason: "cross_site" });
  }
  await next();
};

function fromOwnPage(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  // Behind a proxy the scheme may differ from ours; host and port may not.
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** A token is sent by the program itself: no foreign page can make a browser add it. */
function fromProgram(request: Request): boolean {
  return /^Bearer /i.test(request.headers.get("authorization") ?? "");
}
