import type { EntityKind } from "../../../domain/shared/entity.ts";
import { contentExamples } from "./contents.ts";

export const exampleIds: Record<EntityKind, string> = {
  need: "8a0c2f5e-6d0b-4a53-9d64-3b1f0a7c1e22",
  expert: "1c9e6679-7425-40de-944b-e07fc1f90ae7",
  achievement: "6fa459ea-ee8a-4ca4-894e-db77e160355e",
};

const titles: Record<EntityKind, string> = {
  need: contentExamples.need.title,
  expert: contentExamples.expert.name,
  achievement: contentExamples.achievement.title,
};
const status = { need: "submitted", expert: "listed", achievement: "listed" } as const;
const updatedAt = "2026-03-02T01:30:00.000Z";

/** A record of a kind as `viewSchemas` describe it. */
export function viewExample<K extends EntityKind>(kind: K) {
  return {
    kind,
    id: exampleIds[kind],
    number: "XQ-001",
    title: titles[kind],
    status: status[kind],
    visibility: "signedIn" as const,
    source: "api" as const,
    version: 3,
    createdAt: "2026-03-01T01:30:00.000Z",
    updatedAt,
    content: contentExamples[kind],
  };
}

/** A record of a kind in a list. */
export function briefExample(kind: EntityKind) {
  return {
    kind,
    id: exampleIds[kind],
    number: "XQ-001",
    title: titles[kind],
    organizationName: contentExamples[kind].organizationName,
    regionCode: "330106",
    status: status[kind],
    version: 3,
    updatedAt,
  };
}

export const searchExample = {
  hits: [{ ...briefExample("need"), score: 12.4 }],
  totals: { need: 1, expert: 0, achievement: 0 },
  facets: { region: [{ value: "330106", name: "浙江省杭州市西湖区", count: 1 }] },
  correctedTo: null,
  terms: ["耐蚀", "涂层"],
  degraded: false,
};

export const suggestExample = { items: [{ text: titles.need, kind: "need" as const }] };
