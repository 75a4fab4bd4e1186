import type { Database } from "../../src/db/database.ts";
import { contactTable } from "../../src/db/schema/contact.ts";
import { importBatchTable } from "../../src/db/schema/import.ts";
import { expertTable, needTable } from "../../src/db/schema/record.ts";
import { rowNumber } from "./import-file.ts";

/** What a process said was stored before it died. */
export interface Acknowledged {
  /** Rows acknowledged per file, from the first. */
  rows: Map<number, number>;
  forms: Set<string>;
}

/** Every promise the database breaks; empty when it keeps them all. */
export async function violations(db: Database, acknowledged: Acknowledged): Promise<string[]> {
  const found: string[] = [];
  const needs = await db.orm
    .select({ id: needTable.id, number: needTable.number, version: needTable.version })
    .from(needTable);
  const numbers = new Map<string, number>();
  for (const { number } of needs) numbers.set(number ?? "", (numbers.get(number ?? "") ?? 0) + 1);
  for (const [number, times] of numbers) if (times > 1) found.push(`${number} is stored ${times} times`);
  for (const [file, rows] of acknowledged.rows) {
    for (let n = 0; n < rows; n += 1)
      if (!numbers.has(rowNumber(file, n))) found.push(`${rowNumber(file, n)} was acknowledged and is gone`);
  }
  const experts = new Set((await db.orm.select({ id: expertTable.id }).from(expertTable)).map(({ id }) => id));
  for (const id of acknowledged.forms) if (!experts.has(id)) found.push(`form ${id} was acknowledged and is gone`);
  const contacts = await db.orm.select({ id: contactTable.subjectId }).from(contactTable);
  if (contacts.length !== needs.length) found.push(`${needs.length} rows have ${contacts.length} contacts`);
  const batches = await db.orm.select({ created: importBatchTable.created }).from(importBatchTable);
  const created = batches.reduce((sum, batch) => sum + batch.created, 0);
  if (created !== needs.length) found.push(`imports report ${created} new rows, ${needs.length} are stored`);
  const changed = needs.filter(({ version }) => version !== 1).length;
  if (changed > 0) found.push(`${changed} rows were written more than once`);
  return found;
}
