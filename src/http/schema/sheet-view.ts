import { z } from "@hono/zod-openapi";
import type { SheetState } from "../../app/match-list/sheet-state.ts";
import { placeOf, sheetStep, sheetTarget } from "../../domain/match-list/sheet.ts";
import { type ExcludeReason, excludeReasons } from "../../domain/matching/decision.ts";

const reasonCodes = Object.keys(excludeReasons) as [ExcludeReason, ...ExcludeReason[]];

export const sheetSchema = z
  .object({
    listId: z.string(),
    needId: z.string(),
    version: z.number().int().openapi({ description: "每有一步操作加一；下一步写在 If-Match" }),
    entries: z.array(
      z.object({
        target: sheetTarget,
        state: z.enum(["undecided", "included", "excluded"]),
        place: z.number().int().nullable().openapi({ description: "在名单中的次序，从 1 起；未选入的为空" }),
        reason: z.object({ code: z.enum(reasonCodes), label: z.string() }).nullable(),
        note: z.string(),
        pinned: z.boolean(),
        byHand: z.boolean().openapi({ description: "由工作人员添加，不在推荐之列" }),
      }),
    ),
    canUndo: z.number().int().openapi({ description: "调用方可撤销的步数" }),
    canRedo: z.number().int(),
    updatedBy: z.string(),
    updatedAt: z.iso.datetime(),
  })
  .openapi("MatchSheet", { description: "名单中一项需求的候选，选入的在前，按次序" });

/** A need's sheet as the API tells it. */
export function sheetView({ listId, needId, version, sheet, updatedBy, updatedAt, undo, redo }: SheetState) {
  return {
    listId,
    needId,
    version,
    entries: sheet.entries.map(({ target, state, reason, note, pinned, byHand }) => ({
      target,
      state,
      place: placeOf(sheet, target),
      reason: reason === null ? null : { code: reason, label: excludeReasons[reason].label },
      note,
      pinned,
      byHand,
    })),
    canUndo: undo.length,
    canRedo: redo.length,
    updatedBy,
    updatedAt: updatedAt.toISOString(),
  };
}

/** Parsed by the use case; here for the description. */
export const stepBody = z.union(sheetStep.options).openapi("MatchSheetStep", {
  description: `选入 include、手工添加 add、排除 exclude（须选原因）、恢复待定 clear、调整次序 move、固定 pin、取消固定 unpin、备注 note。排除原因：${reasonCodes.map((code) => `${code} ${excludeReasons[code].label}`).join("；")}`,
  example: { action: "include", target: { kind: "expert", id: "1c9e6679-7425-40de-944b-e07fc1f90ae7" }, place: 1 },
});
