import { diffPairs, type PairChange } from "../../domain/match-list/listed-pair.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { findVersion, type ListVersion } from "./approve-list.ts";
import { findList, type MatchListRow } from "./list-scope.ts";

export interface ListVersionView {
  list: MatchListRow;
  version: ListVersion;
  /** Against the version it is compared with; null for the first. */
  changes: PairChange[] | null;
}

/** One approved version and what it changed.
 * @param against number of the version to compare with. @default the one before
 * @throws AppError `not_found` for the list and for either version */
export async function getVersion({
  ctx,
  listId,
  number,
  against,
}: {
  ctx: AppContext;
  listId: string;
  number: number;
  against?: number | undefined;
}): Promise<ListVersionView> {
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const version = await findVersion(ctx, list.id, number);
  const before = await findVersion(ctx, list.id, against ?? number - 1);
  if (version === undefined || (against !== undefined && before === undefined)) throw notFound("名单版本");
  return { list, version, changes: before === undefined ? null : diffPairs(before.pairs, version.pairs) };
}
