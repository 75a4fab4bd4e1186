import { guardCell } from "./csv-guard.ts";
import type { WriteCell } from "./write-sheet.ts";

/** A CSV file as Excel opens it: UTF-8 with byte order mark, CRLF, risky cells neutralised with a leading `'`
 * that reading takes off again. `readTable` gives back every cell without \r\n in it unchanged. */
export function writeCsv(rows: Iterable<readonly WriteCell[]>): Uint8Array {
  const lines: string[] = [];
  for (const row of rows) lines.push(row.map(csvCell).join(","));
  return new TextEncoder().encode(`\ufeff${lines.join("\r\n")}${lines.length === 0 ? "" : "\r\n"}`);
}

function csvCell(cell: WriteCell): string {
  if (cell === null) return "";
  const text = guardCell(String(cell));
  return /[",;\t\r\n，]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
