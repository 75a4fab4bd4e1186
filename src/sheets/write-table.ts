import { Zip, ZipDeflate } from "fflate";
import { columnLetter, cutText } from "./table.ts";
import type { WriteCell, WriteSheet } from "./write-sheet.ts";
import { escapeXml, partHeads, sheetHead, sheetTail, styleIndex, stylesXml } from "./xlsx/parts-writer.ts";

export interface WriteOptions {
  /** Page header in print. */
  title: string;
  /** File times inside the zip; the same input gives the same bytes. */
  modifiedAt: Date;
}

/** Longest text Excel accepts in a cell, UTF-16 units. */
export const MAX_CELL_CHARS = 32_767;
const MAX_ROWS = 1_048_575;
/** Deflate level: 3 is twice as fast as 6 for a tenth more bytes. */
const COMPRESSION = 3;
/** Sheet XML handed to the compressor at a time, characters. */
const FLUSH_CHARS = 64 * 1024;

/** An .xlsx workbook, sheets one after the other: frozen header row, print on A4 landscape with the header on every page.
 * Yields the file in pieces as rows are pulled; memory does not grow with the row count.
 * @throws RangeError past Excel's row limit */
export function* streamXlsx(sheets: readonly WriteSheet[], options: WriteOptions): Generator<Uint8Array> {
  const out: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    out.push(piece);
  });
  const mtime = zipTime(options.modifiedAt);
  const utf8 = new TextEncoder();
  const addPart = (name: string) => {
    const part = new ZipDeflate(name, { level: COMPRESSION });
    part.mtime = mtime;
    zip.add(part);
    return part;
  };
  const rowCounts: number[] = [];
  for (const [index, sheet] of sheets.entries()) {
    const part = addPart(`xl/worksheets/sheet${index + 1}.xml`);
    const count = { rows: 0 };
    for (const xml of sheetXml(sheet, options.title, count)) {
      part.push(utf8.encode(xml));
      yield* out.splice(0);
    }
    part.push(new Uint8Array(0), true);
    rowCounts.push(count.rows);
    yield* out.splice(0);
  }
  const parts: [string, string][] = [["xl/styles.xml", stylesXml], ...partHeads(sheets, rowCounts)];
  for (const [name, xml] of parts) addPart(name).push(utf8.encode(xml), true);
  zip.end();
  yield* out.splice(0);
}

/** Zip times reach from 1980 to 2099. */
function zipTime(at: Date): Date {
  const year = at.getFullYear();
  return year >= 1980 && year <= 2098 ? at : new Date(2000, 0, 1);
}

/** {@link streamXlsx} as one piece. */
export function writeXlsx(sheets: readonly WriteSheet[], options: WriteOptions): Uint8Array {
  return joinBytes([...streamXlsx(sheets, options)]);
}

/** Pieces of a file as one array. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function* sheetXml(sheet: WriteSheet, title: string, count: { rows: number }): Generator<string> {
  let xml = sheetHead(sheet);
  xml += rowXml(
    1,
    sheet.columns.map((column) => column.header),
    sheet.columns.map(() => styleIndex.header),
  );
  const styles = sheet.columns.map((column) => styleIndex[column.style]);
  const exampleStyles = sheet.columns.map(() => styleIndex.example);
  for (const row of sheet.rows) {
    count.rows += 1;
    if (count.rows > MAX_ROWS) throw new RangeError(`工作表 ${sheet.name} 超过 ${MAX_ROWS} 行`);
    xml += rowXml(count.rows + 1, row, count.rows <= (sheet.exampleRows ?? 0) ? exampleStyles : styles);
    if (xml.length > FLUSH_CHARS) {
      yield xml;
      xml = "";
    }
  }
  yield xml + sheetTail(sheet, title, count.rows);
}

function rowXml(row: number, cells: readonly WriteCell[], styles: readonly number[]): string {
  let xml = `<row r="${row}">`;
  for (const [column, cell] of cells.entries()) {
    if (cell === null || cell === "") continue;
    const head = `<c r="${columnLetter(column)}${row}" s="${styles[column] ?? 0}"`;
    if (typeof cell === "number") xml += `${head}><v>${Number.isFinite(cell) ? cell : 0}</v></c>`;
    else
      xml += `${head} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cutText(cell, MAX_CELL_CHARS))}</t></is></c>`;
  }
  return `${xml}</row>`;
}
