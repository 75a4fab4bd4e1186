import { describe, expect, it } from "vitest";
import { achievementContent } from "../achievement/achievement.ts";
import { expertContent } from "../expert/expert.ts";
import { needContent } from "../need/need.ts";
import { unstoredRecord } from "../shared/new-record.ts";
import { orientPair } from "./pair.ts";
import { profileOf } from "./profile.ts";

const need = unstoredRecord(
  "need",
  "n",
  null,
  needContent.parse({
    title: "甲",
    field: "10101",
    wantedTrl: 6,
    cooperationModes: ["技术转让"],
    organizationName: "甲公司",
    regionCode: "330302",
  }),
);
const expert = unstoredRecord(
  "expert",
  "e",
  null,
  expertContent.parse({
    name: "乙",
    fields: ["10101", "201"],
    cooperationModes: ["委托开发"],
    successCount: 1,
    cooperationCount: 2,
    lastActiveYear: 2024,
    conflicts: ["甲公司"],
    available: false,
    maxMeetingsPerYear: 4,
  }),
);
const achievement = unstoredRecord(
  "achievement",
  "a",
  null,
  achievementContent.parse({
    title: "丙",
    field: "201",
    trl: 7,
    transferModes: ["技术许可"],
    successCount: 0,
    cooperationCount: 1,
    lastActiveYear: 2020,
  }),
);

describe("profileOf", () => {
  it("takes from each kind what factors and gates ask for", () => {
    expect(profileOf(need)).toMatchObject({
      kind: "need",
      fields: ["10101"],
      trl: 6,
      modes: ["技术转让"],
      organizationName: "甲公司",
      regionCode: "330302",
      successCount: null,
      consentWithdrawn: false,
    });
    expect(profileOf(expert)).toMatchObject({
      kind: "expert",
      fields: ["10101", "201"],
      trl: null,
      modes: ["委托开发"],
      successCount: 1,
      cooperationCount: 2,
      lastActiveYear: 2024,
      conflicts: ["甲公司"],
      available: false,
      maxMeetingsPerYear: 4,
      consentWithdrawn: false,
    });
    expect(profileOf(achievement)).toMatchObject({
      kind: "achievement",
      fields: ["201"],
      trl: 7,
      modes: ["技术许可"],
      successCount: 0,
      cooperationCount: 1,
      lastActiveYear: 2020,
    });
  });

  it("says unknown, not none, of what a record leaves out", () => {
    const blank = profileOf(unstoredRecord("expert", "e", null, expertContent.parse({ name: "乙" })));
    expect(blank).toMatchObject({
      fields: [],
      modes: [],
      regionCode: null,
      successCount: null,
      cooperationCount: null,
      lastActiveYear: null,
      available: null,
      maxMeetingsPerYear: null,
    });
  });

  it("marks an expert who withdrew", () => {
    expect(profileOf({ ...expert, status: "withdrawn" }).consentWithdrawn).toBe(true);
  });
});

describe("orientPair", () => {
  it("puts the need first whichever side was searched from", () => {
    const [n, e, a] = [profileOf(need), profileOf(expert), profileOf(achievement)];
    expect(orientPair(n, e)).toEqual({ need: n, candidate: e });
    expect(orientPair(e, n)).toEqual({ need: n, candidate: e });
    expect(orientPair(a, n)).toEqual({ need: n, candidate: a });
  });
});
