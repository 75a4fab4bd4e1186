import { expect, it } from "vitest";
import { diffPairs, type ListedPair } from "./listed-pair.ts";

function listed(needId: string, experts: string, notes: Record<string, string> = {}): ListedPair[] {
  return [...experts].map((id, at) => ({
    needId,
    needNumber: null,
    needTitle: needId,
    needVersion: 1,
    needOrganizationId: null,
    target: { kind: "expert", id },
    targetTitle: id,
    targetVersion: 1,
    targetOrganizationId: null,
    place: at + 1,
    note: notes[id] ?? "",
    score: null,
  }));
}

const told = (before: ListedPair[], after: ListedPair[]) =>
  diffPairs(before, after).map(
    ({ change, pair, fromPlace }) => `${change} ${pair.needId}${pair.target.id} ${fromPlace}`,
  );

it("tells what came, went, changed its order and its note", () => {
  expect(told(listed("x", "abc"), listed("x", "cab"))).toEqual(["moved xc 3", "moved xa 1", "moved xb 2"]);
  expect(told(listed("x", "abc"), listed("x", "abc", { b: "新" }))).toEqual(["noted xb 2"]);
  expect(told([...listed("x", "ab"), ...listed("y", "a")], listed("x", "ba"))).toEqual([
    "moved xb 2",
    "moved xa 1",
    "removed ya 1",
  ]);
});

it("takes a pair that only slid for no difference", () => {
  expect(told(listed("x", "abc"), listed("x", "bc"))).toEqual(["removed xa 1"]);
  expect(told(listed("x", "bc"), listed("x", "abc"))).toEqual(["added xa null"]);
  expect(told(listed("x", "ab"), listed("x", "ab"))).toEqual([]);
});

it("tells an expert and an achievement of one id apart", () => {
  const [pair] = listed("x", "a");
  const other = { ...pair!, target: { kind: "achievement", id: "a" } } as const;
  expect(told([pair!], [other])).toEqual(["added xa null", "removed xa 1"]);
});
