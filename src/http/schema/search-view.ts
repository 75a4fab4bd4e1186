import { z } from "@hono/zod-openapi";
import { briefSchema } from "./record-view.ts";

export const totalsSchema = z.object({
  need: z.number().int(),
  expert: z.number().int(),
  achievement: z.number().int(),
});

export const searchSchema = z
  .object({
    hits: z.array(briefSchema.extend({ score: z.number() })),
    totals: totalsSchema.openapi({ description: "每类命中条数" }),
    facets: z.record(z.string(), z.array(z.object({ value: z.string(), name: z.string(), count: z.number().int() }))),
    correctedTo: z.string().nullable().openapi({ description: "原词无结果时改用的检索词" }),
    terms: z.array(z.string()).openapi({ description: "用于标亮的词" }),
    degraded: z.boolean().openapi({ description: "检索服务不完整时为 true" }),
  })
  .openapi("SearchResult");

export const suggestSchema = z
  .object({ items: z.array(z.object({ text: z.string(), kind: z.enum(["need", "expert", "achievement"]) })) })
  .openapi("Suggestions");
