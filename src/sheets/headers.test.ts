import { describe, expect, it } from "vitest";
import type { EntityKind } from "../domain/shared/entity.ts";
import { columnsOf } from "./columns/kinds.ts";
import { readHeader } from "./header-text.ts";
import { detectKind, mapHeaders } from "./headers.ts";
import { sheetOf, templateHeaders } from "./testing/table-of.ts";

const kinds: EntityKind[] = ["need", "expert", "achievement"];

/** Key of each header of a one-row sheet, "" where it is not used. */
function keysOf(kind: EntityKind, headers: string[]): string[] {
  const map = mapHeaders(sheetOf({ rows: [headers, headers.map(() => "值")] }), kind);
  return headers.map((_, column) => map?.columns.find((mapped) => mapped.column === column)?.key ?? "");
}

describe("readHeader", () => {
  it.each([
    ["预算(万元)", "预算", "万元"],
    ["预算（单位：万元）", "预算", "万元"],
    ["预算/万元", "预算", "万元"],
    ["预算：元", "预算", "元"],
    ["投入 资金\n（亿元）", "投入资金", "亿元"],
    ["＊1、需求名称（不超过80字）", "需求名称", null],
    ["需求名稱", "需求名称", null],
    ["【必填】 需求名称*", "需求名称", null],
    ["企业名称 必填", "企业名称", null],
    ["Need_Title", "needtitle", null],
    ["budget_wan", "budgetwan", "万元"],
    ["", "", null],
  ])("reads %j as %j in %j", (text, key, unit) => {
    expect(readHeader(text)).toEqual({ key, unit });
  });
});

describe("mapHeaders", () => {
  it("has no name for two columns of one kind, contacts aside", () => {
    for (const kind of kinds) {
      const owners = new Map<string, string>();
      for (const column of columnsOf[kind]) {
        if (column.key.startsWith("contact")) continue;
        for (const name of [column.header, ...column.aliases]) {
          const { key } = readHeader(name);
          expect([key, owners.get(key) ?? column.key]).toEqual([key, column.key]);
          owners.set(key, column.key);
        }
      }
    }
  });

  it.each(kinds)("maps every header of the %s template", (kind) => {
    expect(keysOf(kind, templateHeaders(kind))).toEqual(columnsOf[kind].map((column) => column.key));
  });

  it("maps reordered, renamed, decorated and English headers", () => {
    expect(
      keysOf("need", [
        "联系方式",
        "单位",
        "技术难题名称*",
        "拟投入资金（万元）",
        "需求 内容",
        "所属领域",
        "期限",
        "E-mail",
      ]),
    ).toEqual([
      "contactPhone",
      "organizationName",
      "title",
      "budget",
      "description",
      "field",
      "deadline",
      "contactEmail",
    ]);
    expect(keysOf("need", ["No.", "Need Title", "Description", "Budget (CNY)", "Company Name", "Deadline"])).toEqual([
      "number",
      "title",
      "description",
      "budget",
      "organizationName",
      "deadline",
    ]);
    expect(
      keysOf("expert", ["序号", "专家姓名", "工作单位", "职务/职称", "主要研究领域", "专家简介", "代表性论文"]),
    ).toEqual(["number", "name", "organizationName", "title", "researchDirections", "bio", "papers"]);
    expect(
      keysOf("achievement", [
        "成果编号",
        "科技成果名称",
        "成果介绍",
        "成熟度",
        "专利情况",
        "完成单位",
        "发明人",
        "转让方式",
      ]),
    ).toEqual(["number", "title", "abstract", "trl", "ipStatus", "organizationName", "owners", "transferModes"]);
  });

  it("finds the header under title rows and says which row it was", () => {
    const map = mapHeaders(
      sheetOf({
        rows: [
          ["常熟市企业技术需求征集汇总表"],
          ["填报单位：某局", "", "2026年3月"],
          ["序号", "企业", "需求名称"],
          ["1", "甲厂", "压铸"],
        ],
      }),
      "need",
    );
    expect([map?.headerRow, map?.columns.map((column) => column.key)]).toEqual([
      3,
      ["number", "organizationName", "title"],
    ]);
  });

  it("reads a merged group row over a leaf row", () => {
    const rows = [
      ["序号", "企业信息", "", "技术需求", "", "联系人", ""],
      ["", "名称", "所在地区", "名称", "描述", "姓名", "电话"],
      ["1", "甲厂", "常熟", "压铸", "气孔", "张某", "1"],
    ];
    const merges = [1, 3, 5].map((firstColumn) => ({
      firstRow: 1,
      lastRow: 1,
      firstColumn,
      lastColumn: firstColumn + 1,
    }));
    const map = mapHeaders(sheetOf({ rows, merges }), "need");
    expect(map?.headerRow).toBe(2);
    expect(map?.columns.map((column) => column.key)).toEqual([
      "number",
      "organizationName",
      "region",
      "title",
      "description",
      "contactName",
      "contactPhone",
    ]);
  });

  it("keeps unknown columns as extra and reports them", () => {
    const map = mapHeaders(
      sheetOf({
        rows: [
          ["需求名称", "推荐单位", "注册资本", "备注"],
          ["甲", "乙", "丙", "丁"],
        ],
      }),
      "need",
    );
    expect(map?.extra.map((extra) => extra.header)).toEqual(["推荐单位", "注册资本", "备注"]);
    expect(map?.issues[0]?.found).toBe("推荐单位（B 列）、注册资本（C 列）、备注（D 列）未参与匹配，已忽略");
  });

  it("names both of two equal headers, joining long texts and keeping the first name", () => {
    const map = mapHeaders(
      sheetOf({
        rows: [
          ["需求名称", "技术需求名称", "需求描述", "需求背景"],
          ["甲", "乙", "丙", "丁"],
        ],
      }),
      "need",
    );
    const found = map?.issues.filter((issue) => issue.code === "duplicate_header").map((issue) => issue.found);
    expect(found?.[0]).toBe("需求名称（A 列）、技术需求名称（B 列）都对应“需求名称”，只采用需求名称（A 列）");
    expect(found?.[1]).toContain("内容已合并");
    expect(map?.columns.map((column) => column.column)).toEqual([0, 2, 3]);
  });

  it("prefers a full name to a general one", () => {
    expect(keysOf("need", ["名称", "需求名称", "单位", "企业名称", "序号", "编号"])).toEqual([
      "",
      "title",
      "",
      "organizationName",
      "",
      "number",
    ]);
  });

  it("leaves an ambiguous header to a person, whose choice counts", () => {
    const sheet = sheetOf({
      rows: [
        ["需求名称", "类别"],
        ["甲", "技术改造"],
      ],
    });
    const map = mapHeaders(sheet, "need");
    expect(map?.issues[0]).toMatchObject({ code: "ambiguous_header", column: "类别（B 列）" });
    expect(map?.issues[0]?.found).toContain("“需求类型”或“技术领域”");
    expect(mapHeaders(sheet, "need", { mapping: { 类别: "kind" } })?.columns.map((column) => column.key)).toEqual([
      "title",
      "kind",
    ]);
    expect(mapHeaders(sheet, "need", { mapping: { 类别: null } })?.issues.map((issue) => issue.code)).toEqual([
      "extra_columns",
    ]);
  });

  it("guesses by ending, with a warning", () => {
    const map = mapHeaders(
      sheetOf({
        rows: [
          ["序号", "单位名称", "常熟市重点技术需求名称"],
          ["1", "甲", "乙"],
        ],
      }),
      "need",
    );
    expect(map?.columns.at(-1)).toMatchObject({ key: "title", trust: "guessed" });
    expect(map?.issues[0]?.code).toBe("guessed_header");
  });

  it("takes a bare column of text as description, with or without numbers before it", () => {
    const map = mapHeaders(
      sheetOf({
        rows: [
          ["1", "压铸件气孔率高"],
          ["2", "印染废水难以回用"],
        ],
      }),
      "need",
    );
    expect([map?.headerRow, map?.columns[0]]).toEqual([0, expect.objectContaining({ key: "description", column: 1 })]);
    expect(map?.issues[0]?.code).toBe("no_header");
  });

  it("finds nothing in several columns without headers", () => {
    expect(
      mapHeaders(
        sheetOf({
          rows: [
            ["甲", "乙"],
            ["丙", "丁"],
          ],
        }),
        "need",
      ),
    ).toBeNull();
  });

  it("is not confused by headers that are names of object members", () => {
    expect(keysOf("need", ["需求名称", "constructor", "__proto__", "toString"])).toEqual(["title", "", "", ""]);
  });
});

describe("detectKind", () => {
  it.each([
    ["need", ["序号", "需求名称", "企业名称", "联系人"]],
    ["expert", ["序号", "姓名", "单位", "职称", "研究方向"]],
    ["achievement", ["序号", "成果名称", "成果简介", "技术成熟度"]],
    [null, ["序号", "单位", "联系人"]],
    [null, ["甲", "乙"]],
  ])("says %s", (kind, headers) => {
    expect(detectKind(sheetOf({ rows: [headers, headers.map(() => "值")] }))).toBe(kind);
  });

  it("lets the sheet name decide a tie", () => {
    expect(
      detectKind(
        sheetOf({
          name: "科技成果",
          rows: [
            ["项目名称", "单位"],
            ["甲", "乙"],
          ],
        }),
      ),
    ).toBe("achievement");
  });
});
