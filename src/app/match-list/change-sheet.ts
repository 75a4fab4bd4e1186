import type { Orm } from "../../db/database.ts";
import { matchSheetTable, matchStepTable } from "../../db/schema/match-list.ts";
import type { LoggedStep } from "../../domain/match-list/history.ts";
import {
  applyStep,
  entryOf,
  type Restore,
  type Sheet,
  type SheetChange,
  SheetRefusal,
  type SheetStep,
  sheetStep,
} from "../../domain/match-list/sheet.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { lockList, requireListCan } from "./list-scope.ts";
import { logSheetDecision } from "./log-sheet-decision.ts";
import { findSheet, type SheetRow, type SheetState, sheetKey, stateOf } from "./sheet-state.ts";
import { tellStep } from "./watch-list.ts";

export interface SheetRef {
  ctx: AppContext;
  listId: string;
  needId: string;
  /** The version the author saw. */
  ifVersion: number;
}

/**
 * One step on one need's candidates. Steps of several people are put in one order; a step made on a version that is no
 * longer current is refused with what is current, never merged silently.
 * @throws AppError `stale_version`; `not_found` (list, need, candidate); `precondition_failed` (the list is frozen, or the
 * step does not fit); `invalid_input`
 */
export async function changeSheet({ input, ...ref }: SheetRef & { input: unknown }): Promise<SheetState> {
  const { ctx } = ref;
  const step = parseInput(sheetStep, input);
  if (step.action === "include" || step.action === "add") {
    const found = await getRecords({ ctx, kind: step.target.kind, ids: [step.target.id], onlySearchable: true });
    if (found.length === 0) throw notFound("候选");
  }
  return writeStep(ref, () => ({ step, kind: "do", of: null, decisionOf: null }));
}

/** What one write does to the sheet. `decisionOf`: the decision it takes back or brings back. */
interface Write {
  step: SheetStep | Restore;
  kind: LoggedStep["kind"];
  of: number | null;
  decisionOf: string | null;
}

/** Applies what `plan` decides on the current sheet, and logs it, in one transaction. */
export async function writeStep(
  { ctx, listId, needId, ifVersion }: SheetRef,
  plan: (tx: Orm, row: SheetRow) => Write | Promise<Write>,
): Promise<SheetState> {
  const state = await ctx.db.transaction(async (tx) => {
    requireListCan("curate", await lockList(tx, ctx.principal, listId));
    const row = await findSheet(tx, listId, needId);
    if (row.version !== ifVersion) throw staleSheet(ifVersion, row);
    const { step, kind, of, decisionOf } = await plan(tx, row);
    const { sheet, inverse } = apply(row.sheet, step);
    const written: SheetRow = {
      ...row,
      sheet,
      version: row.version + 1,
      updatedBy: ctx.principal.id,
      updatedAt: ctx.now(),
    };
    await tx.update(matchSheetTable).set(written).where(sheetKey(listId, needId));
    const decisionId = await logSheetDecision(ctx, tx, { needId, step, kind, decisionOf, before: row.sheet });
    await tx.insert(matchStepTable).values({
      listId,
      needId,
      version: written.version,
      actor: ctx.principal.id,
      kind,
      of,
      target: step.target,
      step,
      inverse,
      left: entryOf(sheet, step.target) ?? null,
      decisionId,
      at: written.updatedAt,
    });
    return stateOf(tx, ctx, written);
  });
  tellStep(listId);
  return state;
}

function apply(sheet: Sheet, step: SheetStep | Restore): SheetChange {
  try {
    return applyStep(sheet, step);
  } catch (error) {
    if (error instanceof SheetRefusal) {
      throw new AppError("precondition_failed", error.message, { reason: "step_refused", cause: error });
    }
    throw error;
  }
}

function staleSheet(sent: number, { version, updatedBy }: SheetRow): AppError {
  return new AppError("stale_version", "这项需求的候选刚被他人调整过，请看过最新内容再操作。", {
    reason: updatedBy,
    issues: [{ where: "version", found: String(sent), expected: String(version) }],
  });
}
