import { describe, expect, it } from "vitest";
import { dropOffers } from "./drop-offers.ts";
import type { SearchQuery } from "./search-query.ts";

const query: SearchQuery = { text: "涂层", kind: "expert", filter: { field: ["04"], region: ["330000"] }, page: 2 };

describe("dropOffers", () => {
  it("offers what brings hits, the most first", async () => {
    const count = async (trial: SearchQuery) => (trial.filter.field === undefined ? 3 : trial.kind === null ? 9 : 0);
    const offers = await dropOffers(query, count);
    expect(offers.map(({ drop, gain }) => [drop, gain])).toEqual([
      ["kind", 9],
      [{ facet: "field", values: ["04"] }, 3],
    ]);
    expect(offers[1]!.query).toEqual({ text: "涂层", kind: "expert", filter: { region: ["330000"] }, page: 1 });
  });

  it("offers to drop all filters where no single one helps, and the kind with them where that is needed", async () => {
    const unfiltered = ({ filter }: SearchQuery) => Object.keys(filter).length === 0;
    const both = await dropOffers(query, async (trial) => (unfiltered(trial) ? 5 : 0));
    expect(both).toEqual([{ drop: "filters", gain: 5, query: { text: "涂层", kind: "expert", filter: {}, page: 1 } }]);
    const all = await dropOffers(query, async (trial) => (unfiltered(trial) && trial.kind === null ? 7 : 0));
    expect(all).toEqual([{ drop: "everything", gain: 7, query: { text: "涂层", kind: null, filter: {}, page: 1 } }]);
    const one: SearchQuery = { ...query, filter: { field: ["04"] } };
    expect((await dropOffers(one, async (trial) => (unfiltered(trial) && trial.kind === null ? 2 : 0)))[0]?.gain).toBe(
      2,
    );
  });

  it("offers nothing where nothing helps, and asks nothing without a filter", async () => {
    expect(await dropOffers(query, async () => 0)).toEqual([]);
    let asked = 0;
    const count = async () => {
      asked += 1;
      return 1;
    };
    expect(await dropOffers({ text: "涂层", kind: null, filter: {}, page: 1 }, count)).toEqual([]);
    expect(asked).toBe(0);
  });
});
