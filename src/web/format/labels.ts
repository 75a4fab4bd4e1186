import type { AchievementStatus } from "../../domain/achievement/achievement.ts";
import type { ExpertStatus } from "../../domain/expert/expert.ts";
import type { NeedStatus } from "../../domain/need/need.ts";
import type { EntityKind, RecordSource, Visibility } from "../../domain/shared/entity.ts";

/** Short name of each kind, for tabs and badges. */
export const kindLabels: Record<EntityKind, string> = { need: "需求", expert: "专家", achievement: "成果" };

/** 中文 of every status. */
export const statusLabels: Record<NeedStatus | ExpertStatus | AchievementStatus, string> = {
  draft: "草稿",
  submitted: "已提交",
  returned: "已退回",
  analysed: "已分析",
  matching: "匹配中",
  introduced: "已引荐",
  met: "已洽谈",
  intent: "达成意向",
  signed: "已签约",
  closed: "已办结",
  cancelled: "已撤回",
  listed: "在库",
  suspended: "暂停",
  withdrawn: "已撤回",
};

export const sourceLabels: Record<RecordSource, string> = {
  form: "网页填写",
  excel: "表格导入",
  visit: "走访登记",
  api: "接口提交",
};

export const visibilityLabels: Record<Visibility, string> = {
  public: "公开",
  signedIn: "登录后可见",
  private: "仅本单位和工作人员可见",
  hidden: "已隐藏",
};

/** 技术成熟度 in words. */
export function trlText(level: number): string {
  const stage = level <= 3 ? "初期" : level <= 6 ? "中期" : "成熟应用";
  return `${level} 级（${stage}）`;
}
