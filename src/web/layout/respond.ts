import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppEnv } from "../../http/deps.ts";
import { documentOf, type Frame } from "./layout.tsx";
import { viewerOf } from "./site-header.tsx";

/** Answers with a page. Pages are never cached: the next one must show what was just written. */
export function page(c: Context<AppEnv>, frame: Frame, content: Child, status: ContentfulStatusCode = 200) {
  const { banner, version } = c.var.deps;
  const viewer = viewerOf(c.var.ctx.principal, c.var.session);
  c.header("Cache-Control", "no-store");
  return c.html(documentOf(frame, { banner, version, viewer }, content), status);
}
