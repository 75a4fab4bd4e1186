import type { EntityKind } from "../../src/domain/shared/entity.ts";

/** Content of one record per kind, with a title of its own. */
export function sampleContent(kind: EntityKind, title: string): Record<string, unknown> {
  switch (kind) {
    case "need":
      return {
        title,
        problem: `${title}的工艺不稳定`,
        organizationName: "某某企业",
        field: "04.02",
        regionCode: "330302",
      };
    case "expert":
      return {
        name: title,
        organizationName: "某某大学",
        researchDirections: ["防腐涂料"],
        fields: ["04.02", "01"],
        regionCode: "330100",
      };
    case "achievement":
      return {
        title,
        abstract: `${title}的简介`,
        organizationName: "某某研究院",
        field: "05",
        trl: 6,
        transferModes: ["许可"],
      };
  }
}
