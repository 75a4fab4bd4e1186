import { z } from "@hono/zod-openapi";
import type { NeedPreview } from "../../app/disclosure/preview-need.ts";
import type { IntroductionView, NeedAccess } from "../../app/introduction/need-access.ts";
import { disclosureLevel } from "../../domain/disclosure/disclosure.ts";
import { introductionActions, introductionStatuses } from "../../domain/disclosure/introduction.ts";
import { disclosedFields, levelOf, redactedFields } from "../../domain/disclosure/need-fields.ts";
import { visibility } from "../../domain/shared/entity.ts";
import { publicContent, publicShape } from "./public-fields.ts";

const levelsSchema = z.record(z.string(), disclosureLevel).openapi({ description: "栏目 → 从哪一级起显示原文，0–4" });
const viewSchema = z.object(publicShape("need"));

export const disclosureSchema = z
  .object({
    visibility,
    levels: levelsSchema,
    restrictedTo: z.array(z.string()).nullable(),
    redaction: z
      .object({ texts: z.record(z.string(), z.string()), confirmedAt: z.string(), stale: z.boolean() })
      .nullable(),
    foundBy: z.enum(["public", "members", "internal"]).nullable().openapi({ description: "目前谁能检索到" }),
    views: z
      .object({ public: viewSchema, members: viewSchema, introduced: viewSchema, confidential: viewSchema })
      .openapi({ description: "各类读者看到的内容" }),
  })
  .openapi("NeedDisclosure");

/** Who sees what of a need, as the API tells its owner. */
export function disclosureViewOf({
  need,
  levels,
  restrictedTo,
  redaction,
  redactionIsStale,
  widest,
  views,
}: NeedPreview) {
  const seen = (level: 0 | 1 | 2 | 3) => publicContent("need", views[level].content);
  return {
    visibility: need.visibility,
    levels: Object.fromEntries(disclosedFields.map((field) => [field, levelOf(field, levels)])),
    restrictedTo,
    redaction:
      redaction === null
        ? null
        : { texts: redaction.texts, confirmedAt: redaction.confirmedAt, stale: redactionIsStale },
    foundBy: widest,
    views: { public: seen(0), members: seen(1), introduced: seen(2), confidential: seen(3) },
  };
}

/** Bodies of writes, for the description; the use cases parse them. */
export const disclosureBody = z
  .strictObject({
    visibility: visibility.exclude(["hidden"]),
    levels: levelsSchema,
    restrictedTo: z.array(z.uuid()).nullable(),
    reason: z.string().max(1_000).optional(),
  })
  .openapi("NeedDisclosureUpdate", {
    example: { visibility: "signedIn", levels: { budget: 2 }, restrictedTo: null, reason: "" },
  });
export const redactionBody = z
  .strictObject({
    texts: z.partialRecord(z.enum(redactedFields), z.string()),
    reason: z.string().max(1_000).optional(),
  })
  .openapi("NeedRedaction", { example: { texts: { title: "某企业耐蚀涂层附着力提升" } } });
export const requestBody = z
  .strictObject({
    organizationId: z.uuid().optional().openapi({ description: "工作人员代为申请时填写" }),
    target: z
      .strictObject({ kind: z.enum(["expert", "achievement"]), id: z.uuid() })
      .nullable()
      .optional(),
    message: z.string().max(1_000),
  })
  .openapi("IntroductionRequest", { example: { message: "我校课题组有同类涂层经验，希望对接。" } });
export const changeBody = z
  .strictObject({
    action: z.enum(Object.keys(introductionActions) as [keyof typeof introductionActions]),
    reason: z.string().max(1_000).optional(),
    confidentialityVersion: z.string().max(40).optional(),
  })
  .openapi("IntroductionChange", { example: { action: "approve", reason: "" } });

const introductionSchema = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  status: z.enum(introductionStatuses),
  message: z.string(),
  requestedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  reason: z.string(),
  confidentialityAcceptedAt: z.iso.datetime().nullable(),
});
export const introductionsSchema = z
  .object({
    level: z.number().int().openapi({ description: "贵方目前看到哪一级，0–4" }),
    items: z.array(introductionSchema),
  })
  .openapi("Introductions");

export function introductionsOf({ level, introductions }: NeedAccess) {
  return { level, items: introductions.map(introductionOf) };
}

function introductionOf(view: IntroductionView) {
  const { id, organizationId, organizationName, status, message, reason } = view;
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id,
    organizationId,
    organizationName,
    status,
    message,
    requestedAt: view.requestedAt.toISOString(),
    decidedAt: time(view.decidedAt),
    reason,
    confidentialityAcceptedAt: time(view.confidentialityAcceptedAt),
  };
}
