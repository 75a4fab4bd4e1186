import { matchesExample } from "./matches.ts";
import { exampleIds } from "./records.ts";

export const decisionExample = {
  id: "7d444840-9dc0-41d1-b245-5ffdce74fad2",
  runId: matchesExample.run.id,
  subjectKind: "need" as const,
  subjectId: exampleIds.need,
  targetKind: "expert" as const,
  targetId: exampleIds.expert,
  action: "exclude" as const,
  reason: { code: "off_topic" as const, label: "技术方向不符" },
  note: "主要做水性涂料，不涉及电镀废水",
  shownPosition: 3,
  toPosition: null,
  ofId: null,
  weightsVersion: "2026-02",
  actor: "3f0a7c1e-5b2d-4c8e-9d64-8a0c2f5e6d0b",
  createdAt: "2026-03-02T01:30:00.000Z",
};

const factors = { text: 10, field: 3, maturity: 2, track: 2, cooperation: 1, recency: 1, region: 1 };
const same = <T>(value: T) => ({ before: value, after: value });

export const versionExample = {
  version: "2026-03",
  origin: "learnt" as const,
  status: "proposed" as const,
  statusLabel: "待定",
  base: "2026-02",
  factors,
  createdAt: "2026-03-02T01:30:00.000Z",
  decidedBy: null,
  decidedAt: null,
};

export const reportExample = {
  version: versionExample,
  base: "2026-02",
  changes: [{ factor: "track", label: "合作业绩", before: 1, after: 2 }],
  evidence: {
    judgements: 240,
    needs: 24,
    comparisons: 600,
    overruled: 140,
    heldOut: {
      needs: 8,
      accuracy: { before: 0.71, after: 0.78 },
      ndcg: { before: 0.8, after: 0.84 },
      better: 6,
      worse: 1,
      chance: 0.06,
      passed: true,
    },
    replay: {
      lists: 24,
      topChanged: 5,
      topReordered: 9,
      entered: 7,
      bands: same({ 高: 20, 中: 60, 低: 160 }),
    },
  },
  moves: [
    {
      needId: exampleIds.need,
      need: "铝合金表面耐蚀涂层附着力提升",
      targetKind: "expert" as const,
      targetId: exampleIds.expert,
      target: "某专家",
      from: 4,
      to: 1,
    },
  ],
};
