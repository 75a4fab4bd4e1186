import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import type { EntityKind } from "../domain/shared/entity.ts";
import { columnsOf } from "./columns/kinds.ts";
import { detectKind, mapHeaders } from "./headers.ts";
import { parseTable } from "./parse-rows.ts";
import { readTable } from "./read-workbook.ts";
import { buildTemplate } from "./templates.ts";
import { tableOf, templateHeaders, testResolvers } from "./testing/table-of.ts";

describe.each<EntityKind>(["need", "expert", "achievement"])("buildTemplate %s", (kind) => {
  const table = readTable(buildTemplate(kind), { fileName: "模板.xlsx" });

  it("maps every column when read back, and is known for what it is", () => {
    const map = mapHeaders(table.sheets[0]!, kind);
    expect(map?.columns.map((column) => column.key)).toEqual(columnsOf[kind].map((column) => column.key));
    expect([map?.extra, map?.issues, detectKind(table.sheets[0]!)]).toEqual([[], [], kind]);
  });

  it("skips its own example rows", () => {
    const parsed = parseTable(table, kind, testResolvers);
    expect([parsed.inputs, parsed.unusable, parsed.issues]).toEqual([[], [], []]);
  });

  it("has examples that read without a complaint about their form", () => {
    const rows = [0, 1].map((index) =>
      columnsOf[kind].map((column) => (column.examples[index] ?? "").replace(/【示例】|^示例/, "")),
    );
    const parsed = parseTable(tableOf({ rows: [templateHeaders(kind), ...rows] }), kind, {
      ...testResolvers,
      field: () => "04",
      industry: () => "C36",
      discipline: () => "430",
    });
    expect(parsed.inputs.map((input) => input.warnings)).toEqual([[], []]);
  });

  it("explains every column and offers drop-downs", async () => {
    const [records, notes] = (await readXlsx(buildTemplate(kind))).sheets;
    expect(notes!.rows.slice(1, columnsOf[kind].length + 1).map((row) => row[0])).toEqual(templateHeaders(kind));
    const lists = columnsOf[kind].filter((column) => column.choices !== undefined);
    expect(records!.dataValidations?.map((rule) => rule.values)).toEqual(lists.map((column) => [...column.choices!]));
  });
});
