import { and, asc, eq, notExists, sql } from "drizzle-orm";
import { executeRows } from "../../db/execute-rows.ts";
import { isAmong } from "../../db/is-among.ts";
import { userLinkTable, userTable } from "../../db/schema/account.ts";
import { matchSheetTable } from "../../db/schema/match-list.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { diffPairs, type PairChange } from "../../domain/match-list/listed-pair.ts";
import { includedOf, type Sheet } from "../../domain/match-list/sheet.ts";
import { namesOf } from "../account/names-of.ts";
import type { AppContext } from "../context.ts";
import { type RecordName, readNames } from "../record/read-names.ts";
import { currentPairs, latestVersion, listVersions, type VersionBrief } from "./approve-list.ts";
import { findList, type MatchListRow } from "./list-scope.ts";

/** Pairs of one need by what both parties said: all agreed, one declined, or an answer still to come. */
export interface PairCounts {
  agreed: number;
  declined: number;
  waiting: number;
}

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
  /** Answers to the newest version, by the need's id. */
  answers: ReadonlyMap<string, PairCounts>;
  /** Organisations of an approved list that nobody has an account for: they cannot answer. Empty in other states. */
  withoutAccount: string[];
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
    withoutAccount: list.status === "approved" ? await partiesWithoutAccount(ctx, listId) : [],
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

async function answersTo({ db }: AppContext, listId: string, number: number): Promise<Map<string, PairCounts>> {
  const rows = await executeRows<PairCounts & { needId: string }>(
    db.orm,
    sql`select need_id as "needId", (count(*) filter (where agreed))::int as agreed,
      (count(*) filter (where declined))::int as declined,
      (count(*) filter (where not agreed and not declined))::int as waiting
    from (
      select need_id, bool_and(status = 'accepted') as agreed, bool_or(status = 'declined') as declined
      from match_answer where list_id = ${listId} and number = ${number} group by need_id, target_id
    ) as pair group by need_id`,
  );
  return new Map(rows.map(({ needId, ...counts }) => [needId, counts]));
}

async function partiesWithoutAccount(ctx: AppContext, listId: string): Promise<string[]> {
  const pairs = (await latestVersion(ctx, listId))?.pairs ?? [];
  const asked = new Set(
    pairs
      .flatMap(({ needOrganizationId, targetOrganizationId }) => [needOrganizationId ?? [], targetOrganizationId ?? []])
      .flat(),
  );
  if (asked.size === 0) return [];
  const { id, name } = organizationTable;
  const served = ctx.db.orm
    .select({ id: userTable.organizationId })
    .from(userTable)
    .where(and(eq(userTable.organizationId, id), eq(userTable.status, "active")));
  const linked = ctx.db.orm
    .select({ id: userLinkTable.organizationId })
    .from(userLinkTable)
    .where(eq(userLinkTable.organizationId, id));
  const rows = await ctx.db.orm
    .select({ name })
    .from(organizationTable)
    .where(and(isAmong(id, asked), notExists(served), notExists(linked)))
    .orderBy(asc(name));
  return rows.map((row) => row.name);
}
