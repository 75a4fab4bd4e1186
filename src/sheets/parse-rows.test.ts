import { describe, expect, it } from "vitest";
import { parseTable } from "./parse-rows.ts";
import { readTable } from "./read-workbook.ts";
import { rawWorkbook } from "./testing/raw-workbook.ts";
import { tableOf, testResolvers } from "./testing/table-of.ts";

const needs = (rows: string[][], merges = [] as Parameters<typeof tableOf>[0]["merges"]) =>
  parseTable(tableOf({ rows, ...(merges ? { merges } : {}) }), "need", testResolvers);
const codes = (issues: { code: string }[]) => issues.map((issue) => issue.code);

/** The one need of a sheet with a title and one more column. */
function needWith(header: string, value: string) {
  const [input] = needs([
    ["需求名称", header],
    ["压铸件气孔", value],
  ]).inputs;
  return { content: input!.content, warnings: codes(input!.warnings) };
}

describe("parseTable", () => {
  it("reads a full need", () => {
    const parsed = needs([
      [
        "编号",
        "需求名称",
        "需求描述",
        "需求类型",
        "关键词",
        "截止日期",
        "预算(万元)",
        "合作方式",
        "技术领域",
        "所属行业",
        "期望技术成熟度",
        "企业名称",
        "所在地区",
        "联系人",
        "手机",
        "技术指标",
      ],
      [
        "X-1",
        "压铸件气孔",
        "气孔率高",
        "工艺改造",
        "压铸 铝合金 气孔",
        "2026年12月31日",
        "1,200.5",
        "委托开发、合作开发(长期、稳定)",
        "新材料",
        "汽车制造业",
        "中试",
        "甲厂",
        "江苏常熟",
        "张某",
        "13800000000",
        "气孔率≤2%（现状6）\n良率 不低于 98 %",
      ],
    ]);
    expect(parsed.unusable).toEqual([]);
    const [input] = parsed.inputs;
    expect(input).toMatchObject({
      number: "X-1",
      row: 2,
      sheet: "Sheet1",
      warnings: [],
      contact: { name: "张某", phone: "13800000000", email: "" },
    });
    expect(input!.content).toMatchObject({
      title: "压铸件气孔",
      kind: "技术改造",
      keywords: ["压铸", "铝合金", "气孔"],
      deadline: "2026-12-31",
      budgetFen: 1_200_500_000,
      cooperationModes: ["委托开发", "合作开发(长期、稳定)"],
      field: "04",
      industry: "C36",
      wantedTrl: 6,
      regionCode: "320581",
      regionText: "江苏常熟",
      indicators: [
        { name: "气孔率", operator: "≤", value: 2, unit: "%", currentValue: 6 },
        { name: "良率", operator: "≥", value: 98, unit: "%", currentValue: null },
      ],
    });
    expect(JSON.stringify(input!.content)).not.toContain("张某");
  });

  it("needs only a title or a description", () => {
    const parsed = needs([
      ["需求名称", "需求描述", "企业名称"],
      ["甲", "", ""],
      ["", "乙的描述", ""],
      ["", "", "甲厂"],
      ["", "", ""],
    ]);
    expect(
      parsed.inputs.map((input) => [input.row, input.content.title, input.content.description, input.warnings]),
    ).toEqual([
      [2, "甲", "", []],
      [3, "", "乙的描述", []],
    ]);
    expect(parsed.unusable).toEqual([
      expect.objectContaining({ row: 4, code: "nothing_to_match", severity: "error", found: "只有“甲厂”" }),
    ]);
  });

  it("takes one long description as the problem where no column holds its parts", () => {
    expect(needs([["需求描述"], ["气孔率高"]]).inputs[0]!.content).toMatchObject({
      description: "气孔率高",
      problem: "气孔率高",
    });
    expect(
      needs([
        ["需求描述", "关键技术"],
        ["气孔率高", ""],
      ]).inputs[0]!.content.problem,
    ).toBe("");
  });

  it.each([
    ["预算(万元)", "50", 50_000_000, false, []],
    ["预算(万元)", "５０", 50_000_000, false, []],
    ["预算", "50万元", 50_000_000, false, []],
    ["预算(万元)", "1.2亿", 12_000_000_000, false, []],
    ["预算(万元)", "面议", null, true, []],
    ["预算(万元)", "xx万", null, false, ["money_masked"]],
    ["预算(万元)", "××", null, false, ["money_masked"]],
    ["预算(万元)", "尽量便宜", null, false, ["money_unreadable"]],
    ["预算", "50", null, false, ["money_no_unit"]],
    ["预算", "500000", 50_000_000, false, []],
    ["预算(元)", "500000", 50_000_000, false, []],
    ["预算(亿元)", "0.5", 5_000_000_000, false, []],
    ["预算(万元)", "500000", 500_000_000_000, false, ["money_suspicious"]],
    ["预算(万元)", "", null, false, []],
    ["预算(万元)", "无", null, false, []],
    ["预算(万元)", "99999999999999999", null, false, ["money_unreadable"]],
  ])("reads %s %j as %j 分, negotiable %j, warnings %j", (header, value, fen, negotiable, warnings) => {
    const { content, warnings: found } = needWith(header, value);
    expect([content.budgetFen, content.budgetNegotiable, found]).toEqual([fen, negotiable, warnings]);
  });

  it("reads a range to its upper end and says so", () => {
    const { content, warnings } = needWith("预算(万元)", "50-80万");
    expect([content.budgetFen, warnings]).toEqual([80_000_000, ["money_range"]]);
  });

  it.each([
    ["2026-12-31", "2026-12-31", []],
    ["2026/1/5", "2026-01-05", []],
    ["2026.12", "2026-12-31", []],
    ["2026年2月", "2026-02-28", []],
    ["2026年底", "2026-12-31", []],
    ["2026年三季度", "2026-09-30", []],
    ["2025.3-2026.6", "2026-06-30", []],
    ["2026年1月至2026年8月", "2026-08-31", []],
    ["20261231", "2026-12-31", []],
    ["46387", "2026-12-31", []],
    ["2026年2月30日", null, ["impossible_date"]],
    ["2026-13-01", null, ["impossible_date"]],
    ["尽快", null, ["unknown_date"]],
    ["长期", null, []],
  ])("reads deadline %j as %j with %j", (value, day, warnings) => {
    const found = needWith("截止日期", value);
    expect([found.content.deadline, found.warnings]).toEqual([day, warnings]);
  });

  it("keeps an over-long title whole in the description", () => {
    const long = `压铸件气孔率控制技术研究。${"详细说明".repeat(30)}`;
    const { inputs } = needs([
      ["需求名称", "需求描述"],
      [long, "另有描述"],
    ]);
    expect(inputs[0]!.content).toMatchObject({ title: "压铸件气孔率控制技术研究", description: `${long}\n另有描述` });
    expect(codes(inputs[0]!.warnings)).toEqual(["title_too_long"]);
    const noStop = "长".repeat(200);
    expect(needs([["需求名称"], [noStop]]).inputs[0]!.content).toMatchObject({
      title: "长".repeat(80),
      description: noStop,
    });
  });

  it("cuts what exceeds the schema, warns, and keeps the original in raw", () => {
    const words = Array.from({ length: 30 }, (_, index) => `词${index}`).join("、");
    const { inputs } = needs([
      ["需求名称", "关键词", "企业名称", "需求描述"],
      ["甲", words, "厂".repeat(200), "字".repeat(30_000)],
    ]);
    expect([
      inputs[0]!.content.keywords.length,
      inputs[0]!.content.organizationName.length,
      inputs[0]!.content.description.length,
    ]).toEqual([20, 120, 20_000]);
    expect(codes(inputs[0]!.warnings).sort()).toEqual(["text_too_long", "text_too_long", "too_many_items"]);
    expect([inputs[0]!.raw.关键词, inputs[0]!.raw.需求描述?.length]).toEqual([words, 30_000]);
  });

  it("warns about codes it does not know and several needs in one cell", () => {
    expect(needWith("技术领域", "玄学").warnings).toEqual(["unknown_value"]);
    expect(needWith("需求描述", "1、气孔率高；2、模具寿命短；3、良率低").warnings).toEqual(["several_needs"]);
  });

  it("skips blank rows, examples, repeated headers, totals and notes", () => {
    const parsed = needs([
      ["编号", "需求名称", "预算(万元)"],
      ["示例1", "【示例】甲", "1"],
      ["", "", ""],
      ["1", "乙", "2"],
      ["编号", "需求名称", "预算(万元)"],
      ["合计", "", "2"],
      ["注：以上由企业填报", "", ""],
    ]);
    expect([parsed.inputs.map((input) => input.content.title), parsed.unusable]).toEqual([["乙"], []]);
  });

  it("fills merged organisations down, and merged names only beside text of their own", () => {
    const merges = [
      { firstRow: 2, lastRow: 4, firstColumn: 0, lastColumn: 0 },
      { firstRow: 3, lastRow: 4, firstColumn: 1, lastColumn: 1 },
    ];
    const parsed = needs(
      [
        ["企业名称", "需求名称", "需求描述"],
        ["甲厂", "压铸", "一"],
        ["", "焊接", "二"],
        ["", "", "三"],
        ["", "涂装", "四"],
      ],
      merges,
    );
    expect(parsed.inputs.map(({ content }) => [content.organizationName, content.title, content.description])).toEqual([
      ["甲厂", "压铸", "一"],
      ["甲厂", "焊接", "二"],
      ["甲厂", "焊接", "三"],
      ["", "涂装", "四"],
    ]);
  });

  it("passes over sheets of another kind and note sheets, and reports sheets without headers", () => {
    const table = tableOf(
      { name: "需求", rows: [["需求名称"], ["甲"]] },
      {
        name: "专家",
        rows: [
          ["姓名", "研究方向"],
          ["王某", "压铸"],
        ],
      },
      {
        name: "说明",
        rows: [
          ["列名", "填写要求"],
          ["x", "y"],
        ],
      },
      {
        name: "其他",
        rows: [
          ["a", "b"],
          ["c", "d"],
        ],
      },
    );
    const parsed = parseTable(table, "need", testResolvers);
    expect(parsed.inputs).toHaveLength(1);
    expect(codes(parsed.issues)).toEqual(["other_kind"]);
    expect(parsed.unusable).toEqual([expect.objectContaining({ sheet: "其他", code: "no_header", row: null })]);
    expect(parsed.unusable[0]!.expected).toContain("需求名称");
  });

  it("turns damaged cells into warnings that name row and column", () => {
    const xml =
      '<sheetData><row r="1"><c t="str"><v>需求名称</v></c><c t="str"><v>预算(万元)</v></c><c t="str"><v>联系电话</v></c></row><row r="2"><c t="str"><v>甲</v></c><c t="e"><v>#REF!</v></c><c><v>1.38001234567E+17</v></c></row><row r="3"><c t="str"><v>乙</v></c><c><f>A1</f></c><c><v>1.38E10</v></c></row></sheetData>';
    const table = readTable(rawWorkbook({ sheets: [{ name: "需求", xml }] }), { fileName: "a.xlsx" });
    const { inputs } = parseTable(table, "need", testResolvers);
    expect(inputs.map((input) => input.warnings.map((issue) => [issue.row, issue.column, issue.code]))).toEqual([
      [
        [2, "预算(万元)（B 列）", "error_value"],
        [2, "联系电话（C 列）", "digits_lost"],
      ],
      [[3, "预算(万元)（B 列）", "formula_without_value"]],
    ]);
    expect(inputs.map((input) => [input.content.budgetFen, input.contact.phone])).toEqual([
      [null, ""],
      [null, "13800000000"],
    ]);
    expect(inputs[0]!.raw).toEqual({ 需求名称: "甲", "预算(万元)": "#REF!", 联系电话: "1.38001234567E+17" });
  });

  it("reads experts: titles split on lines and semicolons only, unknown fields warned", () => {
    const { inputs } = parseTable(
      tableOf({
        rows: [
          ["姓名", "研究方向", "论文", "技术领域", "是否可对接"],
          ["王某", "1.压铸；2.模流,仿真", "铝、镁合金研究, 第一部分\n气孔形成机理", "新材料、玄学", "可"],
          ["", "", "", "", ""],
          ["", "焊接", "", "", ""],
        ],
      }),
      "expert",
      testResolvers,
    );
    expect(inputs.map((input) => input.row)).toEqual([2, 4]);
    expect(inputs[0]!.content).toMatchObject({
      researchDirections: ["压铸", "模流", "仿真"],
      papers: ["铝、镁合金研究, 第一部分", "气孔形成机理"],
      fields: ["04"],
      available: true,
    });
    expect(codes(inputs[0]!.warnings)).toEqual(["unknown_value"]);
  });

  it("reads achievements", () => {
    const { inputs } = parseTable(
      tableOf({
        rows: [
          ["成果名称", "成熟度", "专利情况", "价格（万元）", "完成人"],
          ["真空压铸", "产业化阶段", "已获授权发明专利2项", "120", "王某、赵某"],
          ["小试品", "小试", "正在申请", "面议", ""],
          ["未知", "4-6", "很多", "", ""],
        ],
      }),
      "achievement",
      testResolvers,
    );
    expect(
      inputs.map(({ content }) => [
        content.trl,
        content.ipStatus,
        content.priceFen,
        content.priceNegotiable,
        content.stage,
      ]),
    ).toEqual([
      [9, "已授权", 120_000_000, false, "产业化阶段"],
      [4, "申请中", null, true, "小试"],
      [null, null, null, false, ""],
    ]);
    expect(inputs[0]!.content.owners).toEqual(["王某", "赵某"]);
    expect(codes(inputs[2]!.warnings)).toEqual(["unknown_value", "unknown_value"]);
  });

  it("says what it expected when a file holds nothing it knows", () => {
    expect(needs([["甲", "乙"]]).unusable[0]!.fix).toContain("列名");
    expect(needs([]).unusable[0]!.code).toBe("no_rows");
  });
});
