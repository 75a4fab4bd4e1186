import { z } from "@hono/zod-openapi";
import type { WeightsReport } from "../../app/weights/weights-report.ts";
import { factorNames } from "../../domain/matching/weights.ts";
import { type WeightsVersion, weightsStatusLabels } from "../../domain/matching/weights-version.ts";

const both = (shape: z.ZodType) => z.object({ before: shape, after: shape });
const count = z.number().int();
const share = z.number().openapi({ description: "0–1" });
const bandCounts = z.object({ 高: count, 中: count, 低: count });

export const versionSchema = z
  .object({
    version: z.string(),
    origin: z.enum(["start", "learnt"]).openapi({ description: "start 随程序；learnt 由取舍记录得出" }),
    status: z.enum(["proposed", "applied", "superseded", "discarded"]),
    statusLabel: z.string(),
    base: z.string().nullable().openapi({ description: "提出时生效的版本" }),
    factors: z.object(Object.fromEntries(factorNames.map((name) => [name, z.number()]))),
    createdAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .openapi("WeightsVersion", { description: "一版评分权重" });

export const reportSchema = z
  .object({
    version: versionSchema.nullable().openapi({ description: "没有提出方案时为空" }),
    base: z.string(),
    changes: z.array(z.object({ factor: z.string(), label: z.string(), before: z.number(), after: z.number() })),
    evidence: z.object({
      judgements: count.openapi({ description: "可用的取舍条数" }),
      needs: count,
      comparisons: count.openapi({ description: "同一名单上保留与排除的对数" }),
      overruled: count.openapi({ description: "其中保留者排位更低的对数" }),
      heldOut: z.object({
        needs: count,
        accuracy: both(share),
        ndcg: both(share),
        better: count,
        worse: count,
        chance: share.openapi({ description: "符号检验：纯属偶然的概率" }),
        passed: z.boolean(),
      }),
      replay: z.object({
        lists: count,
        topChanged: count,
        topReordered: count,
        entered: count,
        bands: both(bandCounts),
      }),
    }),
    moves: z.array(
      z.object({
        needId: z.string(),
        need: z.string().nullable(),
        targetKind: z.enum(["need", "expert", "achievement"]),
        targetId: z.string(),
        target: z.string().nullable(),
        from: count,
        to: count,
      }),
    ),
  })
  .openapi("WeightsReport", { description: "权重方案：差异、留出检验、名单重放" });

/** A version as the API tells it. */
export function versionView({ weights, origin, status, base, createdAt, decidedBy, decidedAt }: WeightsVersion) {
  return {
    version: weights.version,
    origin,
    status,
    statusLabel: weightsStatusLabels[status],
    base,
    factors: weights.factors,
    createdAt: createdAt.toISOString(),
    decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** A proposal as the API tells it. */
export function reportView({ version, base, changes, evidence, moves }: WeightsReport) {
  const { replay, judgements, needs, comparisons, overruled, heldOut } = evidence;
  const { lists, topChanged, topReordered, entered, bands } = replay;
  return {
    version: version === null ? null : versionView(version),
    base,
    changes,
    evidence: {
      judgements,
      needs,
      comparisons,
      overruled,
      heldOut,
      replay: { lists, topChanged, topReordered, entered, bands },
    },
    moves,
  };
}
