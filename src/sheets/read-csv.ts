import { unguardCell } from "./csv-guard.ts";
import type { SheetLimits } from "./limits.ts";
import { refuseFile } from "./refuse-file.ts";
import { type Cell, emptyCell, type TableRow } from "./table.ts";
import { textCell } from "./xlsx/sheet-reader.ts";

export interface CsvContent {
  rows: TableRow[];
  delimiter: string;
  /** Record whose opening quote is never closed; it holds the rest of the file. null when all close. */
  unclosedRow: number | null;
}

const delimiters = [",", "\t", ";", "，"] as const;
const SNIFF_CHARS = 64 * 1024;
const errorValues = new Set(["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"]);

/** Reads RFC 4180 text leniently: any line end, quotes only where a field starts with one, ragged rows.
 * @throws AppError `too_many_rows` */
export function parseCsv(text: string, fileName: string, limits: SheetLimits): CsvContent {
  const hint = /^sep=(.)\r?\n/i.exec(text);
  const delimiter = hint?.[1] ?? sniffDelimiter(text.slice(0, SNIFF_CHARS));
  const rows: TableRow[] = [];
  let row = hint === null ? 0 : 1;
  let cellCount = 0;
  let fields: string[] = [];
  let unclosedRow: number | null = null;
  const endRow = () => {
    row += 1;
    const cells = toCells(fields, limits);
    fields = [];
    if (cells.length === 0) return;
    cellCount += cells.length;
    rows.push({ row, cells });
    if (rows.length > limits.maxRows || cellCount > limits.maxCells) {
      throw refuseFile("too_many_rows", fileName, `上限 ${limits.maxRows} 行、${limits.maxCells} 个单元格`);
    }
  };
  let at = hint === null ? 0 : hint[0].length;
  while (at < text.length) {
    const field = text[at] === '"' ? readQuoted(text, at + 1, delimiter) : readPlain(text, at, delimiter);
    if (field.unclosed) unclosedRow = row + 1;
    fields.push(field.value);
    at = field.end;
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) fields.push("");
      continue;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
    at += 1;
    endRow();
  }
  if (fields.length > 0) endRow();
  return { rows, delimiter, unclosedRow };
}

interface Field {
  value: string;
  /** Index of the delimiter or line end after the field. */
  end: number;
  unclosed: boolean;
}

function readPlain(text: string, start: number, delimiter: string): Field {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: text.slice(start, end), end, unclosed: false };
}

function readQuoted(text: string, start: number, delimiter: string): Field {
  let value = "";
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { value: value + text.slice(from), end: text.length, unclosed: true };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const tail = readPlain(text, quote + 1, delimiter);
      return { value: value + tail.value, end: tail.end, unclosed: false };
    }
    value += '"';
    from = quote + 2;
  }
}

function toCells(fields: string[], limits: SheetLimits): Cell[] {
  const cells: Cell[] = [];
  for (const [column, field] of fields.slice(0, limits.maxColumns).entries()) {
    const cell = toCell(field, limits.maxCellChars);
    if (cell === emptyCell) continue;
    while (cells.length < column) cells.push(emptyCell);
    cells[column] = cell;
  }
  return cells;
}

function toCell(field: string, maxChars: number): Cell {
  const text = unguardCell(field.includes("\r\n") ? field.replaceAll("\r\n", "\n") : field);
  const trimmed = text.trim();
  if (errorValues.has(trimmed)) return { text: "", original: trimmed, type: "error", issue: "error_value" };
  const scientific = /^[+-]?\d(?:\.\d+)?E\+?(\d{1,2})$/i.exec(trimmed);
  if (scientific !== null) return { text: trimmed, original: trimmed, type: "text", issue: "digits_lost" };
  return textCell(text, maxChars);
}

/** The delimiter that splits most of the first lines, outside quotes, into the same number of fields. */
function sniffDelimiter(head: string): string {
  const lines = head
    .replaceAll(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 30);
  let best: string = ",";
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const widest = Math.max(0, ...counts);
    const score = counts.filter((count) => count > 0 && count === widest).length * 100 + Math.min(widest, 99);
    if (widest > 0 && score > bestScore * (delimiter === "，" ? 2 : 1)) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
