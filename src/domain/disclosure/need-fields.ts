import type { NeedContent } from "../need/need.ts";
import type { DisclosureLevel, DisclosureLevels } from "./disclosure.ts";

/** Parts of a need that have a level of their own. `budget` and `region` stand for the fields that say the same;
 * `number` and `contact` are no part of the content. */
export type DisclosedField =
  | Exclude<keyof NeedContent, "budgetFen" | "budgetNegotiable" | "regionCode" | "regionText">
  | "budget"
  | "region"
  | "number"
  | "contact";

export interface FieldRule {
  label: string;
  /** Level from which the field is shown unless its owner says otherwise. */
  level: DisclosureLevel;
  /** The lowest level its owner may choose. */
  least: DisclosureLevel;
}

/** Who sees what of a need (docs/disclosure.md). What a match needs is open, what names the firm is not. */
export const needFieldRules: Readonly<Record<DisclosedField, FieldRule>> = {
  title: { label: "需求名称", level: 2, least: 0 },
  description: { label: "需求描述", level: 2, least: 0 },
  problem: { label: "要解决的问题", level: 2, least: 0 },
  keyTechnology: { label: "关键技术", level: 2, least: 0 },
  target: { label: "预期目标", level: 2, least: 0 },
  keywords: { label: "关键词", level: 0, least: 0 },
  indicators: { label: "技术指标", level: 0, least: 0 },
  kind: { label: "需求类型", level: 0, least: 0 },
  field: { label: "技术领域", level: 0, least: 0 },
  discipline: { label: "学科", level: 0, least: 0 },
  tier: { label: "需求层级", level: 0, least: 0 },
  wantedTrl: { label: "期望成熟度", level: 0, least: 0 },
  cooperationModes: { label: "合作方式", level: 0, least: 0 },
  deadline: { label: "截止日期", level: 0, least: 0 },
  budget: { label: "预算", level: 1, least: 0 },
  industry: { label: "行业", level: 2, least: 0 },
  region: { label: "县级所在地区", level: 2, least: 0 },
  intendedPartner: { label: "意向合作方", level: 2, least: 1 },
  organizationName: { label: "需求单位", level: 2, least: 2 },
  contact: { label: "联系方式", level: 3, least: 3 },
  number: { label: "原编号", level: 4, least: 4 },
};

export const disclosedFields = Object.keys(needFieldRules) as DisclosedField[];

/** Fields that below their level show the wording their owner confirmed instead. */
export const redactedFields = [
  "title",
  "description",
  "problem",
  "keyTechnology",
  "target",
  "keywords",
  "intendedPartner",
] as const satisfies readonly DisclosedField[];
export type RedactedField = (typeof redactedFields)[number];

/** Level from which a field is shown as it is. A stored level below the lowest allowed one counts as that. */
export function levelOf(field: DisclosedField, levels: DisclosureLevels | null): DisclosureLevel {
  const { level, least } = needFieldRules[field];
  const chosen = levels?.[field] ?? level;
  return Math.max(chosen, least) as DisclosureLevel;
}
