import type { NeedContent } from "../../domain/need/need.ts";
import { checkNeed, type NeedCheck } from "../../domain/need-check/check-need.ts";
import type { AppContext } from "../context.ts";

const beijingAheadMs = 8 * 3_600_000;

/** 需求体检 of what a need says now, by today's date in Beijing. Nothing is stored.
 * @param hasContact null where the contact was not looked for */
export function checkContent(ctx: AppContext, content: NeedContent, hasContact: boolean | null): NeedCheck {
  const today = new Date(ctx.now().getTime() + beijingAheadMs).toISOString().slice(0, 10);
  return checkNeed(content, { today, hasContact });
}
