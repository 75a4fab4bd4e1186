import { type EntityKind, entityNames } from "../domain/shared/entity.ts";
import { type ContentOf, contentSchemas } from "../domain/shared/record-content.ts";
import { type Contact, contact as contactSchema } from "../domain/shared/text-fields.ts";
import { columnsOf } from "./columns/kinds.ts";
import type { MapHeadersOptions } from "./find-header.ts";
import { detectKind, expectedHeaders, type HeaderMap, mapHeaders } from "./headers.ts";
import { contentReaders, type Resolvers } from "./parse-content.ts";
import { recordIdHeader } from "./record-id.ts";
import { createRowReader } from "./row-reader.ts";
import { cellFinder, isSkippedRow } from "./sheet-rows.ts";
import { columnLetter, quoteHead, type RowIssue, type Table, type TableRow, type TableSheet } from "./table.ts";

/** One usable row. */
export interface RowInput<K extends EntityKind> {
  kind: K;
  /** Parsed by the kind's schema: within its limits. */
  content: ContentOf[K];
  contact: Contact;
  /** The author's own 编号; null when there is none. */
  number: string | null;
  /** 系统编号 of an exported row; null when there is none. */
  recordId: string | null;
  sheet: string;
  /** 1-based as Excel shows it. */
  row: number;
  /** Every cell of the row by header (`D 列` where there is none), unused columns included, uncut. */
  raw: Record<string, string>;
  warnings: RowIssue[];
}
export type NeedInput = RowInput<"need">;
export type ExpertInput = RowInput<"expert">;
export type AchievementInput = RowInput<"achievement">;

export interface ParsedTable<K extends EntityKind> {
  kind: K;
  fileName: string;
  inputs: RowInput<K>[];
  /** Rows, and sheets, that could not be used; severity `error`. */
  unusable: RowIssue[];
  /** About the file, its sheets and headers; severity `warning`. Row warnings are in `inputs`. */
  issues: RowIssue[];
  /** How the columns of each used sheet were read. */
  headers: { sheet: string; map: HeaderMap }[];
}

/** Reads every sheet of a table that holds records of `kind`. Bad rows and columns are data, never exceptions.
 * A sheet that plainly holds another kind is passed over with a warning. */
export function parseTable<K extends EntityKind>(
  table: Table,
  kind: K,
  resolvers: Resolvers,
  options: MapHeadersOptions = {},
): ParsedTable<K> {
  const parsed: ParsedTable<K> = {
    kind,
    fileName: table.fileName,
    inputs: [],
    unusable: [],
    issues: [...table.issues],
    headers: [],
  };
  const filled = table.sheets.filter((sheet) => sheet.rows.length > 0 && !noteSheets.has(sheet.name.trim()));
  for (const sheet of filled) {
    const other = filled.length > 1 ? detectKind(sheet) : null;
    if (other !== null && other !== kind) {
      parsed.issues.push(otherKindWarning(sheet, kind, other));
      continue;
    }
    const map = mapHeaders(sheet, kind, options);
    if (map === null) {
      parsed.unusable.push(noHeaderError(sheet, kind));
      continue;
    }
    parsed.headers.push({ sheet: sheet.name, map });
    parsed.issues.push(...map.issues);
    parseSheet(sheet, map, parsed, resolvers);
  }
  if (filled.length === 0) parsed.unusable.push(emptyError(table, kind));
  return parsed;
}

/** Sheets of our own template that hold no records. */
const noteSheets = new Set(["填写说明", "说明", "选项"]);

function parseSheet<K extends EntityKind>(
  sheet: TableSheet,
  map: HeaderMap,
  parsed: ParsedTable<K>,
  resolvers: Resolvers,
): void {
  const finder = cellFinder(sheet, map);
  for (const row of sheet.rows) {
    if (row.row <= map.headerRow || isSkippedRow(row, map)) continue;
    const warnings: RowIssue[] = [];
    const reader = createRowReader(sheet.name, row.row, map, finder(row), sheet.date1904, warnings);
    const draft = contentReaders[parsed.kind](reader, resolvers);
    const content = contentSchemas[parsed.kind].safeParse(draft);
    if (!content.success) {
      parsed.unusable.push(nothingError(sheet, row, map, content.error.issues[0]?.message ?? ""));
      continue;
    }
    const contact = contactSchema.parse({
      name: reader.text("contactName", 50),
      phone: reader.text("contactPhone", 40),
      email: reader.text("contactEmail", 120),
    });
    const number = reader.text("number", 60);
    const raw = rawCells(row, map);
    parsed.inputs.push({
      kind: parsed.kind,
      content: content.data as ContentOf[K],
      contact,
      number: number === "" ? null : number,
      sheet: sheet.name,
      row: row.row,
      recordId: raw[recordIdHeader]?.trim() || null,
      raw,
      warnings,
    });
  }
}

function rawCells(row: TableRow, map: HeaderMap): Record<string, string> {
  const used = new Set<string>();
  const entries: [string, string][] = [];
  for (const [column, cell] of row.cells.entries()) {
    if (cell.type === "empty") continue;
    const letter = columnLetter(column);
    const header = map.headers[column] || `${letter} 列`;
    const name = used.has(header) ? `${header}（${letter} 列）` : header;
    used.add(name);
    entries.push([name, cell.issue === "digits_lost" || cell.text === "" ? cell.original : cell.text]);
  }
  return Object.fromEntries(entries);
}

/** What the row holds is quoted from known columns only, and never from a contact's: reports are passed around. */
function nothingError(sheet: TableSheet, row: TableRow, map: HeaderMap, message: string): RowIssue {
  const { kind } = map;
  const said = map.columns
    .filter(({ key }) => !key.startsWith("contact"))
    .map(({ column }) => row.cells[column]?.text ?? "")
    .filter((text) => text !== "");
  const core = columnsOf[kind].filter((column) => column.core).map((column) => column.header);
  return {
    sheet: sheet.name,
    row: row.row,
    column: null,
    code: "nothing_to_match",
    found: said.length === 0 ? "没有可用于匹配的内容" : `只有“${quoteHead(said.join("、"))}”`,
    expected: message || `${core.join("、")}至少填写一项`,
    fix: `请补填${core.slice(0, 2).join("或")}；如是合计、备注等行，请删除。`,
    severity: "error",
  };
}

function noHeaderError(sheet: TableSheet, kind: EntityKind): RowIssue {
  const first = sheet.rows[0]?.cells.map((cell) => cell.text).filter((text) => text !== "") ?? [];
  return {
    sheet: sheet.name,
    row: null,
    column: null,
    code: "no_header",
    found: `前 20 行没有认出${entityNames[kind]}的列名，首行是“${quoteHead(first.join("、"))}”`,
    expected: `列名，如：${expectedHeaders(kind)}（有其中一两列即可）`,
    fix: "请在数据上方加一行列名，或把数据复制到模板中后重新上传。",
    severity: "error",
  };
}

function otherKindWarning(sheet: TableSheet, kind: EntityKind, other: EntityKind): RowIssue {
  return {
    sheet: sheet.name,
    row: null,
    column: null,
    code: "other_kind",
    found: `这张表看起来是${entityNames[other]}，已跳过`,
    expected: entityNames[kind],
    fix: `如确为${entityNames[kind]}，请按${entityNames[kind]}模板改列名后重新上传。`,
    severity: "warning",
  };
}

function emptyError(table: Table, kind: EntityKind): RowIssue {
  return {
    sheet: table.sheets[0]?.name ?? table.fileName,
    row: null,
    column: null,
    code: "no_rows",
    found: "可见的工作表里没有内容",
    expected: `${entityNames[kind]}数据，每行一条`,
    fix: "请填写数据，或取消隐藏含数据的工作表后重新上传。",
    severity: "error",
  };
}
