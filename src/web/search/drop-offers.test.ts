import { describe, expect, it } from "vitest";
import { dropOffers } from "./drop-offers.ts";
import type { SearchQuery } from "./search-query.ts";

const query: SearchQuery = { text: "涂层", kind: "expert", filter: { field: ["04"], region: ["330000"] }, page: 2 };

describe("dropOffers", () => {
  it("offers what brings hits, the most first", async () => {
    const count = async (trial: SearchQuery) => (trial.filter.field === undefined ? 3 : trial.kind === null ? 9 : 0);
    const offers = await dropOffers(query, count);
    expect(offers.map(({ facet, total }) => [facet, total])).toEqual([
      [null, 9],
      ["field", 3],
    ]);
    expect(offers[1]!.query).toEqual({ text: "涂层", kind: "expert", filter: { region: ["330000"] }, page: 1 });
  });

  it("offers nothing without a filter", async () => {
    expect(await dropOffers({ text: "涂层", kind: null, filter: {}, page: 1 }, async () => 1)).toEqual([]);
  });
});
