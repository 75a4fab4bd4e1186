import { decodeText, encodingNames, ungarble } from "./decode-text.ts";
import { detectFileType, zipReason } from "./file-type.ts";
import { defaultLimits, MEGABYTE, type SheetLimits } from "./limits.ts";
import { parseCsv } from "./read-csv.ts";
import { refuseFile, showFileName } from "./refuse-file.ts";
import { type Cell, quoteHead, type RowIssue, type Table, type TableSheet } from "./table.ts";
import { type ReadCount, readSheetPart } from "./xlsx/sheet-reader.ts";
import { declaresMacros, readWorkbookParts } from "./xlsx/workbook-parts.ts";
import { openZip } from "./xlsx/zip-reader.ts";

export interface ReadTableOptions {
  /** As uploaded; only for messages (and to name .et). The bytes decide the type. */
  fileName: string;
  limits?: Partial<SheetLimits>;
}

/** Share of lost or garbled characters above which a file is refused. */
const MAX_GARBLED_SHARE = 0.01;

/** Reads an .xlsx workbook or a CSV text file, deciding by content.
 * Synchronous: about 1 s for 20,000 × 20 cells; run it off the main thread for uploads.
 * @throws AppError `invalid_input` or `payload_too_large`, with `reason` naming what the file is and issues saying how to re-save it */
export function readTable(bytes: Uint8Array, options: ReadTableOptions): Table {
  const limits: SheetLimits = { ...defaultLimits, ...options.limits };
  const { fileName } = options;
  if (bytes.length > limits.maxBytes) {
    const size = (bytes.length / MEGABYTE).toFixed(1);
    throw refuseFile("too_large", fileName, `${size} MB，上限 ${Math.floor(limits.maxBytes / MEGABYTE)} MB`);
  }
  const type = detectFileType(bytes, fileName);
  switch (type.kind) {
    case "refused":
      throw refuseFile(type.reason, fileName);
    case "zip":
      return readXlsx(bytes, fileName, limits);
    case "text":
      return readCsv(bytes, fileName, limits);
  }
}

function readXlsx(bytes: Uint8Array, fileName: string, limits: SheetLimits): Table {
  const zip = openZip(bytes, fileName, limits);
  const reason = zipReason(new Set(zip.entries.keys()));
  if (reason !== null) throw refuseFile(reason, fileName);
  if (declaresMacros(zip)) throw refuseFile("macros", fileName);
  const parts = readWorkbookParts(zip, limits);
  if (parts.sheets.every((sheet) => sheet.hidden)) throw refuseFile("no_sheet", fileName);
  const count: ReadCount = { rows: 0, cells: 0 };
  const sheets: TableSheet[] = [];
  const issues: RowIssue[] = [];
  for (const part of parts.sheets) {
    if (part.hidden) {
      issues.push(
        sheetWarning(
          part.name,
          "hidden_sheet",
          "隐藏的工作表，已跳过",
          "可见的工作表",
          "如需导入，请取消隐藏该工作表后重新上传。",
        ),
      );
      continue;
    }
    const content = readSheetPart(zip, part.path, parts, limits, count);
    sheets.push({ name: part.name, rows: content.rows, merges: content.merges, date1904: parts.date1904 });
    if (content.hiddenRows.length > 0) issues.push(hiddenRowsWarning(part.name, content.hiddenRows));
    if (content.tooWide) {
      const found = `第 ${limits.maxColumns} 列以后还有内容，已忽略`;
      issues.push(
        sheetWarning(part.name, "too_wide", found, `不超过 ${limits.maxColumns} 列`, "请删除右侧多余的列后重新上传。"),
      );
    }
  }
  const table: Table = { fileName: showFileName(fileName), format: "xlsx", sheets, issues };
  markGarbledCells(table);
  return table;
}

function readCsv(bytes: Uint8Array, fileName: string, limits: SheetLimits): Table {
  const { text, encoding } = decodeText(bytes);
  const content = parseCsv(text, fileName, limits);
  if (content.rows.length === 0) throw refuseFile("empty", fileName);
  const name = showFileName(fileName);
  const issues: RowIssue[] = [];
  if (encoding === "big5" || encoding === "gb18030") {
    const fix = "若内容显示为乱码，请用 Excel 另存为 .xlsx 或“CSV UTF-8”后重新上传。";
    issues.push(
      sheetWarning(name, "encoding_guessed", `文字编码按 ${encodingNames[encoding]} 读取`, "UTF-8 或 .xlsx", fix),
    );
  }
  if (content.unclosedRow !== null) {
    const found = `第 ${content.unclosedRow} 行的英文双引号没有成对，其后内容并入同一格`;
    issues.push(
      sheetWarning(name, "unclosed_quote", found, "成对的英文双引号", "请补上或删除多余的双引号后重新上传。"),
    );
  }
  const sheet: TableSheet = { name, rows: content.rows, merges: [], date1904: false };
  const table: Table = { fileName: name, format: "csv", sheets: [sheet], issues };
  markGarbledCells(table);
  return table;
}

/** Marks cells with lost characters; refuses the file when more than 1 % of its characters are lost or garbled. */
function markGarbledCells(table: Table): void {
  let total = 0;
  let lost = 0;
  let sample = "";
  for (const sheet of table.sheets) {
    for (const { cells } of sheet.rows) {
      for (const [column, cell] of cells.entries()) {
        total += cell.text.length;
        const garbled = countGarbled(cell.text);
        if (garbled === 0) continue;
        lost += garbled;
        if (sample === "") sample = cell.text;
        cells[column] = { ...cell, issue: "garbled_text" } satisfies Cell;
      }
    }
  }
  if (lost <= total * MAX_GARBLED_SHARE || lost < 3) return;
  const repaired = ungarble(sample);
  const detail =
    repaired === null
      ? `例如“${quoteHead(sample, 20)}”`
      : `例如“${quoteHead(sample, 20)}”原文应为“${quoteHead(repaired, 20)}”`;
  throw refuseFile("garbled", table.fileName, detail);
}

/** Leftovers of a wrong decoding: U+FFFD, 锟斤拷 / 烫烫烫, and UTF-8 read as GBK, whose text turns back whole. */
function countGarbled(text: string): number {
  if (ungarble(text) !== null) return text.length;
  const lost = text.includes("\ufffd") ? text.split("\ufffd").length - 1 : 0;
  return text.includes("锟斤拷") ? lost + 3 * (text.split("锟斤拷").length - 1) : lost;
}

function hiddenRowsWarning(sheet: string, rows: number[]): RowIssue {
  const shown = rows.slice(0, 10).join("、");
  const found = `${rows.length} 行被隐藏或筛选掉，已跳过（第 ${shown}${rows.length > 10 ? " … " : " "}行）`;
  return sheetWarning(sheet, "hidden_rows", found, "可见的行", "如需导入，请取消隐藏、清除筛选后重新上传。");
}

function sheetWarning(sheet: string, code: string, found: string, expected: string, fix: string): RowIssue {
  return { sheet, row: null, column: null, code, found, expected, fix, severity: "warning" };
}
