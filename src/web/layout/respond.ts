import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppEnv } from "../../http/deps.ts";
import { documentOf, type Frame } from "./layout.tsx";

/** Answers with a page. Pages are never cached: the next one must show what was just written. */
export function page(c: Context<AppEnv>, frame: Frame, content: Child, status: ContentfulStatusCode = 200) {
  const { banner, listening, version } = c.var.deps;
  c.header("Cache-Control", "no-store");
  return c.html(documentOf(frame, { banner, listening, version }, content), status);
}
