import { and, asc, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { latestNeedScores } from "../../db/match-runs.ts";
import { matchListTable, matchListVersionTable, matchSheetTable } from "../../db/schema/match-list.ts";
import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
import { type MatchListAction, matchListActions } from "../../domain/match-list/match-list.ts";
import { includedOf, type SheetTarget } from "../../domain/match-list/sheet.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { readNames } from "../record/read-names.ts";
import { within } from "../within.ts";
import { lockList, type MatchListRow, requireListCan } from "./list-scope.ts";

export type ListVersion = typeof matchListVersionTable.$inferSelect;

/** A version without what stands on it. */
export interface VersionBrief extends Omit<ListVersion, "pairs"> {
  pairCount: number;
}

/** Freezes what is on the list as its next version.
 * @throws AppError `not_found`, `precondition_failed` (its state, or nobody on it) */
export async function approveList({ ctx, listId }: { ctx: AppContext; listId: string }): Promise<ListVersion> {
  return ctx.db.transaction(async (tx) => {
    const inside = within(ctx, tx);
    const list = await lockList(tx, ctx.principal, listId);
    requireListCan("approve", list);
    const pairs = await currentPairs(inside, listId);
    if (pairs.length === 0) {
      throw new AppError("precondition_failed", "名单上还没有候选，请先为需求选入专家或成果。", { reason: "empty" });
    }
    const last = await latestVersion(inside, listId);
    const version: ListVersion = {
      listId,
      number: (last?.number ?? 0) + 1,
      pairs,
      approvedBy: ctx.principal.id,
      approvedAt: ctx.now(),
      sentAt: null,
    };
    await tx.insert(matchListVersionTable).values(version);
    await setStatus(inside, list, "approve", { number: version.number, pairs: pairs.length });
    return version;
  });
}

/** Moves a list on, or back to `draft`, by its state table.
 * @throws AppError `not_found`, `precondition_failed` */
export async function moveList({
  ctx,
  listId,
  action,
}: {
  ctx: AppContext;
  listId: string;
  action: "reopen" | "close";
}): Promise<MatchListRow> {
  return ctx.db.transaction(async (tx) => {
    const list = await lockList(tx, ctx.principal, listId);
    requireListCan(action, list);
    return setStatus(within(ctx, tx), list, action, {});
  });
}

/** Writes the state an action leads to, and that it was done. The caller holds the list within `ctx` and has asked whether it may. */
export async function setStatus(
  ctx: AppContext,
  list: MatchListRow,
  action: Exclude<MatchListAction, "curate">,
  details: Readonly<Record<string, unknown>>,
): Promise<MatchListRow> {
  const change = { status: matchListActions[action].to, version: list.version + 1, updatedAt: ctx.now() };
  await ctx.db.orm.update(matchListTable).set(change).where(eq(matchListTable.id, list.id));
  await appendAudit(ctx, ctx.db.orm, {
    action: `list.${action}`,
    subjectKind: "list",
    subjectId: list.id,
    details: { from: list.status, ...details },
  });
  return { ...list, ...change };
}

/** Every approved version of a list, the newest first. */
export async function listVersions(ctx: AppContext, listId: string): Promise<VersionBrief[]> {
  const { pairs, ...brief } = getTableColumns(matchListVersionTable);
  return ctx.db.orm
    .select({ ...brief, pairCount: sql<number>`jsonb_array_length(${pairs})` })
    .from(matchListVersionTable)
    .where(eq(matchListVersionTable.listId, listId))
    .orderBy(desc(matchListVersionTable.number));
}

export async function latestVersion(ctx: AppContext, listId: string): Promise<ListVersion | undefined> {
  const rows = await ctx.db.orm
    .select()
    .from(matchListVersionTable)
    .where(eq(matchListVersionTable.listId, listId))
    .orderBy(desc(matchListVersionTable.number))
    .limit(1);
  return rows[0];
}

/** One approved version of a list; undefined for a number it does not have. */
export async function findVersion(ctx: AppContext, listId: string, number: number): Promise<ListVersion | undefined> {
  // A number of an address: what no version can have is not asked for.
  if (!Number.isInteger(number) || number < 1 || number > mostVersions) return undefined;
  const { listId: of, number: is } = matchListVersionTable;
  const rows = await ctx.db.orm
    .select()
    .from(matchListVersionTable)
    .where(and(eq(of, listId), eq(is, number)));
  return rows[0];
}

/** Greatest number the column holds. */
const mostVersions = 2 ** 31 - 1;

/** What stands on the list now, in the order of its needs. Records that are gone since are left out. */
export async function currentPairs(ctx: AppContext, listId: string): Promise<ListedPair[]> {
  const sheets = await ctx.db.orm
    .select()
    .from(matchSheetTable)
    .where(eq(matchSheetTable.listId, listId))
    .orderBy(asc(matchSheetTable.place));
  const onlySearchable = true;
  const needIds = sheets.map(({ needId }) => needId);
  const needs = await readNames(ctx, "need", needIds, { onlySearchable });
  const entries = sheets.flatMap(({ sheet }) => includedOf(sheet));
  const targetIds = (kind: SheetTarget["kind"]) =>
    entries.filter(({ target }) => target.kind === kind).map(({ target }) => target.id);
  const targets = {
    expert: await readNames(ctx, "expert", targetIds("expert"), { onlySearchable }),
    achievement: await readNames(ctx, "achievement", targetIds("achievement"), { onlySearchable }),
  };
  const included = entries.map(({ target }) => target.id);
  const scores = await latestNeedScores(ctx.db.orm, [...needs.keys()], [...new Set(included)]);
  const pairs: ListedPair[] = [];
  for (const { needId, sheet } of sheets) {
    const need = needs.get(needId);
    if (need === undefined) continue;
    let place = 0;
    for (const { target, note } of includedOf(sheet)) {
      const found = targets[target.kind].get(target.id);
      if (found === undefined) continue;
      place += 1;
      pairs.push({
        needId,
        needNumber: need.number,
        needTitle: need.title,
        needVersion: need.version,
        needOrganizationId: need.organizationId,
        target,
        targetTitle: found.title,
        targetVersion: found.version,
        targetOrganizationId: found.organizationId,
        place,
        note,
        score: scores.get(`${needId} ${target.id}`) ?? null,
      });
    }
  }
  return pairs;
}
