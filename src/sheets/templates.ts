import { type EntityKind, entityNames } from "../domain/shared/entity.ts";
import type { ColumnSpec } from "./columns/column.ts";
import { columnsOf } from "./columns/kinds.ts";
import type { WriteCell, WriteColumn, WriteSheet } from "./write-sheet.ts";
import { writeXlsx } from "./write-table.ts";

/** The template never changes between builds, so neither do its file times. */
const TEMPLATE_TIME = new Date(2026, 0, 1);

/** An empty workbook to fill in: the kind's columns with drop-downs and two rows marked 示例 (which reading skips),
 * and a 填写说明 sheet. Reading it back maps every column. */
export function buildTemplate(kind: EntityKind): Uint8Array {
  const columns = columnsOf[kind];
  const records: WriteSheet = {
    name: entityNames[kind],
    columns: recordColumns(kind),
    rows: [0, 1].map((example) => columns.map((column) => column.examples[example] ?? "")),
    exampleRows: 2,
  };
  const notes: WriteSheet = { name: "填写说明", columns: noteColumns, rows: noteRows(kind, columns) };
  return writeXlsx([records, notes], { title: `${entityNames[kind]}征集表`, modifiedAt: TEMPLATE_TIME });
}

/** The kind's columns as a sheet has them. */
export function recordColumns(kind: EntityKind): WriteColumn[] {
  return columnsOf[kind].map((column) => ({
    header: column.header,
    width: column.width,
    style: "asText" in column && column.asText ? "text" : "wrap",
    ...(column.choices === undefined ? {} : { choices: column.choices }),
  }));
}

const noteColumns: readonly WriteColumn[] = [
  { header: "列名", width: 20, style: "wrap" },
  { header: "是否必填", width: 12, style: "wrap" },
  { header: "填写要求", width: 70, style: "wrap" },
  { header: "示例", width: 50, style: "wrap" },
];

function* noteRows(kind: EntityKind, columns: readonly ColumnSpec[]): Generator<WriteCell[]> {
  const core = columns.filter((column) => column.core);
  for (const column of columns) {
    const example = column.examples.find((text) => text !== "") ?? "";
    yield [column.header, column.core ? "至少填一项" : "选填", column.meaning, example.replace("【示例】", "")];
  }
  yield [
    "（总则）",
    "",
    `每行一条${entityNames[kind]}，不要合并单元格。${core.map((column) => column.header).join("、")}至少填写一项，其余不清楚可留空，不影响导入。`,
    "",
  ];
  yield ["（总则）", "", "列的顺序可以调整，可以增加自己的列（不参与匹配）；标有“示例”的行不会导入，可以删除。", ""];
  yield ["（总则）", "", "电话、编号等请保持“文本”格式，避免变成 1.38E+10。", ""];
}
