import { and, eq, like, type SQL, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { matchListTable } from "../../db/schema/match-list.ts";
import { type MatchListAction, matchListActions, matchListCan } from "../../domain/match-list/match-list.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { Principal } from "../../domain/shared/principal.ts";
import { regionPrefix } from "../../domain/taxonomy/region-code.ts";
import { requireDuty } from "../duty.ts";

export type MatchListRow = typeof matchListTable.$inferSelect;

/** The region whose lists somebody works on; null = everywhere. */
export function regionInCharge(principal: Principal): string | null {
  return principal.kind === "user" || principal.kind === "token" ? principal.region : null;
}

/** The lists staff may work on: those of their region's subtree; undefined means every list.
 * @throws AppError `unauthenticated`, `forbidden` for everybody but staff */
export function listScope(principal: Principal): SQL | undefined {
  requireDuty(principal, "curateLists");
  const region = regionInCharge(principal);
  return region === null ? undefined : like(matchListTable.scopeRegion, `${regionPrefix(region)}%`);
}

/** The list, if the principal may work on it.
 * @throws AppError `not_found` */
export async function findList(orm: Orm, principal: Principal, id: string): Promise<MatchListRow> {
  const rows = await orm
    .select()
    .from(matchListTable)
    .where(and(eq(matchListTable.id, id), listScope(principal)));
  if (rows[0] === undefined) throw notFound("对接名单");
  return rows[0];
}

/** @throws AppError `precondition_failed` where the list's state forbids the action */
export function requireListCan(action: MatchListAction, { status }: MatchListRow): void {
  if (matchListCan(action, status)) return;
  const { label } = matchListActions[action];
  throw new AppError("precondition_failed", `名单当前状态不能${label}。`, { reason: status });
}

/** Locks the list against other writers until the transaction ends, where several may be open. */
export async function lockList(tx: Orm, principal: Principal, id: string): Promise<MatchListRow> {
  await tx.execute(sql`select 1 from match_list where id = ${id} for update`);
  return findList(tx, principal, id);
}
