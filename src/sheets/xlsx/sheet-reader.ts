import type { SheetLimits } from "../limits.ts";
import { refuseFile } from "../refuse-file.ts";
import { type Cell, cutText, emptyCell, type Merge, type TableRow } from "../table.ts";
import { lostDigits, type NumberLook, printNumber, printSerial } from "./number-format.ts";
import { scanPart, type WorkbookParts } from "./workbook-parts.ts";
import { attribute, decodeCellText, isOn } from "./xml-scanner.ts";
import type { Zip } from "./zip-reader.ts";

/** Rows and cells read so far in one workbook; shared by its sheets so the limits hold for the file. */
export interface ReadCount {
  rows: number;
  cells: number;
}

export interface SheetContent {
  rows: TableRow[];
  merges: Merge[];
  /** Rows with content that were skipped because they are hidden or filtered out. */
  hiddenRows: number[];
  /** Columns past the limit held something. */
  tooWide: boolean;
}

const MAX_MERGES = 50_000;
const MAX_ROW = 1_048_576;

/** Reads one worksheet part row by row. Empty rows cost nothing but their XML.
 * @throws AppError `too_many_rows`, `damaged`, `dtd` */
export function readSheetPart(
  zip: Zip,
  path: string,
  parts: WorkbookParts,
  limits: SheetLimits,
  count: ReadCount,
): SheetContent {
  const content: SheetContent = { rows: [], merges: [], hiddenRows: [], tooWide: false };
  let rowNumber = 0;
  let rowHidden = false;
  let cells: Cell[] = [];
  let column = -1;
  let cellTag = "";
  let value = "";
  let hasFormula = false;
  let capturing = false;
  let phonetic = false;
  let inCell = false;

  const endCell = () => {
    inCell = false;
    const cell = toCell(cellTag, value, hasFormula, parts, limits.maxCellChars);
    if (cell === emptyCell) return;
    if (column >= limits.maxColumns) {
      content.tooWide = true;
      return;
    }
    while (cells.length < column) cells.push(emptyCell);
    cells[column] = cell;
  };
  const endRow = () => {
    if (cells.length === 0) return;
    if (rowHidden) {
      content.hiddenRows.push(rowNumber);
      return;
    }
    count.rows += 1;
    count.cells += cells.length;
    if (count.rows > limits.maxRows || count.cells > limits.maxCells) {
      throw refuseFile("too_many_rows", zip.fileName, `上限 ${limits.maxRows} 行、${limits.maxCells} 个单元格`);
    }
    content.rows.push({ row: rowNumber, cells });
  };

  scanPart(zip, path, {
    open(name, tag) {
      if (name === "c") {
        inCell = true;
        cellTag = tag;
        column = columnOf(attribute(tag, "r")) ?? column + 1;
        value = "";
        hasFormula = false;
      } else if (inCell) {
        if (name === "v" || name === "t") capturing = !phonetic;
        else if (name === "f") hasFormula = true;
        else if (name === "rPh") phonetic = true;
      } else if (name === "row") {
        const stated = Number(attribute(tag, "r") ?? rowNumber + 1);
        if (!Number.isInteger(stated) || stated < 1 || stated > MAX_ROW) throw refuseFile("damaged", zip.fileName);
        rowNumber = stated;
        rowHidden = isOn(tag, "hidden");
        cells = [];
        column = -1;
      } else if (name === "mergeCell" && content.merges.length < MAX_MERGES) {
        const merge = parseRange(attribute(tag, "ref") ?? "");
        if (merge !== null) content.merges.push(merge);
      }
    },
    close(name) {
      if (name === "c") endCell();
      else if (name === "v" || name === "t") capturing = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "row") endRow();
    },
    text(run) {
      if (capturing && value.length <= limits.maxCellChars) value += cutText(run, limits.maxCellChars + 1);
    },
  });
  return content;
}

function toCell(tag: string, raw: string, hasFormula: boolean, parts: WorkbookParts, maxChars: number): Cell {
  if (raw === "" && !hasFormula) return emptyCell;
  const type = attribute(tag, "t") ?? "n";
  if (raw === "") {
    return type === "str" ? emptyCell : { text: "", original: "", type: "error", issue: "formula_without_value" };
  }
  switch (type) {
    case "s":
      return textCell(parts.sharedStrings[Number(raw)] ?? "", maxChars);
    case "str":
    case "inlineStr":
      return textCell(decodeCellText(raw), maxChars);
    case "b":
      return { text: raw === "1" ? "是" : "否", original: raw === "1" ? "TRUE" : "FALSE", type: "boolean" };
    case "e":
      return { text: "", original: decodeCellText(raw), type: "error", issue: "error_value" };
    case "d":
      return { text: raw.slice(0, 10), original: raw, type: "date" };
    default: {
      const look = parts.looks[Number(attribute(tag, "s") ?? 0)] ?? "number";
      return numberCell(raw.trim(), look, parts.date1904);
    }
  }
}

/** A text cell; whitespace alone counts as empty. */
export function textCell(text: string, maxChars: number): Cell {
  if (text.trim() === "") return emptyCell;
  if (text.length > maxChars) {
    return { text: cutText(text, maxChars), original: cutText(text, maxChars), type: "text", issue: "text_cut" };
  }
  return { text, original: text, type: "text" };
}

function numberCell(raw: string, look: NumberLook, date1904: boolean): Cell {
  const value = Number(raw);
  if (raw === "" || !Number.isFinite(value)) return textCell(raw, raw.length);
  if (look === "date" || look === "month" || look === "time") {
    const text = printSerial(value, look, date1904);
    if (text !== null) return { text, original: printNumber(value), type: "date" };
    return { text: printNumber(value), original: raw, type: "number", issue: "impossible_date" };
  }
  if (look === "percent") return { text: `${printNumber(value * 100)}%`, original: printNumber(value), type: "number" };
  if (lostDigits(value)) return { text: printNumber(value), original: raw, type: "number", issue: "digits_lost" };
  return { text: printNumber(value), original: raw, type: "number" };
}

/** 0-based column of a cell reference such as `AB12`; null when it has no letters. */
function columnOf(reference: string | null): number | null {
  if (reference === null) return null;
  let column = 0;
  for (let index = 0; index < reference.length && index < 3; index++) {
    const code = reference.charCodeAt(index) & 0xdf;
    if (code < 0x41 || code > 0x5a) break;
    column = column * 26 + code - 0x40;
  }
  return column === 0 ? null : column - 1;
}

function parseRange(reference: string): Merge | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (match === null) return null;
  return {
    firstRow: Number(match[2]),
    lastRow: Math.min(Number(match[4]), MAX_ROW),
    firstColumn: columnOf(match[1]!) ?? 0,
    lastColumn: columnOf(match[3]!) ?? 0,
  };
}
