import { describe, expect, it } from "vitest";
import type { SearchDocument } from "../../domain/matching/document.ts";
import { itemTexts } from "./item-texts.ts";

const document = (kind: SearchDocument["kind"], text: SearchDocument["text"]): SearchDocument => ({
  kind,
  id: "1",
  version: 1,
  text,
  names: [],
  facets: {},
});
const long = "化学镀镍废水".repeat(12);

describe("itemTexts", () => {
  it("takes an achievement or a need as one item", () => {
    expect(itemTexts(document("achievement", { title: ["标题"], body: ["正文"], works: [long] }))).toEqual([
      `标题\n正文\n${long}`,
    ]);
    expect(itemTexts(document("need", {}))).toEqual([]);
  });

  it("takes each long work of an expert for itself, short ones together, and the profile before them", () => {
    expect(
      itemTexts(document("expert", { topics: ["镀镍"], body: ["简介"], works: [long, "短题一", "短题二"] })),
    ).toEqual(["镀镍\n简介", long, "短题一\n短题二"]);
  });
});
