import { Hono } from "hono";
import { deleteDraft, withdrawNeed } from "../../app/need/withdraw-need.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { showNeed } from "../record/show-need.tsx";

/** A firm takes a need back, or removes a draft. */
export const withdrawalRoutes = new Hono<AppEnv>()
  .post("/needs/:id/withdrawal", async (c) => {
    const form = await c.req.formData();
    const id = c.req.param("id");
    const input = { reason: String(form.get("reason") ?? ""), note: String(form.get("note") ?? "") };
    try {
      await withdrawNeed({ ctx: c.var.ctx, id, ifVersion: versionIn(form), input });
    } catch (error) {
      const told = error instanceof AppError && ["invalid_input", "stale_version"].includes(error.code);
      if (!told) throw error;
      return showNeed(c, id, { withdrawal: { ...input, error } });
    }
    return c.redirect(`/needs/${id}?saved=withdrawn`, 303);
  })
  .post("/needs/:id/removal", async (c) => {
    const form = await c.req.formData();
    await deleteDraft({ ctx: c.var.ctx, id: c.req.param("id"), ifVersion: versionIn(form) });
    return c.redirect("/needs/mine?saved=removed", 303);
  });

function versionIn(form: FormData): number {
  const version = Number(form.get("version") ?? Number.NaN);
  if (!Number.isSafeInteger(version)) throw new AppError("precondition_required", "表单缺少版本号，请重新打开页面。");
  return version;
}
