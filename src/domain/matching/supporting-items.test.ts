import { describe, expect, it } from "vitest";
import { expertContent } from "../expert/expert.ts";
import { unstoredRecord } from "../shared/new-record.ts";
import type { MarkedText } from "./overlap.ts";
import { expertItems, strongestItems } from "./supporting-items.ts";

describe("expertItems", () => {
  it("are directions, papers, patents and projects, each by itself", () => {
    const content = expertContent.parse({
      name: "甲",
      bio: "简介不算",
      researchDirections: ["方向一", "方向二"],
      papers: ["论文"],
      patents: ["专利"],
      projects: ["项目"],
    });
    expect(
      expertItems(unstoredRecord("expert", "e", null, content)).map(({ label, text }) => `${label}:${text}`),
    ).toEqual(["研究方向:方向一", "研究方向:方向二", "论文:论文", "专利:专利", "项目:项目"]);
  });
});

describe("strongestItems", () => {
  const item = (text: string, ...weights: number[]): MarkedText => ({
    label: "论文",
    text,
    spans: weights.map((weight, index) => ({ start: index * 2, end: index * 2 + 2, weight })),
  });

  it("takes the heaviest, equal ones as written, none without a shared phrase", () => {
    const items = [item("甲甲乙乙", 1, 1), item("丙丙", 3), item("丁丁戊戊", 1, 1), item("己己")];
    expect(strongestItems(items, 3).map(({ text }) => text)).toEqual(["丙丙", "甲甲乙乙", "丁丁戊戊"]);
    expect(strongestItems(items, 1).map(({ text }) => text)).toEqual(["丙丙"]);
  });

  it("counts a repeated phrase once", () => {
    expect(strongestItems([item("甲甲甲甲甲甲", 2, 2, 2), item("乙乙", 3)], 1)[0]!.text).toBe("乙乙");
  });
});
