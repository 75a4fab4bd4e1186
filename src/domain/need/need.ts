import { z } from "zod";
import type { RecordMeta } from "../shared/entity.ts";
import { day, fen, phrases, regionCode, text } from "../shared/text-fields.ts";

export const needStatus = z.enum([
  "draft",
  "submitted",
  "returned",
  "analysed",
  "matching",
  "introduced",
  "met",
  "intent",
  "signed",
  "closed",
  "cancelled",
]);
export type NeedStatus = z.infer<typeof needStatus>;

/** What may be done to a need, and from which states. Server and screens read this one table. */
export const needActions = {
  edit: ["draft", "submitted", "returned", "analysed", "matching", "introduced"],
  submit: ["draft", "returned"],
  accept: ["submitted"],
  return: ["submitted", "analysed"],
  match: ["submitted", "analysed", "matching", "introduced", "met"],
  cancel: ["draft", "submitted", "returned", "analysed", "matching"],
} as const satisfies Record<string, readonly NeedStatus[]>;
export type NeedAction = keyof typeof needActions;

/** Whether a need in `status` allows `action`. */
export function needCan(action: NeedAction, status: NeedStatus): boolean {
  return (needActions[action] as readonly NeedStatus[]).includes(status);
}

export const needKinds = ["技术研发", "产品研发", "技术改造", "技术配套"] as const;
export const needTiers = ["企业", "区域共性", "国家战略"] as const;

/** One measurable target of a need, e.g. 附着力 ≥ 5 MPa, now 3. */
export const indicator = z.strictObject({
  name: text(80),
  operator: z.enum(["=", "≥", "≤", ">", "<", "~"]).default("="),
  value: z.number().nullable().default(null),
  unit: text(20),
  currentValue: z.number().nullable().default(null),
});

/** What the author of a technical need (技术需求) states. Everything but title-or-description may be unknown. */
export const needContent = z
  .strictObject({
    title: text(80),
    description: text(20_000),
    kind: z.enum(needKinds).nullable().default(null),
    problem: text(5_000),
    keyTechnology: text(5_000),
    target: text(5_000),
    indicators: z.array(indicator).max(50).default([]),
    keywords: phrases(20, 40),
    deadline: day,
    budgetFen: fen,
    /** 面议: the author prefers to talk about money; independent of budgetFen. */
    budgetNegotiable: z.boolean().default(false),
    cooperationModes: phrases(12, 30),
    intendedPartner: text(200),
    /** Code in data/taxonomy high-tech fields; null when not declared. */
    field: z.string().max(20).nullable().default(null),
    /** GB/T 4754 code; null when not declared. */
    industry: z.string().max(20).nullable().default(null),
    /** GB/T 13745 code; null when not declared. */
    discipline: z.string().max(20).nullable().default(null),
    tier: z.enum(needTiers).nullable().default(null),
    wantedTrl: z.number().int().min(1).max(9).nullable().default(null),
    organizationName: text(120),
    regionCode,
    /** Region as the author wrote it, kept when it has no code. */
    regionText: text(80),
  })
  .refine((need) => need.title !== "" || need.description !== "" || need.problem !== "", {
    message: "需求名称和需求描述至少填写一项",
    path: ["title"],
  });
export type NeedContent = z.infer<typeof needContent>;

export interface Need extends RecordMeta {
  status: NeedStatus;
  content: NeedContent;
}

/** A need's name on screen and paper: its title, else the head of what it says; never empty, also where all that is hidden. */
export function needTitle(content: NeedContent): string {
  if (content.title !== "") return content.title;
  const said = content.problem || content.description || content.keywords.join("、") || "名称未公开的需求";
  return said.length > 40 ? `${said.slice(0, 40)}…` : said;
}
