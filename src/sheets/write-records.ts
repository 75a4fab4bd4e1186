import { type EntityKind, entityNames } from "../domain/shared/entity.ts";
import type { ContentOf } from "../domain/shared/record-content.ts";
import type { Contact } from "../domain/shared/text-fields.ts";
import { formatIndicator } from "./cells/indicators.ts";
import { printWanYuan } from "./cells/read-money.ts";
import { joinItems, splitKeywords, splitPhrases, splitTitles } from "./cells/split-list.ts";
import { columnsOf } from "./columns/kinds.ts";
import { recordColumns } from "./templates.ts";
import { writeCsv } from "./write-csv.ts";
import type { WriteCell, WriteColumn, WriteSheet } from "./write-sheet.ts";
import { MAX_CELL_CHARS, type WriteOptions, writeXlsx } from "./write-table.ts";
import { printNumber } from "./xlsx/number-format.ts";

/** One record to export. `contact` only where the reader may see it. */
export interface ExportRecord<K extends EntityKind> {
  number: string | null;
  content: ContentOf[K];
  contact?: Contact;
}

/** Names for codes, so that people read 新材料 and not 04. The import side must know both. */
export interface CodeNames {
  field?(code: string): string | null;
  industry?(code: string): string | null;
  discipline?(code: string): string | null;
}

/** Records as an .xlsx with the template's columns: importing it gives back equal content, number and contact. */
export function exportXlsx<K extends EntityKind>(
  kind: K,
  records: readonly ExportRecord<K>[],
  options: WriteOptions,
  names: CodeNames = {},
): Uint8Array {
  return writeXlsx([recordSheet(kind, records, names)], options);
}

/** The sheet of {@link exportXlsx}, for workbooks that hold others beside it. */
export function recordSheet<K extends EntityKind>(
  kind: K,
  records: readonly ExportRecord<K>[],
  names: CodeNames = {},
): WriteSheet {
  return { name: entityNames[kind], ...layOut(kind, records, names), autoFilter: true };
}

/** As {@link exportXlsx}, as CSV. */
export function exportCsv<K extends EntityKind>(
  kind: K,
  records: readonly ExportRecord<K>[],
  names: CodeNames = {},
): Uint8Array {
  const { columns, rows } = layOut(kind, records, names);
  return writeCsv([columns.map((column) => column.header), ...rows]);
}

/** Lists too long for one cell go on in further columns of the same header, which reading joins again. */
function layOut<K extends EntityKind>(
  kind: K,
  records: readonly ExportRecord<K>[],
  names: CodeNames,
): { columns: WriteColumn[]; rows: WriteCell[][] } {
  const cells = records.map((record) => recordCells(record, names));
  const withContact = records.some((record) => record.contact !== undefined);
  const columns: WriteColumn[] = [];
  const places: { key: string; part: number }[] = [];
  for (const [index, column] of recordColumns(kind).entries()) {
    const key = columnsOf[kind][index]!.key;
    if (key.startsWith("contact") && !withContact) continue;
    const parts = cells.reduce((most, row) => Math.max(most, row.get(key)?.length ?? 1), 1);
    for (let part = 0; part < parts; part++) {
      columns.push(column);
      places.push({ key, part });
    }
  }
  return { columns, rows: cells.map((row) => places.map(({ key, part }) => toCell(key, row.get(key)?.[part] ?? ""))) };
}

const figureKeys = new Set([
  "budget",
  "price",
  "wantedTrl",
  "trl",
  "maxMeetingsPerYear",
  "cooperationCount",
  "successCount",
  "lastActiveYear",
]);

/** Figures as numbers, so that they can be summed; as text where a spreadsheet number would lose digits. */
function toCell(key: string, text: string): WriteCell {
  return figureKeys.has(key) && text !== "" && printNumber(Number(text)) === text ? Number(text) : text;
}

/** By column key, the texts of its cell, or of its cells where one cannot hold it. */
function recordCells<K extends EntityKind>(record: ExportRecord<K>, names: CodeNames): Map<string, string[]> {
  const cells = new Map<string, string[]>();
  for (const [field, value] of Object.entries(record.content)) {
    const key = columnKeys.get(field) ?? field;
    cells.set(
      key,
      typeof value === "object" && value !== null ? listCells(key, value, names) : [scalarCell(key, value, names)],
    );
  }
  cells.set("number", [record.number ?? ""]);
  const { contact } = record;
  if (contact !== undefined) {
    cells.set("contactName", [contact.name]);
    cells.set("contactPhone", [contact.phone]);
    cells.set("contactEmail", [contact.email]);
  }
  return cells;
}

/** Content fields whose column has another key. */
const columnKeys = new Map([
  ["budgetFen", "budget"],
  ["priceFen", "price"],
  ["regionText", "region"],
]);

function scalarCell(key: string, value: unknown, names: CodeNames): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (key === "budget" || key === "price") return printWanYuan(Number(value));
  const text = String(value);
  return isCodeKey(key) ? (names[key]?.(text) ?? text) : text;
}

function isCodeKey(key: string): key is keyof CodeNames {
  return key === "field" || key === "industry" || key === "discipline";
}

const listReaders = new Map<string, { glue: "；" | "\n"; read: (text: string) => string[] }>([
  ["keywords", { glue: "；", read: splitKeywords }],
  ["projects", { glue: "\n", read: splitTitles }],
  ["papers", { glue: "\n", read: splitTitles }],
  ["patents", { glue: "\n", read: splitTitles }],
]);
const phraseReader = { glue: "；", read: splitPhrases } as const;

function listCells(key: string, value: object, names: CodeNames): string[] {
  if (key === "indicators") return chunkLines((value as ContentOf["need"]["indicators"]).map(formatIndicator));
  const items = (value as readonly string[]).map((item) => {
    if (key === "fields") return names.field?.(item) ?? item;
    return key === "disciplines" ? (names.discipline?.(item) ?? item) : item;
  });
  const { glue, read } = listReaders.get(key) ?? phraseReader;
  return chunkItems(items, MAX_CELL_CHARS).map((chunk) => joinItems(chunk, glue, read));
}

function chunkLines(lines: readonly string[]): string[] {
  return chunkItems(lines, MAX_CELL_CHARS).map((chunk) => chunk.join("\n"));
}

/** Groups whose joined and quoted length stays within `maxChars`. */
function chunkItems(items: readonly string[], maxChars: number): string[][] {
  const chunks: string[][] = [[]];
  let length = 0;
  for (const item of items) {
    const cost = item.length + item.split('"').length + 2;
    if (length + cost > maxChars && length > 0) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)!.push(item);
    length += cost;
  }
  return chunks;
}
