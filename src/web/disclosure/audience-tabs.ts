import type { NeedPreview } from "../../app/disclosure/preview-need.ts";

/** Whose eyes the preview lends: name in the address, words, level. */
export const audienceTabs = [
  { name: "public", label: "公众", level: 0 },
  { name: "members", label: "已登录单位", level: 1 },
  { name: "introduced", label: "已批准对接", level: 2 },
  { name: "confidential", label: "已签保密", level: 3 },
] as const;
export type AudienceTab = (typeof audienceTabs)[number];

/** The tab an address names; the first where it names none. */
export function tabOf(name: string | undefined): AudienceTab {
  return audienceTabs.find((tab) => tab.name === name) ?? audienceTabs[0];
}

/** What stands between an audience and the need; null when it finds it. */
export function hindranceOf(
  { widest, redaction, redactionIsStale, need }: NeedPreview,
  { level }: AudienceTab,
): string | null {
  if (level >= 2) return "仅限您批准对接的单位。";
  if (redactionIsStale) return "内容有修改，原先确认的脱敏文本已失效：在您重新确认之前，这类读者看不到本需求。";
  if (redaction === null) return "还没有确认脱敏文本：这类读者看不到本需求。";
  if (widest === "public" || (widest === "members" && level === 1)) return null;
  return need.visibility === "private"
    ? "可见范围是“仅本单位和工作人员可见”：这类读者看不到本需求。"
    : "按目前的可见范围、指定单位和状态，这类读者看不到本需求。";
}
