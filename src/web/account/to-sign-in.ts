import type { Context } from "hono";
import type { SessionDebt } from "../../app/account/session/session.ts";
import type { AppEnv } from "../../http/deps.ts";
import { localPath } from "./local-path.ts";

/** Where each debt of a session is paid. */
export const debtPaths: Record<SessionDebt, string> = {
  secondFactor: "/sign-in/code",
  enrol: "/account/second-factor",
  newPassword: "/account/password",
};

/** Sends a browser to sign in, or to what its session still owes, and from there back to the page it asked for. */
export function toSignIn(c: Context<AppEnv>): Response {
  const from = c.req.method === "GET" ? c.req.url : (c.req.header("referer") ?? "");
  const { pathname, search } = URL.canParse(from) ? new URL(from) : new URL("http://local.invalid/");
  const owes = c.var.session?.owes ?? null;
  const to = owes === null ? "/sign-in" : debtPaths[owes];
  c.header("Cache-Control", "no-store");
  return c.redirect(`${to}?next=${encodeURIComponent(localPath(pathname + search))}`, 303);
}
