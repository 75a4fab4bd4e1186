import { Hono } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

const fileName = /^[a-z0-9][a-z0-9.-]{0,60}$/;

/** Built scripts and styles, kept by browsers and asked for anew by tag. */
export const assetRoutes = new Hono<AppEnv>().get("/assets/:name", async (c) => {
  const name = c.req.param("name");
  const asset = fileName.test(name) ? await c.var.deps.assets(name) : null;
  if (asset === null) throw new AppError("not_found", "没有这个文件。");
  c.header("ETag", asset.etag);
  c.header("Cache-Control", "no-cache");
  // A compressed answer carries the same tag, weakened.
  if (c.req.header("if-none-match")?.replace(/^W\//, "") === asset.etag) return c.body(null, 304);
  return c.body(typeof asset.body === "string" ? asset.body : new Uint8Array(asset.body), 200, {
    "Content-Type": asset.type,
  });
});
