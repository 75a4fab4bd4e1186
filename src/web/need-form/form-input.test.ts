import { describe, expect, it } from "vitest";
import { needContent } from "../../domain/need/need.ts";
import { parseCodeList } from "../../domain/taxonomy/code-list.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { inputOfForm } from "./form-input.ts";
import { emptyValues, valuesOfForm, valuesOfNeed, withEmptyRows } from "./form-values.ts";

const header = "code\tparentCode\tname";
const none = parseCodeList(header);
const region = parseCodeList(`${header}\n330000\t\t浙江省\n330300\t330000\t温州市\n330382\t330300\t乐清市`);
const lists: CodeLists = { field: none, region, industry: none, discipline: none };

describe("inputOfForm", () => {
  it("needs a title only", () => {
    const { content, contact, issues } = inputOfForm({ ...emptyValues, title: "耐蚀涂层" }, lists, null);
    expect(issues).toEqual([]);
    expect(contact).toBeUndefined();
    expect(needContent.parse(content)).toMatchObject({
      title: "耐蚀涂层",
      budgetFen: null,
      deadline: null,
      regionCode: null,
    });
  });

  it("reads money, region, keywords and indicators as typed", () => {
    const { content, issues } = inputOfForm(
      {
        ...emptyValues,
        title: "甲",
        budget: "１２.5 万元",
        region: "浙江乐清",
        keywords: "耐蚀、附着力；耐蚀",
        indicators: [
          { name: "附着力", operator: "≥", value: "5", unit: "MPa", currentValue: "" },
          ...withEmptyRows(emptyValues, 0).indicators,
        ],
      },
      lists,
      null,
    );
    expect(issues).toEqual([]);
    expect(needContent.parse(content)).toMatchObject({
      budgetFen: 12_500_000,
      regionCode: "330382",
      regionText: "浙江乐清",
      keywords: ["耐蚀", "附着力"],
      indicators: [{ name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: null }],
    });
  });

  it("names the box of what it cannot read", () => {
    const indicators = [
      { name: "", operator: "≥", value: "高", unit: "", currentValue: "" },
      { name: "附着力", operator: "≥", value: "1", unit: "", currentValue: "约3" },
    ];
    const { issues } = inputOfForm({ ...emptyValues, title: "甲", budget: "五十", indicators }, lists, null);
    expect(issues.map((issue) => issue.where)).toEqual([
      "budgetFen",
      "indicators.0.name",
      "indicators.0.value",
      "indicators.1.currentValue",
    ]);
  });

  it("changes nothing when a stored need is sent back untouched", () => {
    const stored = needContent.parse({
      title: "甲",
      description: "第一行\n第二行",
      regionCode: "330382",
      industry: "C33",
      budgetFen: 123_456,
      keywords: ["耐蚀", "附着力"],
      indicators: [{ name: "附着力", operator: "~", value: 5, unit: "MPa", currentValue: 3 }],
      wantedTrl: 6,
    });
    const { content, issues } = inputOfForm(valuesOfNeed(stored, "public", lists), lists, stored);
    expect(issues).toEqual([]);
    expect(needContent.parse(content)).toEqual(stored);
  });
});

describe("valuesOfForm", () => {
  it("turns browser line ends into plain ones and takes no files", () => {
    const form = new FormData();
    form.set("description", "一\r\n二");
    form.set("title", new File(["x"], "x.txt"));
    expect(valuesOfForm(form)).toMatchObject({ description: "一\n二", title: "" });
  });
});
