import { and, eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { matchStepTable } from "../../db/schema/match-list.ts";
import { entryOf, sameEntry } from "../../domain/match-list/sheet.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { type SheetRef, writeStep } from "./change-sheet.ts";
import { historyIn, type SheetRow, type SheetState, type StepRow } from "./sheet-state.ts";

/**
 * Takes back one's own last step on a need, or brings back what one took back last; fifty steps deep. Other people's steps
 * on other candidates stay; a candidate that somebody has changed since is not touched.
 * @throws AppError as changeSheet; `precondition_failed`, reason `nothing_to_undo`, `nothing_to_redo` or `changed_since`
 */
export async function reverseStep({
  direction,
  ...ref
}: SheetRef & { direction: "undo" | "redo" }): Promise<SheetState> {
  const { ctx, listId, needId } = ref;
  return writeStep(ref, async (tx, row) => {
    const history = await historyIn(tx, ctx, listId, needId);
    const of = history[direction][0];
    if (of === undefined) {
      throw new AppError(
        "precondition_failed",
        direction === "undo" ? "没有可以撤销的操作。" : "没有可以重做的操作。",
        {
          reason: `nothing_to_${direction}`,
        },
      );
    }
    const done = await readStep(tx, row, of);
    // What the step, or its last undo or redo, left behind.
    const last = await lastReversal(tx, row, of);
    const { inverse, left } = last ?? done;
    if (!sameEntry(entryOf(row.sheet, done.target) ?? null, left)) {
      throw new AppError("precondition_failed", "他人之后又处理过这个候选，不能自动恢复，请直接调整。", {
        reason: "changed_since",
      });
    }
    return { step: inverse, kind: direction, of, decisionOf: done.decisionId };
  });
}

async function readStep(tx: Orm, { listId, needId }: SheetRow, version: number): Promise<StepRow> {
  const rows = await tx
    .select()
    .from(matchStepTable)
    .where(
      and(eq(matchStepTable.listId, listId), eq(matchStepTable.needId, needId), eq(matchStepTable.version, version)),
    );
  return rows[0]!;
}

async function lastReversal(tx: Orm, { listId, needId }: SheetRow, of: number): Promise<StepRow | undefined> {
  const rows = await tx
    .select()
    .from(matchStepTable)
    .where(and(eq(matchStepTable.listId, listId), eq(matchStepTable.needId, needId), eq(matchStepTable.of, of)));
  return rows.toSorted((a, b) => a.version - b.version).at(-1);
}
