import { columnsOf } from "../columns/kinds.ts";
import type { Resolvers } from "../parse-content.ts";
import { emptyCell, type Merge, type Table, type TableSheet } from "../table.ts";

/** A table of text cells, for tests that do not care how a file is read. */
export function tableOf(...sheets: { name?: string; rows: string[][]; merges?: Merge[] }[]): Table {
  return { fileName: "表.xlsx", format: "xlsx", issues: [], sheets: sheets.map(sheetOf) };
}

/** One sheet of text cells, from row 1; blank rows are left out as reading does. */
export function sheetOf({
  name = "Sheet1",
  rows,
  merges = [],
}: {
  name?: string;
  rows: string[][];
  merges?: Merge[];
}): TableSheet {
  const filled = rows.map((texts, index) => ({
    row: index + 1,
    cells: texts.map((text) => (text === "" ? emptyCell : { text, original: text, type: "text" as const })),
  }));
  return { name, merges, date1904: false, rows: filled.filter((row) => row.cells.some((cell) => cell.text !== "")) };
}

/** Knows three names and any code of digits. */
export const testResolvers: Resolvers = {
  field: (text) => ({ 新材料: "04", 电子信息: "01" })[text] ?? (/^\d{2}$/.test(text) ? text : null),
  industry: (text) => ({ 汽车制造业: "C36" })[text] ?? (/^[A-Z]\d{2}$/.test(text) ? text : null),
  discipline: (text) => ({ 材料科学: "430" })[text] ?? (/^\d{3}$/.test(text) ? text : null),
  region: (text) => (text.includes("常熟") ? "320581" : null),
};

/** Header row of our own template. */
export function templateHeaders(kind: keyof typeof columnsOf): string[] {
  return columnsOf[kind].map((column) => column.header);
}
