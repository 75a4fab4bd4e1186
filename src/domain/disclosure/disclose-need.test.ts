import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NeedContent, needContent } from "../need/need.ts";
import { discloseNeed, prefectureOf } from "./disclose-need.ts";
import type { DisclosureLevel } from "./disclosure.ts";
import { type DisclosedField, disclosedFields, levelOf, needFieldRules, redactedFields } from "./need-fields.ts";

/** A need whose every value is found nowhere else, by the field that says it. */
const content: NeedContent = needContent.parse({
  title: "原文名称",
  description: "原文描述",
  kind: "技术改造",
  problem: "原文问题",
  keyTechnology: "原文关键",
  target: "原文目标",
  indicators: [{ name: "原文指标", operator: "≥", value: 77_701, unit: "兆帕", currentValue: 77_702 }],
  keywords: ["原文词一", "原文词二"],
  deadline: "2031-07-19",
  budgetFen: 88_801,
  budgetNegotiable: true,
  cooperationModes: ["原文方式"],
  intendedPartner: "原文意向",
  field: "77705",
  industry: "C7706",
  discipline: "77707",
  tier: "国家战略",
  wantedTrl: 9,
  organizationName: "原文单位",
  regionCode: "330302",
  regionText: "原文地区",
});
const texts = Object.fromEntries(redactedFields.map((field) => [field, `公开${field}`]));

/** Everything a field's value leaves in JSON. */
function saysOf(field: DisclosedField): string[] {
  switch (field) {
    case "budget":
      return ["88801", '"budgetNegotiable":true'];
    case "region":
      return ["330302", "原文地区"];
    case "number":
    case "contact":
      return [];
    case "indicators":
      return ["原文指标", "77701", "兆帕", "77702"];
    default: {
      const value = content[field];
      return (Array.isArray(value) ? value : [value]).map((item) =>
        typeof item === "number" ? `"${field}":${item}` : String(item),
      );
    }
  }
}

describe("discloseNeed", () => {
  it("shows each field from its level on, and nothing of it below", () => {
    const table = Object.fromEntries(
      disclosedFields
        .filter((field) => saysOf(field).length > 0)
        .map((field) => {
          const shownAt = ([0, 1, 2, 3, 4] as const).filter((level) => {
            const said = JSON.stringify(discloseNeed(content, { level, levels: null, redaction: { texts } }));
            const found = saysOf(field).filter((words) => said.includes(words));
            expect([field, level, found.length === 0 || found.length === saysOf(field).length]).toEqual([
              field,
              level,
              true,
            ]);
            return found.length > 0;
          });
          return [field, `L${shownAt[0]}`];
        }),
    );
    expect(table).toMatchInlineSnapshot(`
      {
        "budget": "L1",
        "cooperationModes": "L0",
        "deadline": "L0",
        "description": "L2",
        "discipline": "L0",
        "field": "L0",
        "indicators": "L0",
        "industry": "L2",
        "intendedPartner": "L2",
        "keyTechnology": "L2",
        "keywords": "L0",
        "kind": "L0",
        "organizationName": "L2",
        "problem": "L2",
        "region": "L2",
        "target": "L2",
        "tier": "L0",
        "title": "L2",
        "wantedTrl": "L0",
      }
    `);
  });

  it("shows the confirmed wording, or nothing, in place of a hidden text", () => {
    const at = (level: DisclosureLevel, redaction: { texts: Record<string, string> } | null) =>
      discloseNeed(content, { level, levels: { keywords: 2 }, redaction });
    expect(at(1, { texts: { ...texts, keywords: "甲、乙；甲" } })).toMatchObject({
      title: "公开title",
      problem: "公开problem",
      keywords: ["甲", "乙"],
      organizationName: "",
      regionCode: "330300",
    });
    expect(at(1, null)).toMatchObject({ title: "", description: "", keywords: [], indicators: content.indicators });
    expect(at(2, null)).toEqual({ ...content });
  });

  it("leaves no trace of what is hidden, whatever levels its owner chose", () => {
    const levels = fc.dictionary(
      fc.constantFrom(...disclosedFields),
      fc.constantFrom(0, 1, 2, 3, 4) as fc.Arbitrary<DisclosureLevel>,
    );
    const level = fc.constantFrom(0, 1, 2, 3) as fc.Arbitrary<DisclosureLevel>;
    fc.assert(
      fc.property(levels, level, fc.boolean(), (chosen, at, confirmed) => {
        const redaction = confirmed ? { texts } : null;
        const disclosed = discloseNeed(content, { level: at, levels: chosen, redaction });
        const said = JSON.stringify(disclosed);
        for (const field of disclosedFields) {
          const isOpen = at >= levelOf(field, chosen);
          for (const words of saysOf(field)) expect([field, said.includes(words)]).toEqual([field, isOpen]);
        }
        expect(needContent.safeParse({ ...disclosed, title: "有" }).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("takes a stored level below the lowest allowed for that", () => {
    expect(discloseNeed(content, { level: 1, levels: { organizationName: 0 }, redaction: null }).organizationName).toBe(
      "",
    );
    for (const field of disclosedFields) {
      expect(needFieldRules[field].level).toBeGreaterThanOrEqual(needFieldRules[field].least);
    }
  });

  it("cuts a region to a prefecture, and one that would name a single county to its province", () => {
    expect(["330302", "330300", "330000", "110105", "429004", "810000", null].map(prefectureOf)).toEqual([
      "330300",
      "330300",
      "330000",
      "110000",
      "420000",
      "810000",
      null,
    ]);
  });
});
