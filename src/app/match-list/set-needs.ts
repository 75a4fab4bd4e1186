import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { isAmong } from "../../db/is-among.ts";
import { matchListTable, matchSheetTable, matchStepTable } from "../../db/schema/match-list.ts";
import { mostNeeds } from "../../domain/match-list/match-list.ts";
import { applyStep, emptySheet, type Sheet } from "../../domain/match-list/sheet.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { listScope, lockList, requireListCan } from "./list-scope.ts";

const inputSchema = z.strictObject({
  add: z.array(z.string().max(60)).max(mostNeeds).default([]),
  remove: z.array(z.string().max(60)).max(mostNeeds).default([]),
});

/** Puts needs at the end of a list, and takes others off. Those that already stand on it stay where they are; one that comes back comes with
 * what was settled about it.
 * @throws AppError `not_found` for the list or a need out of scope; `precondition_failed`; `limit_exceeded` above 1,000 needs */
export async function setNeeds({
  ctx,
  listId,
  input,
}: {
  ctx: AppContext;
  listId: string;
  input: z.input<typeof inputSchema>;
}): Promise<{ needs: number }> {
  const { add, remove } = parseInput(inputSchema, input);
  listScope(ctx.principal);
  const wanted = [...new Set(add)];
  const known = await getRecords({ ctx, kind: "need", ids: wanted, onlySearchable: true });
  if (known.length < wanted.length) throw notFound("技术需求");
  return ctx.db.transaction(async (tx) => {
    const list = await lockList(tx, ctx.principal, listId);
    requireListCan("curate", list);
    if (remove.length > 0) {
      await tx
        .delete(matchSheetTable)
        .where(and(eq(matchSheetTable.listId, listId), inArray(matchSheetTable.needId, remove)));
    }
    const held = await tx
      .select({ needId: matchSheetTable.needId, place: matchSheetTable.place })
      .from(matchSheetTable)
      .where(eq(matchSheetTable.listId, listId))
      .orderBy(asc(matchSheetTable.place));
    const heldIds = new Set(held.map(({ needId }) => needId));
    const fresh = wanted.filter((id) => !heldIds.has(id));
    if (held.length + fresh.length > mostNeeds) {
      throw new AppError("limit_exceeded", `一份名单最多 ${mostNeeds} 项需求，请分成几份。`);
    }
    const now = ctx.now();
    const last = held.at(-1)?.place ?? 0;
    if (fresh.length > 0) {
      const earlier = await earlierSheets(tx, listId, fresh);
      await tx.insert(matchSheetTable).values(
        fresh.map((needId, at) => ({
          listId,
          needId,
          place: last + at + 1,
          ...(earlier.get(needId) ?? { version: 0, sheet: emptySheet }),
          updatedBy: ctx.principal.id,
          updatedAt: now,
        })),
      );
    }
    await tx
      .update(matchListTable)
      .set({ version: list.version + 1, updatedAt: now })
      .where(eq(matchListTable.id, listId));
    return { needs: held.length + fresh.length };
  });
}

/** What was settled about needs that stood on the list before, from the log of its steps. */
async function earlierSheets(
  tx: Orm,
  listId: string,
  needIds: readonly string[],
): Promise<Map<string, { version: number; sheet: Sheet }>> {
  const { needId, version, step } = matchStepTable;
  const steps = await tx
    .select({ needId, version, step })
    .from(matchStepTable)
    .where(and(eq(matchStepTable.listId, listId), isAmong(needId, needIds)))
    .orderBy(asc(version));
  const sheets = new Map<string, { version: number; sheet: Sheet }>();
  for (const { needId, version, step } of steps)
    sheets.set(needId, { version, sheet: applyStep(sheets.get(needId)?.sheet ?? emptySheet, step).sheet });
  return sheets;
}
