import {
  findDecision,
  findLastReversal,
  insertDecision,
  type LoggedDecision,
  wasAdded,
} from "../../db/match-decisions.ts";
import { findRunItem, type MatchItem, type MatchRun } from "../../db/match-runs.ts";
import { type Decision, type DecisionInput, decisionInput } from "../../domain/matching/decision.ts";
import type { FactorMeans } from "../../domain/matching/score.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { visibleRun } from "./visible-run.ts";

/**
 * Logs what staff did with one candidate of a stored list, with the factors it was shown by. It changes no list.
 * Sent twice with one id it is logged once.
 * @throws AppError `forbidden`, `invalid_input`; `not_found` for the list or a candidate that is not on it;
 * `precondition_failed` when the action does not fit what was done before; `conflict` when the id is another decision's
 */
export async function logDecision({
  ctx,
  runId,
  input,
}: {
  ctx: AppContext;
  runId: string;
  input: DecisionInput;
}): Promise<LoggedDecision> {
  requireDuty(ctx.principal, "logDecisions");
  const { id, shownPosition, ...asked } = parseInput(decisionInput, input);
  const run = await visibleRun(ctx, runId);
  const repeated = id === undefined ? undefined : await findDecision(ctx.db.orm, id);
  if (repeated !== undefined) return sameDecision(repeated, run, asked);
  const item = await findRunItem(ctx.db.orm, run.id, asked.targetId);
  if (asked.action === "add") await requireAddable(ctx, run, asked.targetId, item);
  else if (item === undefined && !(await wasAdded(ctx.db.orm, run.id, asked.targetId))) throw notFound("候选");
  if (asked.ofId !== null) await requireReversible(ctx, run, asked as Reversal);
  const decision: Decision = {
    ...asked,
    id: id ?? ctx.newId(),
    runId: run.id,
    subjectKind: run.subjectKind,
    subjectId: run.subjectId,
    targetKind: run.targetKind,
    shownPosition: shownPosition ?? item?.rank ?? null,
    weightsVersion: run.weightsVersion,
    factors: item?.factors ?? null,
    // Written by computeMatches, which stores the means of every factor.
    means: run.summary.means as FactorMeans,
    actor: ctx.principal.id,
    createdAt: ctx.now(),
  };
  const logged = await insertDecision(ctx.db.orm, decision);
  if (logged !== undefined) return logged;
  return sameDecision((await findDecision(ctx.db.orm, decision.id))!, run, asked);
}

type Asked = Pick<Decision, "targetId" | "action" | "reason" | "note" | "toPosition" | "ofId">;
type Reversal = Asked & { action: "undo" | "redo"; ofId: string };

function sameDecision(logged: LoggedDecision, run: MatchRun, asked: Asked): LoggedDecision {
  const names = ["targetId", "action", "reason", "note", "toPosition", "ofId"] as const;
  if (logged.runId === run.id && names.every((name) => logged[name] === asked[name])) return logged;
  throw new AppError("conflict", "这个编号已记录了另一项操作，请换一个编号。", { reason: "id_taken" });
}

async function requireAddable(ctx: AppContext, run: MatchRun, targetId: string, item?: MatchItem): Promise<void> {
  if (item !== undefined) {
    throw new AppError("precondition_failed", `该候选已在名单第 ${item.rank} 位，请直接选用，不必手工添加。`, {
      reason: "on_list",
    });
  }
  const found = await getRecords({ ctx, kind: run.targetKind, ids: [targetId], onlySearchable: true });
  if (found.length === 0) throw notFound("候选");
}

async function requireReversible(ctx: AppContext, run: MatchRun, { targetId, action, ofId }: Reversal): Promise<void> {
  const of = await findDecision(ctx.db.orm, ofId);
  if (of === undefined || of.runId !== run.id || of.targetId !== targetId || of.ofId !== null) {
    throw new AppError("invalid_input", "要撤销或重做的操作不在该候选的记录中。", {
      issues: [{ where: "ofId", found: ofId, expected: "该名单上对同一候选的一项操作，且本身不是撤销或重做" }],
    });
  }
  const undone = (await findLastReversal(ctx.db.orm, run.id, ofId))?.action === "undo";
  if (undone === (action === "redo")) return;
  throw new AppError("precondition_failed", undone ? "这项操作已经撤销。" : "这项操作没有被撤销，不能重做。", {
    reason: undone ? "undone" : "not_undone",
  });
}
