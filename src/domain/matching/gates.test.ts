import { describe, expect, it } from "vitest";
import { type GateFacts, gateLabels, gatesOf } from "./gates.ts";

const ordinary: GateFacts = {
  needOrganization: "甲公司",
  candidateOrganization: "乙大学",
  conflicts: [],
  consentWithdrawn: false,
  available: null,
  maxMeetingsPerYear: null,
  meetingsThisYear: 3,
};

describe("gatesOf", () => {
  it.each<[string, Partial<GateFacts>, string[]]>([
    ["an ordinary pair", {}, []],
    ["a declared conflict", { conflicts: ["丙厂", "甲公司"] }, ["conflict"]],
    ["a conflict with somebody else", { conflicts: ["丙厂"] }, []],
    ["one organisation on both sides", { candidateOrganization: "甲公司" }, ["conflict"]],
    ["two unnamed organisations", { needOrganization: "", candidateOrganization: "", conflicts: [""] }, []],
    ["withdrawn consent", { consentWithdrawn: true }, ["consentWithdrawn"]],
    ["a candidate who is not available", { available: false }, ["unavailable"]],
    ["an available candidate", { available: true }, []],
    ["a reached limit of meetings", { maxMeetingsPerYear: 3 }, ["capacityUsed"]],
    ["a limit of no meetings", { maxMeetingsPerYear: 0, meetingsThisYear: 0 }, ["capacityUsed"]],
    ["room for one more meeting", { maxMeetingsPerYear: 4 }, []],
  ])("%s", (_, change, codes) => {
    expect(gatesOf({ ...ordinary, ...change }).map(({ code }) => code)).toEqual(codes);
  });

  it("lists all that apply in a fixed order, each with its label and a reason", () => {
    const hits = gatesOf({
      ...ordinary,
      maxMeetingsPerYear: 1,
      available: false,
      consentWithdrawn: true,
      conflicts: ["甲公司"],
    });
    expect(hits.map(({ code }) => code)).toEqual(["conflict", "consentWithdrawn", "unavailable", "capacityUsed"]);
    for (const { code, label, reason } of hits) {
      expect(label).toBe(gateLabels[code]);
      expect(reason.length).toBeGreaterThan(5);
    }
    expect(hits[0]!.reason).toContain("甲公司");
    expect(hits[3]!.reason).toContain("3 次，上限 1 次");
  });
});
