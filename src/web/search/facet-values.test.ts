import { describe, expect, it } from "vitest";
import { parseCodeList } from "../../domain/taxonomy/code-list.ts";
import { shownValues } from "./facet-values.ts";

const header = "code\tparentCode\tname";
const none = parseCodeList(header);
const region = parseCodeList(
  `${header}\n330000\t\t浙江省\n330300\t330000\t温州市\n330382\t330300\t乐清市\n110000\t\t北京市`,
);
const lists = { field: none, region, industry: none, discipline: none };
const counts = [
  { value: "330000", count: 9 },
  { value: "330300", count: 7 },
  { value: "330382", count: 2 },
  { value: "110000", count: 1 },
  { value: "110100", count: 1 },
];

describe("shownValues", () => {
  it("shows the top level, and no code without a name", () => {
    expect(shownValues(lists, "region", [], counts).map(({ value }) => value)).toEqual(["330000", "110000"]);
  });

  it("opens the branch of a chosen value", () => {
    expect(shownValues(lists, "region", ["330300"], counts).map(({ value, depth }) => `${depth} ${value}`)).toEqual([
      "0 330000",
      "1 330300",
      "2 330382",
      "0 110000",
    ]);
  });

  it("keeps a chosen value that has no hit, so that it can be dropped", () => {
    expect(shownValues(lists, "organization", ["某企业"], [])).toEqual([{ value: "某企业", count: 0, depth: 0 }]);
  });
});
