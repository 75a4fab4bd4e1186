import { and, eq, isNull } from "drizzle-orm";
import { matchListTable } from "../../db/schema/match-list.ts";
import { printoutTable } from "../../db/schema/printout.ts";
import type { PaperChange } from "../../domain/paper/digest.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { namesOf } from "../account/names-of.ts";
import type { AppContext } from "../context.ts";
import { latestVersion } from "../match-list/approve-list.ts";
import { listScope, type MatchListRow } from "../match-list/list-scope.ts";
import { composePaper } from "./compose-paper.ts";
import { changeOf, type Printout } from "./printout.ts";

/** A printout as its list shows it. */
export interface ListedPrintout {
  printout: Printout;
  madeByName: string;
  /** Only who made it opens it: everybody gives a reason of their own. */
  isMine: boolean;
  /** A later version was approved. */
  superseded: boolean;
}

/** What the data say otherwise than a printout does; null = nothing; `gone` where it cannot be made any more. */
export type PaperStanding = PaperChange | null | "gone";

/** Whether a printout of a list still says what the data say, for whoever works on the list; the document is composed to tell.
 * @throws AppError `unauthenticated`, `forbidden`; `not_found`, also for a party's own handbook */
export async function checkPrintout({
  ctx,
  words,
  id,
}: {
  ctx: AppContext;
  words: PaperWords;
  id: string;
}): Promise<{ list: MatchListRow; listed: ListedPrintout; standing: PaperStanding }> {
  const rows = await ctx.db.orm
    .select({ printout: printoutTable, list: matchListTable })
    .from(printoutTable)
    .innerJoin(matchListTable, eq(matchListTable.id, printoutTable.listId))
    .where(and(eq(printoutTable.id, id), isNull(printoutTable.organizationId), listScope(ctx.principal)));
  const found = rows[0];
  if (found === undefined) throw notFound("打印稿");
  const { list, printout } = found;
  const newest = await latestVersion(ctx, list.id);
  const [listed] = await listedPrintouts(ctx, [printout], newest?.number);
  return { list, listed: listed!, standing: await standingOf(ctx, list, printout, words) };
}

/** @param newest number of the newest approved version of their list */
export async function listedPrintouts(
  ctx: AppContext,
  printouts: readonly Printout[],
  newest: number | undefined,
): Promise<ListedPrintout[]> {
  const names = await namesOf(
    ctx,
    printouts.map(({ madeBy }) => madeBy),
  );
  return printouts.map((printout) => ({
    printout,
    madeByName: names.get(printout.madeBy)!,
    isMine: printout.madeBy === ctx.principal.id,
    superseded: printout.number !== null && newest !== undefined && newest > printout.number,
  }));
}

async function standingOf(
  ctx: AppContext,
  list: MatchListRow,
  printout: Printout,
  words: PaperWords,
): Promise<PaperStanding> {
  try {
    return changeOf(printout, (await composePaper(ctx, list, printout, words)).paper);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return "gone";
    throw error;
  }
}
