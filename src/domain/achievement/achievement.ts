import { z } from "zod";
import type { RecordMeta } from "../shared/entity.ts";
import { fen, phrases, regionCode, text } from "../shared/text-fields.ts";

export const achievementStatus = z.enum(["draft", "listed", "suspended", "withdrawn"]);
export type AchievementStatus = z.infer<typeof achievementStatus>;

export const achievementActions = {
  edit: ["draft", "listed", "suspended"],
  match: ["listed"],
  withdraw: ["draft", "listed", "suspended"],
} as const satisfies Record<string, readonly AchievementStatus[]>;

/** Whether an achievement in `status` allows `action`. */
export function achievementCan(action: keyof typeof achievementActions, status: AchievementStatus): boolean {
  return (achievementActions[action] as readonly AchievementStatus[]).includes(status);
}

export const ipStatuses = ["无", "申请中", "已授权", "失效", "技术秘密"] as const;

/** What the holder of a scientific achievement (科技成果) states. */
export const achievementContent = z
  .strictObject({
    title: text(200),
    abstract: text(20_000),
    keywords: phrases(50, 60),
    field: z.string().max(20).nullable().default(null),
    /** 技术成熟度 1–9: 初期 1–3, 中期 4–6, 成熟应用 7–9. */
    trl: z.number().int().min(1).max(9).nullable().default(null),
    ipStatus: z.enum(ipStatuses).nullable().default(null),
    patents: phrases(200, 1_000),
    organizationName: text(120),
    /** Names or numbers of the owning experts as written. */
    owners: phrases(30, 120),
    transferModes: phrases(12, 30),
    priceFen: fen,
    priceNegotiable: z.boolean().default(false),
    stage: text(40),
    applications: text(5_000),
    evidence: text(5_000),
    /** Year of the newest patent, appraisal or application; null when unknown. */
    lastActiveYear: z.number().int().min(1950).max(2200).nullable().default(null),
    cooperationCount: z.number().int().nonnegative().nullable().default(null),
    successCount: z.number().int().nonnegative().nullable().default(null),
    regionCode,
    regionText: text(80),
  })
  .refine((achievement) => achievement.title !== "" || achievement.abstract !== "", {
    message: "成果名称和成果简介至少填写一项",
    path: ["title"],
  });
export type AchievementContent = z.infer<typeof achievementContent>;

export interface Achievement extends RecordMeta {
  status: AchievementStatus;
  content: AchievementContent;
}
