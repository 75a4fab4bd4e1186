import type { AppContext } from "../context.ts";
import { latestVersion, listVersions, type VersionBrief } from "../match-list/approve-list.ts";
import { findList, type MatchListRow } from "../match-list/list-scope.ts";
import { organizationNames } from "../organization/name-organizations.ts";
import { type ListedPrintout, listedPrintouts } from "./check-printout.ts";
import { type Party, partiesOf } from "./parties.ts";
import { latestPrintouts } from "./printout.ts";

export interface ListPapers {
  list: MatchListRow;
  /** The newest first. */
  versions: VersionBrief[];
  /** Parties of the newest version. */
  parties: Party[];
  printouts: ListedPrintout[];
  /** Name of the principal's organisation, for the notice; "" where it has none. */
  issuer: string;
}

const mostShown = 10;

/** What can be printed of a list, and what was. Whether that still holds, `checkPrintout` tells of one at a time: it has to be composed anew.
 * @throws AppError `not_found`, `forbidden` */
export async function listPapers({ ctx, listId }: { ctx: AppContext; listId: string }): Promise<ListPapers> {
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const versions = await listVersions(ctx, listId);
  const newest = await latestVersion(ctx, listId);
  const printouts = await latestPrintouts(ctx, listId, mostShown);
  return {
    list,
    versions,
    parties: newest === undefined ? [] : await partiesOf(ctx, newest.pairs),
    printouts: await listedPrintouts(ctx, printouts, newest?.number),
    issuer: await issuerOf(ctx),
  };
}

async function issuerOf(ctx: AppContext): Promise<string> {
  const organizationId = ctx.principal.kind === "user" ? ctx.principal.organizationId : null;
  return organizationId === null ? "" : (await organizationNames(ctx, [organizationId]))[0]!;
}
