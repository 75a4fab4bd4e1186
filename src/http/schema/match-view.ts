import { z } from "@hono/zod-openapi";
import type { MatchExplanation, MatchParty, MatchView, Quote, QuotedItemView } from "../../app/match/match-view.ts";

const partySchema = z.object({
  kind: z.enum(["need", "expert", "achievement"]),
  id: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  organizationName: z.string(),
  regionName: z.string(),
});

const quoteSchema = z.object({
  label: z.string(),
  segments: z.array(z.object({ text: z.string(), hit: z.boolean() })),
});

const itemSchema = z.object({
  target: partySchema,
  rank: z.number().int(),
  score: z.number().openapi({ description: "0–1，不是概率" }),
  shown: z.number().int().openapi({ description: "0–100，等于各项得分之和" }),
  band: z.enum(["高", "中", "低"]),
  points: z.array(
    z.object({
      factor: z.string(),
      label: z.string(),
      points: z.number().int(),
      value: z.number().nullable(),
      unknown: z.boolean(),
      guessed: z.boolean().openapi({ description: "按文本推测，不是填写的" }),
      reason: z.string(),
    }),
  ),
  coverage: z.object({ known: z.number().int(), total: z.number().int() }),
  gates: z.array(z.object({ code: z.string(), label: z.string(), reason: z.string() })),
  reasons: z.array(z.string()),
  matched: z.array(z.string()),
  unknowns: z.array(z.string()),
  subjectQuotes: z.array(quoteSchema),
  targetQuotes: z.array(quoteSchema),
});

export const matchSchema = z
  .object({
    subject: partySchema,
    targetKind: z.enum(["need", "expert", "achievement"]),
    run: z.object({
      id: z.string(),
      createdAt: z.iso.datetime(),
      weightsVersion: z.string(),
      indexVersion: z.string(),
      stale: z.object({ reason: z.string(), label: z.string() }).nullable(),
      pending: z.boolean(),
    }),
    items: z.array(itemSchema),
  })
  .openapi("Matches");

export const explanationSchema = z
  .object({
    subject: partySchema,
    item: itemSchema,
    support: z.array(quoteSchema).openapi({ description: "最能支持这一匹配的专家方向、论文、专利、项目，至多 3 项" }),
    questions: z
      .array(
        z.object({
          factor: z.string(),
          label: z.string(),
          asked: z.enum(["enterprise", "expert", "holder"]),
          text: z.string(),
          gain: z.number().openapi({ description: "答案最多能加的分" }),
          loss: z.number().openapi({ description: "答案最多会减的分" }),
        }),
      )
      .openapi({ description: "未知项应向谁问什么，影响大的在前" }),
    counterfactual: z
      .object({
        factor: z.string(),
        label: z.string(),
        value: z.number(),
        before: z.number(),
        after: z.number(),
        text: z.string(),
      })
      .nullable()
      .openapi({ description: "单独改变哪一项就能升档或进入前列；没有这样的一项时为 null" }),
  })
  .openapi("MatchExplanation");

/** A match list as the API tells it. */
export function matchViewOf(view: MatchView) {
  const { id, createdAt, weightsVersion, indexVersion, stale, pending } = view.run;
  return {
    subject: partyOf(view.subject),
    targetKind: view.targetKind,
    run: { id, createdAt: createdAt.toISOString(), weightsVersion, indexVersion, stale, pending },
    items: view.items.map(itemOf),
  };
}

/** Why one pair fits, as the API tells it. */
export function explanationOf(explanation: MatchExplanation) {
  return {
    subject: partyOf(explanation.subject),
    item: itemOf(explanation.item),
    support: explanation.support.map(quoteOf),
    questions: explanation.questions.map(({ factor, label, asked, text, gain, loss }) => ({
      factor,
      label,
      asked,
      text,
      gain,
      loss,
    })),
    counterfactual: counterfactualOf(explanation.counterfactual),
  };
}

function counterfactualOf(found: MatchExplanation["counterfactual"]) {
  if (found === null) return null;
  const { factor, label, value, before, after, text } = found;
  return { factor, label, value, before, after, text };
}

function partyOf({ kind, id, number, title, organizationName, regionName }: MatchParty) {
  return { kind, id, number, title, organizationName, regionName };
}

function itemOf({
  target,
  rank,
  score,
  shown,
  band,
  points,
  coverage,
  gates,
  reasons,
  matched,
  unknowns,
  subjectQuotes,
  targetQuotes,
}: QuotedItemView) {
  return {
    target: partyOf(target),
    rank,
    score,
    shown,
    band,
    points: points.map(({ factor, label, points, value, unknown, reason }) => ({
      factor,
      label,
      points,
      value,
      unknown,
      reason,
    })),
    coverage: { known: coverage.known, total: coverage.total },
    gates: gates.map(({ code, label, reason }) => ({ code, label, reason })),
    reasons,
    matched,
    unknowns,
    subjectQuotes: subjectQuotes.map(quoteOf),
    targetQuotes: targetQuotes.map(quoteOf),
  };
}

function quoteOf({ label, segments }: Quote) {
  return { label, segments: segments.map(({ text, hit }) => ({ text, hit })) };
}
