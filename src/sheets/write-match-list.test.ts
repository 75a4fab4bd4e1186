import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { readTable } from "./read-workbook.ts";
import { type MatchRow, streamMatchList, type UnusableRow, writeMatchList } from "./write-match-list.ts";

const options = { title: "匹配清单 A&B", generatedAt: new Date("2026-03-01T06:05:00Z") };
const row: MatchRow = {
  needNumber: "007",
  needTitle: '=HYPERLINK("x")',
  kind: "专家",
  candidateNumber: "E-1",
  candidateName: "王某",
  organization: "某大学\n材料学院",
  rank: 1,
  score0to100: 87.25,
  band: "高",
  reasons: ["研究方向一致", "近三年有论文"],
  matchedPhrases: ["压铸", "气孔"],
  unknowns: ["预算"],
};
const unusable: UnusableRow = {
  file: "需求.xlsx",
  sheet: "需求",
  row: 7,
  column: null,
  code: "nothing_to_match",
  found: "只有“甲厂”",
  expected: "需求名称",
  fix: "请补填",
  severity: "error",
};

describe("writeMatchList", () => {
  it("writes the contract's columns, explains the score and lists unusable rows", async () => {
    const { sheets } = await readXlsx(writeMatchList([row], [unusable], options));
    expect(sheets.map((sheet) => sheet.name)).toEqual(["匹配清单", "说明", "未能使用的行"]);
    expect(sheets[0]!.rows).toEqual([
      [
        "需求编号",
        "需求名称",
        "类型",
        "候选编号",
        "候选名称",
        "单位",
        "名次",
        "匹配度",
        "档次",
        "推荐理由",
        "匹配词句",
        "未知项",
      ],
      [
        "007",
        '=HYPERLINK("x")',
        "专家",
        "E-1",
        "王某",
        "某大学\n材料学院",
        1,
        87.3,
        "高",
        "研究方向一致；近三年有论文",
        "压铸、气孔",
        "预算",
      ],
    ]);
    const notes = sheets[1]!.rows.map((cells) => cells.join("")).join("\n");
    expect(notes).toContain("不是合作成功的概率");
    expect(notes).toContain("2026-03-01 14:05");
    expect(notes).toContain("1 项需求，共 1 条推荐");
    expect(sheets[2]!.rows[1]).toEqual(["需求.xlsx", "需求", 7, null, "只有“甲厂”", "需求名称", "请补填"]);
  });

  it("is frozen, filtered and printed with its header on every page", async () => {
    const [sheet] = (await readXlsx(writeMatchList([row, row], [], options))).sheets;
    expect(sheet!.freezePane?.rows).toBe(1);
    expect(sheet!.autoFilter?.range).toBe("A1:L3");
    expect(sheet!.pageSetup).toMatchObject({ orientation: "landscape", paperSize: "a4" });
  });

  it("writes strings as strings: no cell holds a formula", () => {
    const bytes = writeMatchList([row], [], options);
    expect(readTable(bytes, { fileName: "a.xlsx" }).sheets[0]!.rows[1]!.cells[1]).toMatchObject({
      text: row.needTitle,
      type: "text",
    });
  });

  it("gives the same bytes for the same input", () => {
    expect(writeMatchList([row], [unusable], options)).toEqual(writeMatchList([row], [unusable], options));
  });

  it("pulls rows as it goes", () => {
    let pulled = 0;
    function* rows() {
      for (; pulled < 50_000; pulled++) yield { ...row, candidateNumber: `E-${pulled}` };
    }
    const pieces = streamMatchList(rows(), [], options);
    pieces.next();
    expect(pulled).toBeGreaterThan(0);
    expect(pulled).toBeLessThan(5_000);
  });
});
