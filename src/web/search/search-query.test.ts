import { describe, expect, it } from "vitest";
import { activeFilters, readSearchQuery, searchHref, toggled, without } from "./search-query.ts";

describe("readSearchQuery", () => {
  it("reads text, kind, facets and page", () => {
    const query = readSearchQuery(new URLSearchParams("q= 涂层 &kind=expert&field=04&field=04&region=330300&page=3"));
    expect(query).toEqual({ text: "涂层", kind: "expert", filter: { field: ["04"], region: ["330300"] }, page: 3 });
  });

  it("leaves out what it does not understand", () => {
    const query = readSearchQuery(new URLSearchParams("kind=admin&page=-1&owner=x&field="));
    expect(query).toEqual({ text: "", kind: null, filter: {}, page: 1 });
  });

  it("reads back every address it writes", () => {
    const query = {
      text: "盐雾 & <b>",
      kind: "need" as const,
      filter: { organization: ["甲公司", "乙=公司"] },
      page: 2,
    };
    expect(readSearchQuery(new URL(searchHref(query), "http://localhost").searchParams)).toEqual(query);
  });
});

const above: Record<string, string[]> = { "0402": ["04"], "330302": ["330000", "330300"], "330300": ["330000"] };
const tree = (_: string, value: string) => above[value] ?? [];

describe("toggled", () => {
  const query = { text: "", kind: null, filter: { field: ["04", "08"] }, page: 4 };

  it("switches a value on and off and goes back to page 1", () => {
    expect(toggled(query, "field", "04", tree)).toMatchObject({ filter: { field: ["08"] }, page: 1 });
    expect(activeFilters(toggled(query, "region", "330000", tree))).toHaveLength(3);
  });

  it("puts a code in place of those above and below it", () => {
    expect(toggled(query, "field", "0402", tree).filter.field).toEqual(["08", "0402"]);
    const district = { ...query, filter: { region: ["330302", "110000"] } };
    expect(toggled(district, "region", "330300", tree).filter.region).toEqual(["110000", "330300"]);
  });

  it("drops the facet with its last value", () => {
    expect(without(query, "field").filter).toEqual({});
  });
});
