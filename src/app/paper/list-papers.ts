import type { PaperChange } from "../../domain/paper/digest.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { namesOf } from "../account/names-of.ts";
import type { AppContext } from "../context.ts";
import { latestVersion, listVersions, type VersionBrief } from "../match-list/approve-list.ts";
import { findList, type MatchListRow } from "../match-list/list-scope.ts";
import { organizationNames } from "../organization/name-organizations.ts";
import { composePaper } from "./compose-paper.ts";
import { type Party, partiesOf } from "./parties.ts";
import { changeOf, latestPrintouts, type Printout } from "./printout.ts";

/** A printout as its list shows it. */
export interface PaperStanding {
  printout: Printout;
  madeByName: string;
  /** Only who made it opens it: everybody gives a reason of their own. */
  isMine: boolean;
  /** What changed since; null = nothing; `gone` where it cannot be made any more, `unchecked` where opening it tells. */
  change: PaperChange | null | "gone" | "unchecked";
  /** A later version was approved. */
  superseded: boolean;
}

export interface ListPapers {
  list: MatchListRow;
  /** The newest first. */
  versions: VersionBrief[];
  /** Parties of the newest version. */
  parties: Party[];
  printouts: PaperStanding[];
  /** Name of the principal's organisation, for the notice; "" where it has none. */
  issuer: string;
}

const mostShown = 10;
/** Pairs composed to work out badges: some 0.2 s. Of a longer list opening a printout tells. */
const pairsChecked = 100;

/** What can be printed of a list, and what was, with whether it still says what the data say.
 * @throws AppError `not_found`, `forbidden` */
export async function listPapers({
  ctx,
  words,
  listId,
}: {
  ctx: AppContext;
  words: PaperWords;
  listId: string;
}): Promise<ListPapers> {
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const versions = await listVersions(ctx, listId);
  const newest = await latestVersion(ctx, listId);
  const printouts = (await latestPrintouts(ctx, listId, mostShown)).filter((each) => each.organizationId === null);
  const names = await namesOf(
    ctx,
    printouts.map(({ madeBy }) => madeBy),
  );
  const standings: PaperStanding[] = [];
  const pairs = newest?.pairs.length ?? 0;
  for (const [at, printout] of printouts.entries()) {
    const checked = (at + 1) * pairs <= pairsChecked;
    standings.push({
      printout,
      madeByName: names.get(printout.madeBy)!,
      isMine: printout.madeBy === ctx.principal.id,
      change: checked ? await standingOf(ctx, list, printout, words) : "unchecked",
      superseded: printout.number !== null && newest !== undefined && newest.number > printout.number,
    });
  }
  return {
    list,
    versions,
    parties: newest === undefined ? [] : await partiesOf(ctx, newest.pairs),
    printouts: standings,
    issuer: await issuerOf(ctx),
  };
}

async function standingOf(
  ctx: AppContext,
  list: MatchListRow,
  printout: Printout,
  words: PaperWords,
): Promise<PaperStanding["change"]> {
  try {
    return changeOf(printout, (await composePaper(ctx, list, printout, words)).paper);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return "gone";
    throw error;
  }
}

async function issuerOf(ctx: AppContext): Promise<string> {
  const organizationId = ctx.principal.kind === "user" ? ctx.principal.organizationId : null;
  return organizationId === null ? "" : (await organizationNames(ctx, [organizationId]))[0]!;
}
