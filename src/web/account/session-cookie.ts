import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { parse } from "hono/utils/cookie";
import type { AppEnv } from "../../http/deps.ts";

/** `__Host-` binds the cookie to https and to this very host; a browser refuses that name on plain http. */
function cookieName(secure: boolean): string {
  return secure ? "__Host-duijie" : "duijie";
}

/** The session token a request carries, or null. */
export function sessionTokenOf(request: Request, secure: boolean): string | null {
  const name = cookieName(secure);
  const token = parse(request.headers.get("cookie") ?? "", name)[name];
  return token === undefined || token === "" ? null : token;
}

/** Gives the browser its session. It goes when the browser does; the server ends it earlier. */
export function setSessionCookie(c: Context<AppEnv>, token: string): void {
  const secure = c.var.deps.secureCookies === true;
  setCookie(c, cookieName(secure), token, { path: "/", httpOnly: true, sameSite: "Lax", secure });
}

export function clearSessionCookie(c: Context<AppEnv>): void {
  const secure = c.var.deps.secureCookies === true;
  deleteCookie(c, cookieName(secure), { path: "/", secure });
}
