import { z } from "zod";
import type { RecordMeta } from "../shared/entity.ts";
import { phrases, regionCode, text } from "../shared/text-fields.ts";

export const expertStatus = z.enum(["draft", "listed", "suspended", "withdrawn"]);
export type ExpertStatus = z.infer<typeof expertStatus>;

export const expertActions = {
  edit: ["draft", "listed", "suspended"],
  match: ["listed"],
  withdraw: ["draft", "listed", "suspended"],
} as const satisfies Record<string, readonly ExpertStatus[]>;

/** Whether an expert in `status` allows `action`. */
export function expertCan(action: keyof typeof expertActions, status: ExpertStatus): boolean {
  return (expertActions[action] as readonly ExpertStatus[]).includes(status);
}

/** What an expert (专家, a person) or their institution states. */
export const expertContent = z
  .strictObject({
    name: text(60),
    organizationName: text(120),
    department: text(120),
    /** 职称, e.g. 教授, 研究员. */
    title: text(40),
    researchDirections: phrases(50, 400),
    bio: text(20_000),
    keywords: phrases(50, 60),
    projects: phrases(200, 1_000),
    /** Paper titles, or title and abstract in one item. */
    papers: phrases(500, 4_000),
    patents: phrases(500, 4_000),
    /** Codes in data/taxonomy high-tech fields. */
    fields: phrases(8, 20),
    /** GB/T 13745 codes. */
    disciplines: phrases(8, 20),
    cooperationModes: phrases(12, 30),
    maxMeetingsPerYear: z.number().int().min(0).max(366).nullable().default(null),
    /** Concluded and started co-operations; null when unknown. */
    cooperationCount: z.number().int().nonnegative().nullable().default(null),
    successCount: z.number().int().nonnegative().nullable().default(null),
    /** Year of the newest paper, patent or project; null when unknown. */
    lastActiveYear: z.number().int().min(1950).max(2200).nullable().default(null),
    available: z.boolean().nullable().default(null),
    /** Names of organisations this expert must not be introduced to. */
    conflicts: phrases(100, 120),
    regionCode,
    regionText: text(80),
  })
  .refine(
    (expert) =>
      expert.name !== "" || expert.bio !== "" || expert.researchDirections.length > 0 || expert.keywords.length > 0,
    { message: "专家姓名、研究方向、简介至少填写一项", path: ["name"] },
  );
export type ExpertContent = z.infer<typeof expertContent>;

export interface Expert extends RecordMeta {
  status: ExpertStatus;
  content: ExpertContent;
}
