import { z } from "@hono/zod-openapi";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { visibility } from "../../domain/shared/entity.ts";
import { contentSchemas } from "../../domain/shared/record-content.ts";
import { contact } from "../../domain/shared/text-fields.ts";
import { contentExamples } from "./examples/contents.ts";

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
