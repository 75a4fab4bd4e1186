import { and, asc, desc, eq, inArray, isNull, notExists, or, type SQL, sql } from "drizzle-orm";
import { countBands } from "../domain/matching/score-bands.ts";
import type { EntityKind } from "../domain/shared/entity.ts";
import type { Orm } from "./database.ts";
import { isAmong } from "./is-among.ts";
import { matchDecisionTable, matchItemTable, matchRunTable, type StaleReason } from "./schema/match.ts";

/** One list as stored. `staleReason` and `staleAt` are null while it is current. */
export type MatchRun = Omit<typeof matchRunTable.$inferSelect, "seq" | "scoreBands">;
export type NewMatchRun = Omit<MatchRun, "staleReason" | "staleAt">;
export type MatchItem = typeof matchItemTable.$inferSelect;
export type NewMatchItem = Omit<MatchItem, "runId">;

/** Lists kept per subject, target kind and audience; older ones are deleted unless something was decided on them. */
const KEPT_RUNS = 3;
/** Rows of one INSERT; seven parameters each. */
const CHUNK = 500;

const { seq: _seq, ...runFields } = {
  seq: matchRunTable.seq,
  id: matchRunTable.id,
  subjectKind: matchRunTable.subjectKind,
  subjectId: matchRunTable.subjectId,
  subjectVersion: matchRunTable.subjectVersion,
  targetKind: matchRunTable.targetKind,
  audience: matchRunTable.audience,
  weightsVersion: matchRunTable.weightsVersion,
  indexVersion: matchRunTable.indexVersion,
  analyser: matchRunTable.analyser,
  modelVersion: matchRunTable.modelVersion,
  createdAt: matchRunTable.createdAt,
  staleReason: matchRunTable.staleReason,
  staleAt: matchRunTable.staleAt,
  candidates: matchRunTable.candidates,
  summary: matchRunTable.summary,
};

/** Stores a list, and deletes those of the same subject, target kind and audience that are older than the newest three and on which
 * nothing was decided. */
export async function saveMatchRun(tx: Orm, run: NewMatchRun, items: readonly NewMatchItem[]): Promise<void> {
  await tx.insert(matchRunTable).values({ ...run, scoreBands: countBands(items.map(({ score }) => score)) });
  for (let start = 0; start < items.length; start += CHUNK) {
    await tx
      .insert(matchItemTable)
      .values(items.slice(start, start + CHUNK).map((item) => ({ ...item, runId: run.id })));
  }
  const same = sameList(run);
  const kept = tx
    .select({ seq: matchRunTable.seq })
    .from(matchRunTable)
    .where(same)
    .orderBy(desc(matchRunTable.seq))
    .limit(KEPT_RUNS);
  const decided = tx.select({ runId: matchDecisionTable.runId }).from(matchDecisionTable);
  await tx
    .delete(matchRunTable)
    .where(
      and(
        same,
        sql`${matchRunTable.seq} not in ${kept}`,
        notExists(decided.where(eq(matchDecisionTable.runId, matchRunTable.id))),
      ),
    );
}

export interface RunKey {
  subjectKind: EntityKind;
  subjectId: string;
  targetKind: EntityKind;
  audience: MatchRun["audience"];
}

/** The newest list of a subject for an audience, current or stale; undefined before the first. */
export async function findLatestRun(orm: Orm, key: RunKey): Promise<MatchRun | undefined> {
  const rows = await orm
    .select(runFields)
    .from(matchRunTable)
    .where(sameList(key))
    .orderBy(desc(matchRunTable.seq))
    .limit(1);
  return rows[0];
}

/** A list by its id. */
export async function findRun(orm: Orm, id: string): Promise<MatchRun | undefined> {
  const rows = await orm.select(runFields).from(matchRunTable).where(eq(matchRunTable.id, id));
  return rows[0];
}

/** The items of a list in rank order. @param limit @default all */
export async function listRunItems(orm: Orm, runId: string, limit?: number): Promise<MatchItem[]> {
  const query = orm.select().from(matchItemTable).where(eq(matchItemTable.runId, runId)).orderBy(matchItemTable.rank);
  return limit === undefined ? query : query.limit(limit);
}

/** One place of a list by its candidate; undefined when the candidate is not on it. */
export async function findRunItem(orm: Orm, runId: string, targetId: string): Promise<MatchItem | undefined> {
  const rows = await orm
    .select()
    .from(matchItemTable)
    .where(and(eq(matchItemTable.runId, runId), eq(matchItemTable.targetId, targetId)));
  return rows[0];
}

/** Scores of pairs on the newest lists made for staff of those needs, by `need id` + space + `target id`: two queries, however many. */
export async function latestNeedScores(
  orm: Orm,
  needIds: readonly string[],
  targetIds: readonly string[],
): Promise<Map<string, number>> {
  if (needIds.length === 0) return new Map();
  const { id, subjectId, subjectKind, targetKind, audience, seq } = matchRunTable;
  const runs = await orm
    .selectDistinctOn([subjectId, targetKind], { id, subjectId })
    .from(matchRunTable)
    .where(and(eq(subjectKind, "need"), eq(audience, "internal"), isAmong(subjectId, needIds)))
    .orderBy(asc(subjectId), asc(targetKind), desc(seq));
  const needOf = new Map(runs.map((run) => [run.id, run.subjectId]));
  const { runId, targetId, score } = matchItemTable;
  const items =
    runs.length === 0
      ? []
      : await orm
          .select({ runId, targetId, score })
          .from(matchItemTable)
          .where(and(isAmong(runId, needOf.keys()), isAmong(targetId, targetIds)));
  return new Map(items.map((item) => [`${needOf.get(item.runId)} ${item.targetId}`, item.score]));
}

/** The newest list made for staff of every subject of a kind and every target kind, in an order of its own. */
export async function listLatestRuns(orm: Orm, subjectKind: EntityKind): Promise<MatchRun[]> {
  const { subjectId, targetKind, seq } = matchRunTable;
  return orm
    .selectDistinctOn([subjectId, targetKind], runFields)
    .from(matchRunTable)
    .where(and(eq(matchRunTable.subjectKind, subjectKind), eq(matchRunTable.audience, "internal")))
    .orderBy(asc(subjectId), asc(targetKind), desc(seq));
}

/** The items of several lists, list by list in rank order. */
export async function listItemsOfRuns(orm: Orm, runIds: readonly string[]): Promise<MatchItem[]> {
  return orm
    .select()
    .from(matchItemTable)
    .where(isAmong(matchItemTable.runId, runIds))
    .orderBy(asc(matchItemTable.runId), asc(matchItemTable.rank));
}

export interface StaleScope {
  /** Lists of candidates of this kind. */
  targetKind?: EntityKind;
  /** Lists of this subject. */
  subject?: { kind: EntityKind; id: string };
  reason: StaleReason;
  now: Date;
}

/** Marks the lists that fit every given part of the scope and are not stale yet. @returns how many */
export async function markRunsStale(tx: Orm, { targetKind, subject, reason, now }: StaleScope): Promise<number> {
  const rows = await tx
    .update(matchRunTable)
    .set({ staleReason: reason, staleAt: now })
    .where(
      and(
        isNull(matchRunTable.staleAt),
        targetKind === undefined ? undefined : eq(matchRunTable.targetKind, targetKind),
        subject === undefined
          ? undefined
          : and(eq(matchRunTable.subjectKind, subject.kind), eq(matchRunTable.subjectId, subject.id)),
      ),
    )
    .returning({ id: matchRunTable.id });
  return rows.length;
}

/** Marks, in one statement, the lists that changed records make stale: their own lists unless computed from the new version, and all lists of their kind as candidates. */
export async function markRunsStaleFor(
  tx: Orm,
  changed: readonly { kind: EntityKind; id: string; version: number }[],
  now: Date,
): Promise<void> {
  if (changed.length === 0) return;
  const kinds = [...new Set(changed.map(({ kind }) => kind))];
  const ids = [...new Set(changed.map(({ id }) => id))];
  // The list of ids comes first because it is hashed; the versions are looked at for the few rows it lets through.
  const subjectChanged: SQL = sql`(${inArray(matchRunTable.subjectId, ids)} and exists (
    select 1 from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as changed(kind text, id text, version integer)
    where changed.kind = ${matchRunTable.subjectKind} and changed.id = ${matchRunTable.subjectId} and changed.version <> ${matchRunTable.subjectVersion}))`;
  await tx
    .update(matchRunTable)
    .set({
      staleReason: sql`case when ${subjectChanged} then 'subject_changed' else 'candidates_changed' end`,
      staleAt: now,
    })
    .where(and(isNull(matchRunTable.staleAt), or(inArray(matchRunTable.targetKind, kinds), subjectChanged)));
}

function sameList({ subjectKind, subjectId, targetKind, audience }: RunKey): SQL | undefined {
  return and(
    eq(matchRunTable.subjectKind, subjectKind),
    eq(matchRunTable.subjectId, subjectId),
    eq(matchRunTable.targetKind, targetKind),
    eq(matchRunTable.audience, audience),
  );
}
