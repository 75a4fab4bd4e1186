import { describe, expect, it } from "vitest";
import { compareLists } from "./compare-lists.ts";

describe("compareLists", () => {
  it("names who moved, who came and who went, and nobody else", () => {
    expect(compareLists(["a", "b", "c", "d"], ["a", "d", "b", "c"], 3)).toEqual([
      { id: "d", before: null, after: 2 },
      { id: "b", before: 2, after: 3 },
      { id: "c", before: 3, after: null },
    ]);
  });

  it("is empty for equal lists and for changes below the places looked at", () => {
    expect(compareLists(["a", "b"], ["a", "b"], 2)).toEqual([]);
    expect(compareLists(["a", "b", "c"], ["a", "c", "b"], 1)).toEqual([]);
    expect(compareLists([], [], 5)).toEqual([]);
  });
});
