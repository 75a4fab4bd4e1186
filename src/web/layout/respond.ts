import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { countUnread } from "../../app/notice/read-notices.ts";
import type { AppEnv } from "../../http/deps.ts";
import { isLargePrint } from "../display/display-cookies.ts";
import { documentOf, type Frame } from "./layout.tsx";
import { viewerOf } from "./site-header.tsx";

/** Answers with a page. Pages are never cached: the next one must show what was just written. */
export async function page(c: Context<AppEnv>, frame: Frame, content: Child, status: ContentfulStatusCode = 200) {
  const { banner, version } = c.var.deps;
  const { ctx, session } = c.var;
  // A page that tells of a failure must not fail for want of a number.
  const unread = ctx.principal.kind === "user" ? await countUnread({ ctx }).catch(() => 0) : 0;
  const viewer = viewerOf(ctx.principal, session, unread);
  const { pathname, search } = new URL(c.req.url);
  // What is refused says nothing of its address, so that foreign and missing look alike.
  const here = c.req.method === "GET" && status < 400 ? pathname + search : "/";
  const site = { banner, version, viewer, largePrint: isLargePrint(c), here };
  c.header("Cache-Control", "no-store");
  return c.html(documentOf(frame, site, content), status);
}
