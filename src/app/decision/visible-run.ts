import { z } from "zod";
import { findRun, type MatchRun } from "../../db/match-runs.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { getRecord } from "../record/get-record.ts";

/** A stored list whose subject the principal may see.
 * @throws AppError `not_found`, also for a list that newer ones have replaced */
export async function visibleRun(ctx: AppContext, runId: string): Promise<MatchRun> {
  if (!z.uuid().safeParse(runId).success) throw gone();
  const run = await findRun(ctx.db.orm, runId);
  if (run === undefined) throw gone();
  await getRecord({ ctx, kind: run.subjectKind, id: run.subjectId }).catch((error: unknown) => {
    throw error instanceof AppError && error.code === "not_found" ? gone() : error;
  });
  return run;
}

/** One text for a foreign list and for one that was replaced or never was. */
function gone(): AppError {
  return new AppError("not_found", "没有找到该名单：它可能已被新的名单替换，请重新打开匹配名单。");
}
