import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";
import { errorTitles } from "./titles.ts";

/** Answers an API caller with problem+json (RFC 9457). */
export function problem(c: Context<AppEnv>, error: AppError): Response {
  const status = errorStatus[error.code];
  if (error.retryAfterSeconds !== undefined) c.header("Retry-After", String(error.retryAfterSeconds));
  if (error.code === "unauthenticated") c.header("WWW-Authenticate", "Bearer");
  c.header("Cache-Control", "no-store");
  const body = {
    type: "about:blank",
    title: errorTitles[error.code],
    status,
    code: error.code,
    detail: error.message,
    traceId: c.var.traceId,
    ...(error.reason === undefined ? {} : { reason: error.reason }),
    ...(error.issues.length === 0 ? {} : { issues: error.issues }),
    ...(error.current === undefined ? {} : { current: error.current }),
  };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    "Content-Type": "application/problem+json; charset=utf-8",
  });
}

/** Whether a path is answered in JSON rather than with a page. */
export function isApiPath(path: string): boolean {
  return path === "/api" || path.startsWith("/api/") || ["/healthz", "/readyz", "/openapi.json"].includes(path);
}
