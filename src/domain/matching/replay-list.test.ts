import { describe, expect, it } from "vitest";
import { replayList } from "./replay-list.ts";
import { factorNames, startWeights, type Weights } from "./weights.ts";

const values = (text: number, track: number | null) => ({
  ...(Object.fromEntries(factorNames.map((name) => [name, 0])) as Weights["factors"]),
  text,
  track,
});
const only = (factor: "text" | "track"): Weights => ({
  ...startWeights,
  factors: { ...values(0, 0), [factor]: 1 } as Weights["factors"],
});
const means = values(0, 0.5) as Weights["factors"];

describe("replayList", () => {
  it("tells where each stored candidate stands under both weights", () => {
    const items = [
      { targetId: "a", factors: values(0.9, 0.1) },
      { targetId: "b", factors: values(0.5, null) },
      { targetId: "c", factors: values(0.1, 0.9) },
    ];
    expect(replayList(items, means, only("text"), only("track"))).toEqual([
      { targetId: "a", from: 1, to: 3, bands: { before: "高", after: "低" } },
      { targetId: "b", from: 2, to: 2, bands: { before: "中", after: "中" } },
      { targetId: "c", from: 3, to: 1, bands: { before: "低", after: "高" } },
    ]);
  });

  it("moves nothing under the same weights, and orders equals by id", () => {
    const items = ["c", "a", "b"].map((targetId) => ({ targetId, factors: values(0.5, 0.5) }));
    const places = replayList(items, means, startWeights, startWeights);
    expect(places.map(({ targetId, from, to }) => [targetId, from, to])).toEqual([
      ["a", 1, 1],
      ["b", 2, 2],
      ["c", 3, 3],
    ]);
    expect(replayList([], means, startWeights, startWeights)).toEqual([]);
  });
});
