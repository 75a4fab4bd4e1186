import { and, asc, eq, sql } from "drizzle-orm";
import { matchAnswerTable, matchSheetTable } from "../../db/schema/match-list.ts";
import { diffPairs, type PairChange } from "../../domain/match-list/listed-pair.ts";
import type { AnswerStatus, PairSide } from "../../domain/match-list/match-list.ts";
import { includedOf, type Sheet } from "../../domain/match-list/sheet.ts";
import { namesOf } from "../account/names-of.ts";
import type { AppContext } from "../context.ts";
import { type RecordName, readNames } from "../record/read-names.ts";
import { currentPairs, latestVersion, listVersions, type VersionBrief } from "./approve-list.ts";
import { findList, type MatchListRow } from "./list-scope.ts";

/** What both parties of a sent pair said. */
export type PairAnswers = Record<PairSide, { status: AnswerStatus; reason: string } | null>;

export interface NamedNeed {
  need: RecordName;
  sheet: Sheet;
  included: number;
}

export interface ListOverview {
  list: MatchListRow;
  /** In the order of the list; those that left the principal's scope since are left out. */
  needs: NamedNeed[];
  /** The newest first, each with who approved it. */
  versions: (VersionBrief & { approvedByName: string })[];
  /** What changed since the newest version; null before the first. */
  changes: PairChange[] | null;
  /** Answers to the newest version by `need id` + space + `target id`. */
  answers: ReadonlyMap<string, PairAnswers>;
}

/** A list with its needs, versions, changes since the last one, and answers.
 * @throws AppError `not_found` */
export async function listOverview({ ctx, listId }: { ctx: AppContext; listId: string }): Promise<ListOverview> {
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const versions = await listVersions(ctx, listId);
  const names = await namesOf(
    ctx,
    versions.map(({ approvedBy }) => approvedBy),
  );
  const newest = versions[0];
  // A frozen list is its newest version: reading its pairs anew takes longer than all else.
  const isFrozen = list.status === "approved" || list.status === "sent";
  const changesSince = async () =>
    isFrozen ? [] : diffPairs((await latestVersion(ctx, listId))!.pairs, await currentPairs(ctx, listId));
  return {
    list,
    needs: await namedNeeds(ctx, listId),
    versions: versions.map((version) => ({ ...version, approvedByName: names.get(version.approvedBy)! })),
    changes: newest === undefined ? null : await changesSince(),
    answers: newest === undefined ? new Map() : await answersTo(ctx, listId, newest.number),
  };
}

async function namedNeeds(ctx: AppContext, listId: string): Promise<NamedNeed[]> {
  const { needId, sheet, place } = matchSheetTable;
  const rows = await ctx.db.orm
    .select({ needId, sheet })
    .from(matchSheetTable)
    .where(eq(matchSheetTable.listId, listId))
    .orderBy(asc(place));
  const names = await readNames(
    ctx,
    "need",
    rows.map((row) => row.needId),
  );
  return rows.flatMap((row) => {
    const need = names.get(row.needId);
    return need === undefined ? [] : [{ need, sheet: row.sheet, included: includedOf(row.sheet).length }];
  });
}

type Said = [targetId: string, side: PairSide, status: AnswerStatus, reason: string];

/** Thousands of answers come as one text a need: a row for each takes ten times as long. */
async function answersTo(ctx: AppContext, listId: string, number: number): Promise<Map<string, PairAnswers>> {
  const { needId, targetId, side, status, reason } = matchAnswerTable;
  const rows = await ctx.db.orm
    .select({ needId, said: sql<string>`json_agg(json_build_array(${targetId}, ${side}, ${status}, ${reason}))::text` })
    .from(matchAnswerTable)
    .where(and(eq(matchAnswerTable.listId, listId), eq(matchAnswerTable.number, number)))
    .groupBy(needId);
  const answers = new Map<string, PairAnswers>();
  for (const { needId, said } of rows) {
    for (const [targetId, side, status, reason] of JSON.parse(said) as Said[]) {
      const key = `${needId} ${targetId}`;
      const pair = answers.get(key) ?? { need: null, counterpart: null };
      pair[side] = { status, reason };
      answers.set(key, pair);
    }
  }
  return answers;
}
