import { z } from "@hono/zod-openapi";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { visibility } from "../../domain/shared/entity.ts";
import { contentSchemas } from "../../domain/shared/record-content.ts";
import { contact } from "../../domain/shared/text-fields.ts";

const contentExamples = {
  need: {
    title: "铝合金表面耐蚀涂层附着力提升",
    description: "现有涂层在盐雾试验 500 小时后起泡，希望提升附着力。",
    indicators: [{ name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: 3 }],
    keywords: ["耐蚀涂层", "附着力"],
    budgetFen: 5_000_000,
    organizationName: "某企业",
  },
  expert: { name: "某专家", organizationName: "某大学", title: "教授", researchDirections: ["金属腐蚀与防护"] },
  achievement: {
    title: "一种水性耐蚀涂料",
    abstract: "以水性树脂为基料，耐盐雾 1000 小时。",
    trl: 6,
    organizationName: "某大学",
  },
} as const;

/** Accepted body of a write. Organisation, role and status are never taken from here; unknown keys are refused. */
function writeSchema(kind: EntityKind, name: string) {
  return z
    .strictObject({
      content: contentSchemas[kind],
      contact: contact.optional(),
      visibility: visibility.optional(),
    })
    .openapi(name, {
      example: {
        content: contentExamples[kind],
        contact: { name: "某联系人", phone: "138****0000", email: "" },
        visibility: "public",
      },
    });
}

export const updateBodies = {
  need: writeSchema("need", "NeedUpdate"),
  expert: writeSchema("expert", "ExpertUpdate"),
  achievement: writeSchema("achievement", "AchievementUpdate"),
} as const;

const onCreation = {
  id: z.uuid().optional().openapi({ description: "由调用方生成的 UUID；重复提交同一 id 只生效一次" }),
  number: z.string().max(60).nullable().optional().openapi({ description: "原编号" }),
};

export const createBodies = {
  need: updateBodies.need.extend(onCreation).openapi("NeedCreate"),
  expert: updateBodies.expert.extend(onCreation).openapi("ExpertCreate"),
  achievement: updateBodies.achievement.extend(onCreation).openapi("AchievementCreate"),
} as const;

/** What of a body is ours to check: the frame. Content and contact are parsed by the use case, in one place for all callers. */
const frame = { content: z.unknown(), contact: z.unknown().optional(), visibility: visibility.optional() };
export const updateFrame = z.strictObject(frame);
export const createFrame = z.strictObject({
  ...frame,
  id: z.uuid().optional(),
  number: z.string().max(60).nullable().optional(),
});
