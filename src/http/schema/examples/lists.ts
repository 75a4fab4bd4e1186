import { briefExample, exampleIds } from "./records.ts";

const time = "2026-03-02T01:30:00.000Z";
const target = { kind: "expert" as const, id: exampleIds.expert };
const need = { ...briefExample("need"), organizationName: "某企业" };

export const listExample = {
  id: "3d813cbb-47fb-42ba-91df-831e1593ac29",
  title: "2026 年春季产学研对接会",
  note: "",
  status: "draft" as const,
  statusLabel: "编排中",
  scopeRegion: "330300",
  version: 4,
  createdAt: time,
  updatedAt: time,
};

export const listSummaryExample = { ...listExample, needs: 24, needsWithCandidates: 18 };

export const listedNeedExample = { place: 1, sheetVersion: 3, included: 2, need };

export const sheetExample = {
  listId: listExample.id,
  needId: exampleIds.need,
  version: 3,
  entries: [
    { target, state: "included" as const, place: 1, reason: null, note: "已电话联系", pinned: false, byHand: false },
  ],
  canUndo: 3,
  canRedo: 0,
  updatedBy: "3f0a7c1e-5b2d-4c8e-9d64-8a0c2f5e6d0b",
  updatedAt: time,
};

const pair = {
  needId: exampleIds.need,
  needNumber: "XQ-001",
  needTitle: need.title,
  needVersion: 3,
  target,
  targetTitle: "某专家",
  targetVersion: 2,
  place: 1,
  note: "",
  score: 0.82,
};

export const versionBriefExample = { number: 1, pairs: 36, approvedAt: time, sentAt: null };
export const listVersionExample = { ...versionBriefExample, pairs: [pair] };
export const changesExample = { changes: [{ change: "moved" as const, fromPlace: 3, pair }] };

export const answerExample = {
  id: "7d444840-9dc0-41d1-b245-5ffdce74fad2",
  listId: listExample.id,
  needId: exampleIds.need,
  target,
  side: "need" as const,
  status: "accepted" as const,
  statusLabel: "同意",
  reason: "",
  answeredAt: time,
  version: 2,
};

export const askedExample = {
  items: [
    {
      ...answerExample,
      listTitle: listExample.title,
      need,
      candidate: briefExample("expert"),
      other: "waiting" as const,
    },
  ],
  nextCursor: null,
};
