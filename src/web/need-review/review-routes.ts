import { Hono } from "hono";
import { type ReviewNeedInput, reviewNeed } from "../../app/need/review-need.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { showNeed } from "../record/show-need.tsx";

/** Staff take a need on or send it back. */
export const reviewRoutes = new Hono<AppEnv>().post("/needs/:id/review", async (c) => {
  const form = await c.req.formData();
  const ifVersion = Number(form.get("version") ?? Number.NaN);
  if (!Number.isSafeInteger(ifVersion)) {
    throw new AppError("precondition_required", "表单缺少版本号，请重新打开页面。");
  }
  const text = (name: string) => String(form.get(name) ?? "");
  const reasons = form.getAll("reasons").map(String);
  const input = { decision: text("decision"), reasons, note: text("note") } as ReviewNeedInput;
  const id = c.req.param("id");
  try {
    await reviewNeed({ ctx: c.var.ctx, id, ifVersion, input });
  } catch (error) {
    const told = error instanceof AppError && ["invalid_input", "stale_version"].includes(error.code);
    if (!told) throw error;
    return showNeed(c, id, { review: { reasons, note: text("note"), error } });
  }
  return c.redirect(`/needs/${id}?saved=reviewed`, 303);
});
