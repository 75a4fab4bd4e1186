import type { ImportRow } from "../../src/app/import/prepare-rows.ts";

export const FILE_ROWS = 2_000;

/** The rows of the n-th test workbook; numbers are unique over all of them. */
export function importFileRows(file: number): ImportRow[] {
  return Array.from({ length: FILE_ROWS }, (_, n) => ({
    content: { title: `需求 ${file}-${n}`, problem: "涂层在盐雾中开裂脱落", organizationName: `第${n % 50}企业` },
    contact: { phone: `138${String(file * FILE_ROWS + n).padStart(8, "0")}` },
    number: rowNumber(file, n),
    sheet: "需求",
    row: n + 2,
    raw: { 需求名称: `需求 ${file}-${n}` },
  }));
}

export function rowNumber(file: number, n: number): string {
  return `F${file}-${n}`;
}
