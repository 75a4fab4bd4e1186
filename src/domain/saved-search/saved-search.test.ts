import { describe, expect, it } from "vitest";
import { mostCompared, newHits } from "./new-hits.ts";
import { savedQuery, searchPath } from "./saved-query.ts";

describe("a saved query", () => {
  it("has one form for all ways to write it", () => {
    const written = savedQuery.parse({
      text: "  耐蚀   涂层 ",
      kind: "expert",
      filter: { region: ["330300", "330100", "330300"], field: ["04"], mode: [] },
    });
    expect(written).toEqual({
      text: "耐蚀 涂层",
      kind: "expert",
      filter: { field: ["04"], region: ["330100", "330300"] },
    });
    expect(Object.keys(written.filter)).toEqual(["field", "region"]);
    expect(searchPath({ ...written, newest: true })).toBe(
      `/search?${new URLSearchParams("q=耐蚀 涂层&kind=expert&field=04&region=330100&region=330300&sort=newest")}`,
    );
  });

  it("looks for something, in facets there are", () => {
    expect(savedQuery.safeParse({ text: "  " }).success).toBe(false);
    expect(savedQuery.safeParse({ kind: "need" }).success).toBe(true);
    expect(savedQuery.safeParse({ text: "涂层", filter: { scope: ["330300"] } }).success).toBe(false);
    expect(searchPath({ text: "", kind: null, filter: {} })).toBe("/search");
  });
});

describe("new hits", () => {
  it("are those that were not there before", () => {
    expect(newHits(["4", "3", "1"], ["3", "2", "1"])).toEqual(["4"]);
    expect(newHits(["2", "1"], ["3", "2", "1"])).toEqual([]);
    expect(newHits(["2", "1"], [])).toEqual(["2", "1"]);
  });

  it("are not older ones that moved up into what is compared", () => {
    const id = (n: number) => String(n).padStart(5, "0");
    const before = Array.from({ length: mostCompared }, (_, at) => id(1_000 - at));
    const oldest = 1_000 - mostCompared + 1;
    expect(newHits([id(1_001), ...before.slice(1), id(oldest - 1)], before)).toEqual([id(1_001)]);
    expect(newHits([id(oldest - 1)], before.slice(1))).toEqual([id(oldest - 1)]);
  });
});
