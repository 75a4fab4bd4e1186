import { strToU8, zipSync } from "fflate";
import { writeXlsx as writeWithHucre } from "hucre/xlsx";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { AppError } from "../domain/shared/errors.ts";
import { readTable } from "./read-workbook.ts";
import type { Cell, Table } from "./table.ts";
import { inlineRows, rawWorkbook, withDeclaredSize } from "./testing/raw-workbook.ts";

const texts = (table: Table, sheet = 0) => table.sheets[sheet]!.rows.map((row) => row.cells.map((cell) => cell.text));
const read = (bytes: Uint8Array, fileName = "需求.xlsx") => readTable(bytes, { fileName });

function refusal(bytes: Uint8Array, fileName = "需求.xlsx"): AppError {
  try {
    read(bytes, fileName);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("was read");
}

/** Cells of a one-row sheet made of raw `<c>` elements. */
function cellsOf(
  cells: string,
  options: { formats?: string[]; date1904?: boolean; sharedStrings?: string } = {},
): Cell[] {
  const xml = `<sheetData><row r="1">${cells}</row></sheetData>`;
  return read(rawWorkbook({ sheets: [{ name: "表", xml }], ...options })).sheets[0]?.rows[0]?.cells ?? [];
}

describe("readTable on xlsx", () => {
  it("reads what another library wrote", async () => {
    const bytes = await writeWithHucre({
      sheets: [
        {
          name: "需求",
          rows: [
            ["名称", "日期", "数", "真"],
            ["甲\r\n乙", new Date(Date.UTC(2026, 11, 31)), 13_800_000_000, true],
          ],
        },
        { name: "空", rows: [] },
      ],
    });
    const table = read(bytes);
    expect(table.sheets.map((sheet) => sheet.name)).toEqual(["需求", "空"]);
    expect(texts(table)).toEqual([
      ["名称", "日期", "数", "真"],
      ["甲\n乙", "2026-12-31", "13800000000", "是"],
    ]);
  });

  it("keeps Excel's row numbers and column places across gaps", () => {
    const xml =
      '<sheetData><row r="3"><c r="C3"><v>5</v></c></row><row/><row r="9"><c r="A9"><v>1</v></c></row></sheetData>';
    const [sheet] = read(rawWorkbook({ sheets: [{ name: "表", xml }] })).sheets;
    expect(sheet!.rows.map((row) => row.row)).toEqual([3, 9]);
    expect(sheet!.rows[0]!.cells.map((cell) => cell.text)).toEqual(["", "", "5"]);
  });

  it("joins rich text, leaves phonetic guides out, decodes entities and _x escapes", () => {
    const sharedStrings =
      '<si><r><t>高强</t></r><r><t xml:space="preserve"> 钢</t></r><rPh><t>ガ</t></rPh></si><si><t>a&lt;b&#38;c_x000A_d_x005F_x000A_</t></si>';
    const cells = cellsOf(
      '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>',
      { sharedStrings },
    );
    expect(cells.map((cell) => cell.text)).toEqual(["高强 钢", "a<b&c\nd_x000A_", "甲乙"]);
  });

  it("prints numbers without exponent and binary noise, and marks those that lost digits", () => {
    const cells = cellsOf(
      "<c><v>1.38E10</v></c><c><v>0.30000000000000004</v></c><c><v>1.5E-7</v></c><c><v>3.2058119900101E+17</v></c>",
    );
    expect(cells.map((cell) => cell.text)).toEqual(["13800000000", "0.3", "0.00000015", "320581199001010000"]);
    expect(cells[3]!.issue).toBe("digits_lost");
  });

  it.each([
    ["yyyy/m/d", "46387", false, "2026-12-31"],
    ["yyyy/m/d", "44925", true, "2026-12-31"],
    ['yyyy"年"m"月"', "46387", false, "2026-12"],
    ["yyyy-mm-dd hh:mm", "46387.5", false, "2026-12-31 12:00"],
    ["[$-804]m月d日", "46387", false, "2026-12-31"],
    ["h:mm", "0.75", false, "18:00"],
    ["0.0%", "0.125", false, "12.5%"],
    ["[Red]0.00", "46387", false, "46387"],
    ["G/通用格式", "46387", false, "46387"],
    ['0"days"', "3", false, "3"],
  ])("shows format %s of %s (1904: %s) as %s", (format, value, date1904, expected) => {
    expect(cellsOf(`<c s="0"><v>${value}</v></c>`, { formats: [format], date1904 })[0]!.text).toBe(expected);
  });

  it("marks dates that never were", () => {
    expect(
      cellsOf('<c s="0"><v>60</v></c><c s="0"><v>-3</v></c>', { formats: ["yyyy-mm-dd"] }).map((cell) => cell.issue),
    ).toEqual(["impossible_date", "impossible_date"]);
  });

  it("uses cached formula values and marks missing ones and error values", () => {
    const cells = cellsOf(
      '<c><f>A1*2</f><v>6</v></c><c t="str"><f>B1</f><v></v></c><c><f>C1</f><v/></c><c t="e"><f>D1</f><v>#REF!</v></c>',
    );
    expect(cells.map(({ text, issue }) => [text, issue])).toEqual([
      ["6", undefined],
      ["", undefined],
      ["", "formula_without_value"],
      ["", "error_value"],
    ]);
    expect(cells[3]!.original).toBe("#REF!");
  });

  it("skips hidden sheets and rows and says so", () => {
    const xml =
      '<sheetData><row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row><row r="3"><c><v>3</v></c></row></sheetData>';
    const table = read(
      rawWorkbook({
        sheets: [
          { name: "甲", xml },
          { name: "乙", xml, state: "hidden" },
          { name: "丙", xml, state: "veryHidden" },
        ],
      }),
    );
    expect(table.sheets.map((sheet) => sheet.name)).toEqual(["甲"]);
    expect(texts(table)).toEqual([["1"], ["3"]]);
    expect(table.issues.map((issue) => [issue.sheet, issue.code])).toEqual([
      ["甲", "hidden_rows"],
      ["乙", "hidden_sheet"],
      ["丙", "hidden_sheet"],
    ]);
    expect(table.issues[0]!.found).toContain("第 2 行");
  });

  it("accepts prefixed element names, comments, CDATA and > in attributes", () => {
    const xml =
      '<?xml version="1.0"?><x:worksheet xmlns:x="u"><!-- <x:row> --><x:sheetData><x:row r="1" note="a>b"><x:c r="B1" t="str"><x:v><![CDATA[a<&b]]></x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(texts(read(rawWorkbook({ sheets: [{ name: "表", xml }] })))).toEqual([["", "a<&b"]]);
  });

  it("reads 1,048,576 used but empty rows within 10 s of processor time", () => {
    const rows = Array.from(
      { length: 1_048_576 },
      (_, index) => `<row r="${index + 1}" spans="1:2" ht="14"><c r="A${index + 1}" s="1"/></row>`,
    );
    rows[4] = '<row r="5"><c r="A5"><v>7</v></c></row>';
    const bytes = rawWorkbook({ sheets: [{ name: "表", xml: `<sheetData>${rows.join("")}</sheetData>` }] });
    const started = process.cpuUsage();
    expect(read(bytes).sheets[0]!.rows).toHaveLength(1);
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });
});

describe("readTable limits", () => {
  it("adds up what all entries declare, opened or not", () => {
    const zeros = new Uint8Array(52 * 1024 * 1024);
    const extra = Object.fromEntries(["a", "b", "c", "d"].map((name) => [`xl/media/${name}.bin`, zeros]));
    expect(refusal(rawWorkbook({ sheets: [{ name: "表", xml: "" }], extra })).reason).toBe("inflated_too_large");
  });

  it("refuses an honest directory that declares more than 200 MB", () => {
    const bytes = withDeclaredSize(
      rawWorkbook({ sheets: [{ name: "表", xml: "" }] }),
      "xl/worksheets/sheet1.xml",
      512 * 1024 * 1024,
    );
    expect(refusal(bytes)).toMatchObject({ code: "payload_too_large", reason: "inflated_too_large" });
  });

  it("refuses a part packed tighter than any spreadsheet", () => {
    const bytes = withDeclaredSize(
      rawWorkbook({ sheets: [{ name: "表", xml: "" }] }),
      "xl/worksheets/sheet1.xml",
      100 * 1024 * 1024,
    );
    expect(refusal(bytes).message).toContain("压缩比异常");
  });

  it("stops a lying entry at its declared size", () => {
    const xml = `<sheetData>${" ".repeat(60 * 1024 * 1024)}</sheetData>`;
    const bytes = withDeclaredSize(rawWorkbook({ sheets: [{ name: "表", xml }] }), "xl/worksheets/sheet1.xml", 1_000);
    expect(refusal(bytes)).toMatchObject({ code: "invalid_input", reason: "damaged" });
  });

  it("refuses too many entries, too many bytes and too many rows", () => {
    const extra = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`x/${index}`, strToU8("x")]));
    expect(refusal(rawWorkbook({ sheets: [{ name: "表", xml: "" }], extra })).reason).toBe("too_many_entries");
    expect(refusal(new Uint8Array(20 * 1024 * 1024 + 1).fill(65)).reason).toBe("too_large");
    const bytes = rawWorkbook({ sheets: [{ name: "表", xml: inlineRows(Array.from({ length: 20 }, () => ["甲"])) }] });
    expect(() => readTable(bytes, { fileName: "a.xlsx", limits: { maxRows: 10 } })).toThrow(/数据行过多/);
    expect(() => readTable(bytes, { fileName: "a.xlsx", limits: { maxCells: 10 } })).toThrow(/数据行过多/);
  });

  it("does not let two far corners allocate a grid", () => {
    const xml =
      '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>';
    const table = read(rawWorkbook({ sheets: [{ name: "表", xml }] }));
    expect(table.sheets[0]!.rows).toHaveLength(1);
    expect(table.issues[0]!.code).toBe("too_wide");
  });

  it("refuses a DTD, in UTF-8 and in UTF-16", () => {
    const laughs =
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><worksheet><sheetData/></worksheet>';
    expect(refusal(rawWorkbook({ sheets: [{ name: "表", xml: laughs }] })).reason).toBe("dtd");
    const utf16 = { "xl/worksheets/sheet1.xml": new Uint8Array(iconv.encode(laughs, "utf16le", { addBOM: true })) };
    const files = rawWorkbook({
      sheets: [
        { name: "表", xml: "" },
        { name: "乙", xml: laughs },
      ],
      extra: utf16,
    });
    expect(refusal(files).reason).toBe("dtd");
  });

  it("cuts and marks a cell past the limit", () => {
    const bytes = rawWorkbook({ sheets: [{ name: "表", xml: inlineRows([["长".repeat(300_000)]]) }] });
    const [cell] = read(bytes).sheets[0]!.rows[0]!.cells;
    expect([cell!.text.length, cell!.issue]).toEqual([200_000, "text_cut"]);
  });
});

describe("readTable refusals", () => {
  const ole = (stream: string) => {
    const bytes = new Uint8Array(2_048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes.set(iconv.encode(stream, "utf16le"), 1_024);
    return bytes;
  };
  const zipped = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8("x")])));
  it.each<[string, Uint8Array, string]>([
    ["xls", ole("Workbook"), "a.xlsx"],
    ["et", ole("Workbook"), "a.et"],
    ["et", ole("ETExtData"), "a.xls"],
    ["encrypted", ole("EncryptedPackage"), "a.xlsx"],
    ["word", ole("WordDocument"), "a.xlsx"],
    ["ole", ole("Other"), "a.xlsx"],
    ["macros", zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "a.xlsx"],
    ["xlsb", zipped("[Content_Types].xml", "xl/workbook.bin"), "a.xlsx"],
    ["ods", zipped("mimetype", "content.xml"), "a.xlsx"],
    ["numbers", zipped("Index/Document.iwa"), "a.xlsx"],
    ["word", zipped("[Content_Types].xml", "word/document.xml"), "a.xlsx"],
    ["powerpoint", zipped("[Content_Types].xml", "ppt/presentation.xml"), "a.xlsx"],
    ["archive", zipped("需求.xlsx", "专家.xlsx"), "a.xlsx"],
    ["damaged", zipped("[Content_Types].xml", "xl/other.xml"), "a.xlsx"],
    ["truncated", rawWorkbook({ sheets: [{ name: "表", xml: "" }] }).slice(0, -40), "a.xlsx"],
    ["html", strToU8("\ufeff <!DOCTYPE html><table><tr><td>1</td></tr></table>"), "a.xls"],
    ["html", new Uint8Array(iconv.encode('<html xmlns:x="urn:x"><meta charset=gbk>需求</html>', "gbk")), "a.xls"],
    [
      "xml_spreadsheet",
      strToU8('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
      "a.xls",
    ],
    ["mhtml", strToU8("MIME-Version: 1.0\r\n"), "a.xls"],
    ["pdf", strToU8("%PDF-1.7"), "a.xlsx"],
    ["image", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]), "a.csv"],
    ["image", new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), "a.csv"],
    ["archive", strToU8("Rar!\x1a\x07"), "a.csv"],
    ["rtf", strToU8("{\\rtf1"), "a.csv"],
    ["empty", new Uint8Array(0), "a.csv"],
    ["empty", strToU8("\r\n  \n"), "a.csv"],
    ["empty", strToU8(",,,\r\n,,\r\n"), "a.csv"],
    ["binary", new Uint8Array([1, 2, 0, 0, 3, 4]), "a.csv"],
  ])("names %s and says how to re-save", (reason, bytes, fileName) => {
    const error = refusal(bytes, fileName);
    expect([error.code, error.reason]).toEqual(["invalid_input", reason]);
    expect(error.message).toContain(`无法读取“${fileName}”`);
    expect(error.issues[0]!.fix).toMatch(/请/);
  });

  it("refuses a workbook that calls itself macro-enabled", () => {
    const types = strToU8(
      '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
    );
    expect(
      refusal(rawWorkbook({ sheets: [{ name: "表", xml: "" }], extra: { "[Content_Types].xml": types } })).reason,
    ).toBe("macros");
  });

  it("refuses a workbook whose sheets are all hidden", () => {
    expect(refusal(rawWorkbook({ sheets: [{ name: "表", xml: "", state: "hidden" }] })).reason).toBe("no_sheet");
  });

  it("keeps paths and line breaks of a file name out of the message", () => {
    expect(refusal(new Uint8Array(0), "../../x\r\n<b>.xlsx").issues[0]!.where).toBe("x<b>.xlsx");
  });
});

describe("readTable on CSV", () => {
  const content = '需求名称,预算(万元)\r\n"铝合金,压铸",50\r\n"第一行\r\n第二行","a""b"\r\n';
  const expected = [
    ["需求名称", "预算(万元)"],
    ["铝合金,压铸", "50"],
    ["第一行\n第二行", 'a"b'],
  ];
  it.each([
    ["UTF-8", iconv.encode(content, "utf8")],
    ["UTF-8 with mark", iconv.encode(content, "utf8", { addBOM: true })],
    ["GB18030", iconv.encode(content, "gb18030")],
    ["UTF-16 LE with mark", iconv.encode(content, "utf16le", { addBOM: true })],
    ["UTF-16 BE with mark", iconv.encode(content, "utf16be", { addBOM: true })],
    [
      "tab separated",
      iconv.encode('需求名称\t预算(万元)\r\n"铝合金,压铸"\t50\r\n"第一行\r\n第二行"\t"a""b"\r\n', "utf8"),
    ],
    ["semicolon separated", iconv.encode('需求名称;预算(万元)\n"铝合金,压铸";50\n"第一行\n第二行";"a""b"', "utf8")],
    ["sep= hint", iconv.encode('sep=;\r\n需求名称;预算(万元)\r\n铝合金,压铸;50\r\n"第一行\n第二行";"a""b"', "utf8")],
  ])("reads %s", (_, bytes) => {
    expect(texts(read(new Uint8Array(bytes), "a.xls"))).toEqual(expected);
  });

  it("reads 4-byte GB18030 and Big5", () => {
    expect(texts(read(new Uint8Array(iconv.encode("姓名,单位\n𠮷田,大学", "gb18030"))))).toEqual([
      ["姓名", "单位"],
      ["𠮷田", "大学"],
    ]);
    const big5 = "需求名稱,說明\n高強度鋁合金壓鑄技術開發,企業希望降低氣孔率並提高良率";
    const table = read(new Uint8Array(iconv.encode(big5, "big5")));
    expect(texts(table).flat().join(",")).toBe(big5.replace("\n", ","));
    expect(table.issues[0]!.found).toContain("Big5");
  });

  it("numbers rows as Excel does: a quoted line break starts no row, a blank line does", () => {
    const table = read(strToU8('a,b\n"x\ny",1\n\nz,2\n'));
    expect(table.sheets[0]!.rows.map((row) => row.row)).toEqual([1, 2, 4]);
  });

  it("reports an unclosed quote and error values", () => {
    const table = read(strToU8('a,b\n#N/A,1.23E+17\n"x,1\ny,2\n'));
    expect(table.issues.map((issue) => issue.code)).toEqual(["unclosed_quote"]);
    expect(table.sheets[0]!.rows[1]!.cells.map((cell) => cell.issue)).toEqual(["error_value", "digits_lost"]);
  });

  it("refuses a garbled file and tells what one cell was", () => {
    const utf8AsGbk = iconv.decode(iconv.encode("新材料轻量化技术的需求与应用研究", "utf8"), "gb18030");
    const error = refusal(new Uint8Array(iconv.encode(`a,b\n${utf8AsGbk},${utf8AsGbk}`, "utf8")));
    expect(error.reason).toBe("garbled");
    expect(error.message).toContain("新材料");
    expect(refusal(strToU8("名称\n锟斤拷锟斤拷锟斤拷")).reason).toBe("garbled");
  });

  it("marks a cell with a few lost characters and keeps the file", () => {
    const table = read(strToU8(`名称,说明\n铝\ufffd金,${"正常的文字".repeat(50)}`));
    expect(table.sheets[0]!.rows[1]!.cells[0]!.issue).toBe("garbled_text");
  });

  it("leaves ordinary rare characters alone", () => {
    expect(texts(read(strToU8("名称\n锛渠\n鏂")))).toEqual([["名称"], ["锛渠"], ["鏂"]]);
  });
});
