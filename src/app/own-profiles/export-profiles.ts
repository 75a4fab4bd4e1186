import { setImmediate as nextTurn } from "node:timers/promises";
import { and, asc, gt } from "drizzle-orm";
import { z } from "zod";
import { recordTable } from "../../db/schema/record.ts";
import { entityNames } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { withRecordIds } from "../../sheets/record-id.ts";
import { type CodeNames, recordSheet } from "../../sheets/write-records.ts";
import { joinBytes, streamXlsx } from "../../sheets/write-table.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { maxChosen, ownFilter } from "./choose-rows.ts";
import { filteredRows, type ProfileKind } from "./own-rows.ts";

const inputSchema = z.strictObject({
  reason: z.string().trim().min(2, { error: "请写明导出的用途" }).max(300),
  filter: ownFilter.default({ words: "", incomplete: false, confirmed: "any" }),
});

/** Rows read per step. */
const CHUNK = 500;

/**
 * One's own profiles that a filter lets through as an .xlsx with the template's columns and 系统编号, by which an import knows each row
 * again: unchanged, it changes and adds nothing. Contacts are left out; each is looked at by itself, with a reason. The export, its reason
 * and filter enter the audit.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`; `precondition_failed` for none or more than 5,000 rows
 */
export async function exportProfiles({
  ctx,
  kind,
  names,
  input,
}: {
  ctx: AppContext;
  kind: ProfileKind;
  names: CodeNames;
  input: unknown;
}): Promise<Uint8Array> {
  const { reason, filter } = parseInput(inputSchema, input);
  const records = await readAll(ctx, kind, filter);
  await ctx.db.transaction((tx) =>
    appendAudit(ctx, tx, {
      action: "record.export",
      subjectKind: kind,
      subjectId: "rows",
      reason,
      details: { filter, rows: records.length },
    }),
  );
  const sheet = recordSheet(kind, records as RecordOf<"expert">[] & RecordOf<"achievement">[], names);
  const ids = records.map(({ id }) => id);
  const pieces: Uint8Array[] = [];
  for (const piece of streamXlsx([withRecordIds(sheet, ids)], { title: entityNames[kind], modifiedAt: ctx.now() })) {
    pieces.push(piece);
    // Others' requests pass in between.
    await nextTurn();
  }
  return joinBytes(pieces);
}

async function readAll(
  ctx: AppContext,
  kind: ProfileKind,
  filter: z.output<typeof ownFilter>,
): Promise<RecordOf<ProfileKind>[]> {
  const table = recordTable(kind);
  const matching = filteredRows(ctx, kind, filter);
  const total = await ctx.db.orm.$count(table, matching);
  if (total === 0) refuse("没有可以导出的资料。", "empty");
  if (total > maxChosen) refuse(`一次最多导出 ${maxChosen} 条，请缩小筛选范围分次导出。`, "too_many_rows");
  const records: RecordOf<ProfileKind>[] = [];
  let after = 0;
  for (;;) {
    const rows = await ctx.db.orm
      .select(shownFields(ctx, kind))
      .from(table)
      .where(and(matching, gt(table.seq, after)))
      .orderBy(asc(table.seq))
      .limit(CHUNK);
    records.push(...rows.map((row) => shown(kind, row)));
    if (rows.length < CHUNK) return records;
    after = rows.at(-1)!.seq;
  }
}

function refuse(message: string, reason: string): never {
  throw new AppError("precondition_failed", message, { reason });
}
