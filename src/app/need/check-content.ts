import type { NeedContent } from "../../domain/need/need.ts";
import { checkNeed, type NeedCheck } from "../../domain/need-check/check-need.ts";
import { beijingDay } from "../../domain/shared/beijing-time.ts";
import type { AppContext } from "../context.ts";

/** 需求体检 of what a need says now, by today's date in Beijing. Nothing is stored.
 * @param hasContact null where the contact was not looked for */
export function checkContent(ctx: AppContext, content: NeedContent, hasContact: boolean | null): NeedCheck {
  return checkNeed(content, { today: beijingDay(ctx.now()), hasContact });
}
