import { expect, it } from "vitest";
import type { Analyser } from "./analyser.ts";
import { rememberingAnalyser } from "./remembering-analyser.ts";

function counting() {
  const texts: string[] = [];
  const analyser: Analyser = {
    id: "test",
    bag: () => ({ counts: new Map(), length: 0 }),
    asked: () => ({ counts: new Map(), length: 0 }),
    read: (text) => {
      texts.push(text);
      return { terms: [{ term: text, start: 0, end: text.length }], concepts: [] };
    },
  };
  return { analyser, texts };
}

it("reads a text once, and says the same as the analyser", () => {
  const { analyser, texts } = counting();
  const remembering = rememberingAnalyser(analyser);
  expect(remembering.read("甲")).toEqual(analyser.read("甲"));
  expect(remembering.read("甲")).toBe(remembering.read("甲"));
  expect(texts).toEqual(["甲", "甲"]);
  expect(remembering.id).toBe("test");
});

it("forgets what was used longest ago", () => {
  const { analyser, texts } = counting();
  const remembering = rememberingAnalyser(analyser, 2);
  for (const text of ["甲", "乙", "甲", "丙", "甲", "乙"]) remembering.read(text);
  expect(texts).toEqual(["甲", "乙", "丙", "乙"]);
});
