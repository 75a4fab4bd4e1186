import { and, asc, desc, eq, gt } from "drizzle-orm";
import type { Decision } from "../domain/matching/decision.ts";
import type { Orm } from "./database.ts";
import { matchDecisionTable } from "./schema/match.ts";

/** A decision with its place in the log. */
export type LoggedDecision = Decision & { seq: number };

/** Rows read at once when the whole log is read. */
const CHUNK = 2_000;

/** Adds a decision to the log. @returns the row; undefined when its id is taken */
export async function insertDecision(orm: Orm, decision: Decision): Promise<LoggedDecision | undefined> {
  const rows = await orm.insert(matchDecisionTable).values(decision).onConflictDoNothing().returning();
  return rows[0];
}

export async function findDecision(orm: Orm, id: string): Promise<LoggedDecision | undefined> {
  const rows = await orm.select().from(matchDecisionTable).where(eq(matchDecisionTable.id, id));
  return rows[0];
}

/** The last undo or redo of a decision; undefined while there was none. */
export async function findLastReversal(orm: Orm, runId: string, ofId: string): Promise<LoggedDecision | undefined> {
  const rows = await orm
    .select()
    .from(matchDecisionTable)
    .where(and(eq(matchDecisionTable.runId, runId), eq(matchDecisionTable.ofId, ofId)))
    .orderBy(desc(matchDecisionTable.seq))
    .limit(1);
  return rows[0];
}

/** Whether a candidate was put on a list by hand. */
export async function wasAdded(orm: Orm, runId: string, targetId: string): Promise<boolean> {
  const { id, action } = matchDecisionTable;
  const rows = await orm
    .select({ id })
    .from(matchDecisionTable)
    .where(and(eq(matchDecisionTable.runId, runId), eq(matchDecisionTable.targetId, targetId), eq(action, "add")))
    .limit(1);
  return rows.length > 0;
}

/** Decisions of a list after `afterSeq`, oldest first. */
export async function listRunDecisions(
  orm: Orm,
  runId: string,
  afterSeq: number,
  limit: number,
): Promise<LoggedDecision[]> {
  return orm
    .select()
    .from(matchDecisionTable)
    .where(and(eq(matchDecisionTable.runId, runId), gt(matchDecisionTable.seq, afterSeq)))
    .orderBy(asc(matchDecisionTable.seq))
    .limit(limit);
}

/** The whole log, oldest first. */
export async function readDecisionLog(orm: Orm): Promise<Decision[]> {
  const log: LoggedDecision[] = [];
  for (;;) {
    const rows = await orm
      .select()
      .from(matchDecisionTable)
      .where(gt(matchDecisionTable.seq, log.at(-1)?.seq ?? 0))
      .orderBy(asc(matchDecisionTable.seq))
      .limit(CHUNK);
    log.push(...rows);
    if (rows.length < CHUNK) return log;
  }
}
