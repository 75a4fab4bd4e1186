import type { z } from "@hono/zod-openapi";
import type { explanationSchema, matchSchema } from "../match-view.ts";
import { contentExamples } from "./contents.ts";
import { exampleIds } from "./records.ts";

type Matches = z.input<typeof matchSchema>;

const subject: Matches["subject"] = {
  kind: "need",
  id: exampleIds.need,
  number: "XQ-001",
  title: contentExamples.need.title,
  organizationName: "某企业",
  regionName: "浙江省温州市鹿城区",
};
const quote = {
  label: "研究方向",
  segments: [
    { text: "金属", hit: false },
    { text: "腐蚀", hit: true },
  ],
};

const item: Matches["items"][number] = {
  target: {
    kind: "expert",
    id: exampleIds.expert,
    number: null,
    title: "某专家",
    organizationName: "某大学",
    regionName: "浙江省杭州市",
  },
  rank: 1,
  score: 0.78,
  shown: 78,
  band: "高",
  points: [
    {
      factor: "text",
      label: "文本相关",
      points: 78,
      value: 0.9,
      unknown: false,
      guessed: false,
      reason: "双方都提到耐蚀涂层",
    },
  ],
  coverage: { known: 5, total: 7 },
  gates: [],
  reasons: ["双方都提到耐蚀涂层"],
  matched: ["耐蚀涂层"],
  unknowns: ["成熟度"],
  subjectQuotes: [{ ...quote, label: "需求名称" }],
  targetQuotes: [quote],
};

export const matchesExample: Matches = {
  subject,
  targetKind: "expert",
  run: {
    id: "2f1b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
    createdAt: "2026-03-02T01:30:00.000Z",
    weightsVersion: "2026-02",
    indexVersion: "3",
    stale: null,
    pending: false,
  },
  items: [item],
};

export const explanationExample: z.input<typeof explanationSchema> = {
  subject,
  item,
  support: [quote],
  questions: [
    { factor: "maturity", label: "成熟度", asked: "expert", text: "现有成果达到几级成熟度？", gain: 6, loss: 4 },
  ],
  counterfactual: null,
};
