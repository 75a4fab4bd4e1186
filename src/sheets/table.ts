/** What is wrong with a cell before anyone knows which column it belongs to. */
export type CellIssueCode =
  | "digits_lost"
  | "formula_without_value"
  | "error_value"
  | "impossible_date"
  | "text_cut"
  | "garbled_text";

export type CellType = "text" | "number" | "date" | "boolean" | "error" | "empty";

/** One cell as read from a workbook or CSV file. */
export interface Cell {
  /** What a person reads in the cell: numbers without exponent, dates as `YYYY-MM-DD`, line ends as \n; "" for none. */
  text: string;
  /** What the file holds, e.g. the date serial `46387` or `1.23E+17`. Equal to `text` for plain text. */
  original: string;
  type: CellType;
  issue?: CellIssueCode;
}

/** The one empty cell; rows share it. */
export const emptyCell: Cell = Object.freeze({ text: "", original: "", type: "empty" });

export interface TableRow {
  /** 1-based, as Excel shows it; in CSV the record number (a quoted line break does not start a new row). */
  row: number;
  /** By column, 0 = A. Shorter than the header where the tail is empty. */
  cells: Cell[];
}

/** A merged range; all four 0-based by column and 1-based by row, inclusive. */
export interface Merge {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

export interface TableSheet {
  /** Sheet name; for CSV the file name. */
  name: string;
  /** Rows with at least one non-empty cell, in file order. Hidden and filtered-out rows are not among them. */
  rows: TableRow[];
  merges: Merge[];
  /** Date serials of this workbook count from 1904-01-01. */
  date1904: boolean;
}

/** One thing wrong with a row (or, with row null, a sheet), said so that its author can repair it. */
export interface RowIssue {
  sheet: string;
  /** 1-based as Excel shows it; null when the whole sheet is meant. */
  row: number | null;
  /** Header and letter, e.g. `预算(万元)（D 列）`; null when the whole row is meant. */
  column: string | null;
  code: string;
  found: string;
  expected: string;
  fix: string;
  /** `error`: the row (or sheet) was not used; `warning`: it was used without what is named here. */
  severity: "error" | "warning";
}

export interface Table {
  fileName: string;
  format: "xlsx" | "csv";
  /** Visible sheets in workbook order, empty ones included. */
  sheets: TableSheet[];
  /** What was skipped or is doubtful about the file: hidden sheets, hidden rows, encoding. */
  issues: RowIssue[];
}

/** Excel's letter of a 0-based column: 0 → A, 26 → AA. */
export function columnLetter(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** How a column is named to its author: `预算(万元)（D 列）`. */
export function columnName(header: string, column: number): string {
  const said = header.replaceAll(/\s+/g, " ").trim();
  return said === "" ? `${columnLetter(column)} 列` : `${said}（${columnLetter(column)} 列）`;
}

/** Where an issue is, for one line of text: `工作表 需求 第 7 行 预算(万元)（D 列）`. */
export function issueWhere(issue: RowIssue): string {
  const row = issue.row === null ? "" : ` 第 ${issue.row} 行`;
  return `工作表 ${issue.sheet}${row}${issue.column === null ? "" : ` ${issue.column}`}`;
}

/** The head of a long text, for quoting in an issue. At most `max` characters, `…` when cut. */
export function quoteHead(text: string, max = 60): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length > max ? `${cutText(flat, max)}…` : flat;
}

/** At most `max` UTF-16 units of `text`, never half a surrogate pair. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
