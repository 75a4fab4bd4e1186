import { expect, it } from "vitest";
import { achievementContent } from "../achievement/achievement.ts";
import { expertContent } from "../expert/expert.ts";
import { profileGaps } from "./profile-gaps.ts";

it("names the empty fields that matching reads, in the form's order", () => {
  expect(profileGaps("expert", expertContent.parse({ name: "王某某", bio: "研究膜分离" }))).toEqual([
    "fields",
    "researchDirections",
    "keywords",
    "cooperationModes",
  ]);
  expect(profileGaps("achievement", achievementContent.parse({ title: "除镍膜", trl: 6, keywords: ["膜"] }))).toEqual([
    "abstract",
    "applications",
    "evidence",
    "field",
    "transferModes",
  ]);
});

it("finds nothing missing in a complete profile", () => {
  const content = expertContent.parse({
    fields: ["10"],
    researchDirections: ["膜分离"],
    keywords: ["膜"],
    bio: "研究膜分离",
    cooperationModes: ["委托开发"],
  });
  expect(profileGaps("expert", content)).toEqual([]);
});
