import type { ColumnSpec } from "./columns/column.ts";
import { columnsOf } from "./columns/kinds.ts";
import type { HeaderMap, MappedColumn } from "./headers.ts";
import type { CellAt } from "./row-reader.ts";
import { type Cell, emptyCell, type Merge, type TableRow, type TableSheet } from "./table.ts";

/** Finds cells of a row with vertical merges filled in where that is what the author means:
 * organisation, region, field and contact columns always; a merged name only for a row with its own text beside it
 * (several needs under one heading). Other merged cells count for their top row alone. */
export function cellFinder(sheet: TableSheet, map: HeaderMap): (row: TableRow) => CellAt {
  const specs = new Map(columnsOf[map.kind].map((spec) => [spec.key, spec]));
  const tops = topRows(sheet);
  return (row) => {
    const hasOwnText = map.columns.some(
      (column) => specs.get(column.key)?.core && own(row, column.column) !== emptyCell,
    );
    return (column) => {
      const cell = own(row, column.column);
      if (cell !== emptyCell || !fills(specs.get(column.key), column, hasOwnText)) return cell;
      const top = tops.get(column.column)?.get(row.row);
      return top === undefined ? emptyCell : own(top, column.column);
    };
  };
}

/** By column and row number: the first row of the vertical merge that covers the cell. One sweep per column, so overlapping
 * ranges of a hostile file cost no more than honest ones. */
function topRows(sheet: TableSheet): Map<number, Map<number, TableRow>> {
  const byColumn = new Map<number, Merge[]>();
  for (const merge of sheet.merges) {
    if (merge.lastRow === merge.firstRow) continue;
    const known = byColumn.get(merge.firstColumn);
    if (known === undefined) byColumn.set(merge.firstColumn, [merge]);
    else known.push(merge);
  }
  const tops = new Map<number, Map<number, TableRow>>();
  for (const [column, merges] of byColumn) {
    merges.sort((a, b) => a.firstRow - b.firstRow);
    const covered = new Map<number, TableRow>();
    let next = 0;
    let top: TableRow | undefined;
    let last = 0;
    for (const row of sheet.rows) {
      while (next < merges.length && merges[next]!.firstRow <= row.row) {
        const merge = merges[next++]!;
        last = merge.lastRow;
        top = merge.firstRow === row.row ? row : undefined;
      }
      if (top !== undefined && row.row > top.row && row.row <= last) covered.set(row.row, top);
    }
    tops.set(column, covered);
  }
  return tops;
}

function fills(spec: ColumnSpec | undefined, column: MappedColumn, hasOwnText: boolean): boolean {
  return spec?.fillsDown === true || (hasOwnText && (column.key === "title" || column.key === "name"));
}

function own(row: TableRow, column: number): Cell {
  return row.cells[column] ?? emptyCell;
}

/** Rows that hold no record: our template's examples, a repeated header, notes and totals under or above the data. */
export function isSkippedRow(row: TableRow, map: HeaderMap): boolean {
  const texts = row.cells.map((cell) => cell.text.trim());
  const filled = texts.filter((text) => text !== "");
  const first = filled[0] ?? "";
  if (isExample(map, texts)) return true;
  if (filled.length >= 2 && filled.every((text) => map.headers.includes(text))) return true;
  if (filled.length === 1 && map.headers.length > 1 && /^(?:填写说明|填表说明|说明|注|备注|附注)\s*[:：]/.test(first))
    return true;
  return /^(?:合\s*计|总\s*计|小\s*计)[:：]?$/.test(first) && filled.length <= 4;
}

/** Marked 示例 in its number or its name. */
function isExample(map: HeaderMap, texts: string[]): boolean {
  return map.columns.some((column) => {
    const text = texts[column.column] ?? "";
    if (column.key === "number") return /^示例\s*\d*$/.test(text);
    return (column.key === "title" || column.key === "name") && /^[【[(（]示例[】\])）]/.test(text);
  });
}
