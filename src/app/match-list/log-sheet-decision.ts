import type { Orm } from "../../db/database.ts";
import { insertDecision } from "../../db/match-decisions.ts";
import { findLatestRun, findRunItem } from "../../db/match-runs.ts";
import type { LoggedStep } from "../../domain/match-list/history.ts";
import { placeOf, type Restore, type Sheet, type SheetStep } from "../../domain/match-list/sheet.ts";
import type { DecisionAction } from "../../domain/matching/decision.ts";
import type { FactorMeans } from "../../domain/matching/score.ts";
import type { AppContext } from "../context.ts";

/** What a step is called in the log that learning reads. */
const decisionOf: Record<SheetStep["action"], DecisionAction> = {
  include: "include",
  add: "add",
  exclude: "exclude",
  clear: "clear",
  move: "reorder",
  pin: "pin",
  unpin: "unpin",
  note: "note",
};

/** Logs a step with the factors its candidate was shown by, within the step's transaction.
 * @returns the decision's id; null where nothing is learnt from the step, or no list was computed yet */
export async function logSheetDecision(
  ctx: AppContext,
  tx: Orm,
  write: {
    needId: string;
    step: SheetStep | Restore;
    kind: LoggedStep["kind"];
    decisionOf: string | null;
    before: Sheet;
  },
): Promise<string | null> {
  const { needId, step, kind, before } = write;
  const action = step.action === "restore" ? (kind === "do" ? null : kind) : decisionOf[step.action];
  if (action === null || (step.action === "restore" && write.decisionOf === null)) return null;
  const { kind: targetKind, id: targetId } = step.target;
  const run = await findLatestRun(tx, { subjectKind: "need", subjectId: needId, targetKind, audience: "internal" });
  if (run === undefined) return null;
  const item = await findRunItem(tx, run.id, targetId);
  const logged = await insertDecision(tx, {
    id: ctx.newId(),
    runId: run.id,
    subjectKind: "need",
    subjectId: needId,
    targetKind,
    targetId,
    action,
    reason: step.action === "exclude" ? step.reason : null,
    note: "note" in step ? step.note : "",
    shownPosition: placeOf(before, step.target) ?? item?.rank ?? null,
    toPosition: step.action === "move" ? step.place : null,
    ofId: write.decisionOf,
    weightsVersion: run.weightsVersion,
    factors: item?.factors ?? null,
    // Written by computeMatches, which stores the means of every factor.
    means: run.summary.means as FactorMeans,
    actor: ctx.principal.id,
    createdAt: ctx.now(),
  });
  return logged?.id ?? null;
}
