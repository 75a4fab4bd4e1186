import { and, eq } from "drizzle-orm";
import { matchAnswerTable } from "../../db/schema/match-list.ts";
import { diffPairs, type PairChange } from "../../domain/match-list/listed-pair.ts";
import type { AnswerStatus, PairSide } from "../../domain/match-list/match-list.ts";
import { namesOf } from "../account/names-of.ts";
import type { AppContext } from "../context.ts";
import { currentPairs, type ListVersion, listVersions } from "./approve-list.ts";
import { getList, type ListedNeed } from "./get-lists.ts";
import type { MatchListRow } from "./list-scope.ts";

/** What both parties of a sent pair said. */
export type PairAnswers = Record<PairSide, { id: string; status: AnswerStatus; reason: string } | null>;

export interface ListOverview {
  list: MatchListRow;
  needs: ListedNeed[];
  /** The newest first, each with who approved it. */
  versions: (ListVersion & { approvedByName: string })[];
  /** What changed since the newest version; null before the first. */
  changes: PairChange[] | null;
  /** Answers to the newest version by `need id` + space + `target id`. */
  answers: ReadonlyMap<string, PairAnswers>;
}

/** A list with its needs, versions, changes since the last one, and answers.
 * @throws AppError `not_found` */
export async function listOverview({ ctx, listId }: { ctx: AppContext; listId: string }): Promise<ListOverview> {
  const { list, needs } = await getList({ ctx, listId });
  const versions = await listVersions(ctx, listId);
  const names = await namesOf(
    ctx,
    versions.map(({ approvedBy }) => approvedBy),
  );
  const newest = versions[0];
  // A frozen list is its newest version: reading its pairs anew takes longer than all else.
  const isFrozen = list.status === "approved" || list.status === "sent";
  const changesSince = async (pairs: ListVersion["pairs"]) =>
    isFrozen ? [] : diffPairs(pairs, await currentPairs(ctx, listId));
  return {
    list,
    needs,
    versions: versions.map((version) => ({ ...version, approvedByName: names.get(version.approvedBy)! })),
    changes: newest === undefined ? null : await changesSince(newest.pairs),
    answers: newest === undefined ? new Map() : await answersTo(ctx, listId, newest.number),
  };
}

async function answersTo(ctx: AppContext, listId: string, number: number): Promise<Map<string, PairAnswers>> {
  const { id, needId, targetId, side, status, reason } = matchAnswerTable;
  const rows = await ctx.db.orm
    .select({ id, needId, targetId, side, status, reason })
    .from(matchAnswerTable)
    .where(and(eq(matchAnswerTable.listId, listId), eq(matchAnswerTable.number, number)));
  const answers = new Map<string, PairAnswers>();
  for (const row of rows) {
    const key = `${row.needId} ${row.targetId}`;
    const said = { id: row.id, status: row.status, reason: row.reason };
    answers.set(key, { ...(answers.get(key) ?? { need: null, counterpart: null }), [row.side]: said });
  }
  return answers;
}
