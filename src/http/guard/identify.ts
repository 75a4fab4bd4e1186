import type { MiddlewareHandler } from "hono";
import { nobody } from "../../app/account/authenticate.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { clearSessionCookie } from "../../web/account/session-cookie.ts";
import type { AppEnv } from "../deps.ts";
import { isApiPath } from "../error/problem.ts";

/** Answered to anybody, without a look at who asks. */
const openPaths = ["/healthz", "/readyz", "/openapi.json"];

/**
 * Finds out who sends a request. A session that has ended is refused at the API; at a page its sender is a visitor, is rid of the
 * cookie, and is asked to sign in where that is needed. Nothing that a signed-in person gets is kept by a cache.
 */
export const identify: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { deps } = c.var;
  const isOpen = c.req.path.startsWith("/assets/") || openPaths.includes(c.req.path);
  if (isOpen || deps.authenticate === undefined) return next();
  const { origin } = c.var.ctx;
  const { principal, session } = await deps.authenticate(c.req.raw, origin).catch((error: unknown) => {
    const ended = error instanceof AppError && error.reason === "session_ended";
    if (ended) clearSessionCookie(c);
    if (!ended || isApiPath(c.req.path)) throw error;
    return nobody;
  });
  c.set("ctx", deps.context(principal, origin));
  c.set("session", session);
  await next();
  if (principal.kind !== "visitor" || session !== null) c.header("Cache-Control", "no-store");
};
