import { asc, eq } from "drizzle-orm";
import { matchSheetTable } from "../../db/schema/match-list.ts";
import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
import { beijingYear } from "../../domain/shared/beijing-time.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { currentPairs, findVersion } from "../match-list/approve-list.ts";
import type { MatchListRow } from "../match-list/list-scope.ts";

/** What of a list goes onto paper. */
export interface PrintedList {
  list: MatchListRow;
  /** null = as it is being worked on. */
  number: number | null;
  /** In the order of the list: of a version those on it, else all of the list. */
  needIds: readonly string[];
  pairs: readonly ListedPair[];
  /** The year by which what is recent is told. */
  year: number;
}

/** A list in one of its versions, or as it stands now. The caller has asked whether the list may be read.
 * @throws AppError `not_found` for a version it does not have */
export async function readPrinted(ctx: AppContext, list: MatchListRow, number: number | null): Promise<PrintedList> {
  if (number === null) {
    const sheets = await ctx.db.orm
      .select({ needId: matchSheetTable.needId })
      .from(matchSheetTable)
      .where(eq(matchSheetTable.listId, list.id))
      .orderBy(asc(matchSheetTable.place));
    const needIds = sheets.map(({ needId }) => needId);
    return { list, number, needIds, pairs: await currentPairs(ctx, list.id), year: beijingYear(list.createdAt) };
  }
  const version = await findVersion(ctx, list.id, number);
  if (version === undefined) throw notFound("名单版本");
  const needIds = [...new Set(version.pairs.map(({ needId }) => needId))];
  return { list, number, needIds, pairs: version.pairs, year: beijingYear(version.approvedAt) };
}
