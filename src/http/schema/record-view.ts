import { z } from "@hono/zod-openapi";
import { type EntityKind, entityNames, recordSource, visibility } from "../../domain/shared/entity.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import { publicContent, publicShape } from "./public-fields.ts";

/** A record as the API tells it: never a contact, never who created it. */
export function recordView(record: AnyRecord) {
  const { kind, id, number, status, visibility, source, version, createdAt, updatedAt } = record;
  return {
    kind,
    id,
    number,
    title: recordTitle(kind, record.content),
    status,
    visibility,
    source,
    version,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    content: publicContent(kind, record.content),
  };
}

/** A record in a list or among search hits: enough to recognise it. */
export function recordBrief(record: AnyRecord) {
  const { kind, id, number, status, version, content, updatedAt } = record;
  return {
    kind,
    id,
    number,
    title: recordTitle(kind, content),
    organizationName: content.organizationName,
    regionCode: content.regionCode,
    status,
    version,
    updatedAt: updatedAt.toISOString(),
  };
}

const time = z.iso.datetime().openapi({ example: "2026-03-02T01:30:00.000Z" });

export const briefSchema = z
  .object({
    kind: z.enum(["need", "expert", "achievement"]),
    id: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    organizationName: z.string(),
    regionCode: z.string().nullable(),
    status: z.string(),
    version: z.number().int(),
    updatedAt: time,
  })
  .openapi("Brief", { description: "列表中的一条记录" });

function viewSchema(kind: EntityKind, name: string) {
  return z
    .object({
      kind: z.literal(kind),
      id: z.string(),
      number: z.string().nullable().openapi({ description: "原编号" }),
      title: z.string(),
      status: z.string(),
      visibility,
      source: recordSource,
      version: z.number().int().positive(),
      createdAt: time,
      updatedAt: time,
      content: z.object(publicShape(kind)),
    })
    .openapi(name, { description: `${entityNames[kind]}。任何输出都不含联系方式。` });
}

/** API schema of each kind. */
export const viewSchemas = {
  need: viewSchema("need", "Need"),
  expert: viewSchema("expert", "Expert"),
  achievement: viewSchema("achievement", "Achievement"),
} as const;
