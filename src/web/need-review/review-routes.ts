import { Hono } from "hono";
import { type ReviewNeedInput, reviewNeed } from "../../app/need/review-need.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";

/** Staff take a need on or send it back. */
export const reviewRoutes = new Hono<AppEnv>().post("/needs/:id/review", async (c) => {
  const form = await c.req.formData();
  const ifVersion = Number(form.get("version") ?? Number.NaN);
  if (!Number.isSafeInteger(ifVersion)) {
    throw new AppError("precondition_required", "表单缺少版本号，请重新打开页面。");
  }
  const text = (name: string) => String(form.get(name) ?? "");
  const input = { decision: text("decision"), reasons: form.getAll("reasons"), note: text("note") } as ReviewNeedInput;
  const id = c.req.param("id");
  await reviewNeed({ ctx: c.var.ctx, id, ifVersion, input });
  return c.redirect(`/needs/${id}?saved=reviewed`, 303);
});
