import type { WriteSheet } from "./write-sheet.ts";

/** Header of the column by which an exported row is known again; no column of the templates. */
export const recordIdHeader = "系统编号";

/** An exported sheet with the id of each row's record behind its other columns, in the order of its rows. */
export function withRecordIds(sheet: WriteSheet, ids: readonly string[]): WriteSheet {
  return {
    ...sheet,
    columns: [...sheet.columns, { header: recordIdHeader, width: 38, style: "text" }],
    rows: [...sheet.rows].map((row, at) => [...row, ids[at] ?? null]),
  };
}
