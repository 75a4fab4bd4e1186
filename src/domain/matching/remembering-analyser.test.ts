import { expect, it } from "vitest";
import type { Analyser } from "./analyser.ts";
import { rememberingAnalyser } from "./remembering-analyser.ts";

function counting() {
  const read: string[] = [];
  const analyser: Analyser = {
    id: "test",
    bag: () => ({ counts: new Map(), length: 0 }),
    asked: () => ({ counts: new Map(), length: 0 }),
    terms: (text) => {
      read.push(text);
      return [{ term: text, start: 0, end: text.length }];
    },
    concepts: () => [],
  };
  return { analyser, read };
}

it("reads a text once, and says the same as the analyser", () => {
  const { analyser, read } = counting();
  const remembering = rememberingAnalyser(analyser);
  expect(remembering.terms("甲")).toEqual(analyser.terms("甲"));
  expect(remembering.terms("甲")).toBe(remembering.terms("甲"));
  expect(read).toEqual(["甲", "甲"]);
  expect(remembering.id).toBe("test");
});

it("forgets what was used longest ago", () => {
  const { analyser, read } = counting();
  const remembering = rememberingAnalyser(analyser, 2);
  for (const text of ["甲", "乙", "甲", "丙", "甲", "乙"]) remembering.terms(text);
  expect(read).toEqual(["甲", "乙", "丙", "乙"]);
});
