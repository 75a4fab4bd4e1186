import { and, asc, eq } from "drizzle-orm";
import { savedSearchTable } from "../../db/schema/saved-search.ts";
import { newHits } from "../../domain/saved-search/new-hits.ts";
import { type SavedQuery, savedName, searchPath } from "../../domain/saved-search/saved-query.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { BoxHit } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { requirePerson } from "../privacy/export-own.ts";
import { openIds } from "../search/search-ids.ts";
import { currentHits, indexedNow } from "./current-hits.ts";

/** A saved search as its owner sees it. */
export interface SavedSearch {
  id: string;
  name: string;
  query: SavedQuery;
  lookedAt: Date;
  /** Hits that were not there when it was last looked at; null while the index does not answer. */
  fresh: number | null;
}

/** One's own saved searches, by name.
 * @throws AppError `unauthenticated`, `forbidden` for programs */
export async function listSearches({ ctx }: { ctx: AppContext }): Promise<SavedSearch[]> {
  const { id: userId } = requirePerson(ctx);
  const rows = await ctx.db.orm
    .select()
    .from(savedSearchTable)
    .where(eq(savedSearchTable.userId, userId))
    .orderBy(asc(savedSearchTable.name), asc(savedSearchTable.id));
  const news: (BoxHit[] | null)[] = [];
  for (const { query, seen } of rows) news.push(await unseenHits(ctx, query, seen));
  const open = await openIds({ ctx, hits: news.flatMap((hits) => hits ?? []) });
  return rows.map(({ id, name, query, lookedAt }, at) => {
    const fresh = news[at]?.filter((hit) => open.has(hit.id)).length ?? null;
    return { id, name, query, lookedAt, fresh };
  });
}

/** Only what is new is asked of the database: of what was seen before, nothing is counted. */
async function unseenHits(ctx: AppContext, query: SavedQuery, seen: readonly string[]): Promise<BoxHit[] | null> {
  const hits = await indexedNow(ctx, query);
  if (hits === null) return null;
  const fresh = new Set(
    newHits(
      hits.map(({ id }) => id),
      seen,
    ),
  );
  return hits.filter(({ id }) => fresh.has(id));
}

/** Notes that one looks at a saved search: what it finds now is no news any more.
 * @returns the address that shows its hits, the newest first
 * @throws AppError `not_found` */
export async function lookAtSearch({ ctx, id }: { ctx: AppContext; id: string }): Promise<string> {
  const own = ownSearch(ctx, id);
  const rows = await ctx.db.orm.select().from(savedSearchTable).where(own);
  const search = rows[0];
  if (search === undefined) throw notFound("检索");
  const hits = await currentHits(ctx, search.query);
  if (hits !== null)
    await ctx.db.orm.update(savedSearchTable).set({ lookedAt: ctx.now(), seen: hits, told: hits }).where(own);
  return searchPath({ ...search.query, newest: true });
}

/** @throws AppError `not_found`, `invalid_input` */
export async function renameSearch({ ctx, id, name }: { ctx: AppContext; id: string; name: string }): Promise<void> {
  const own = ownSearch(ctx, id);
  const set = { name: parseInput(savedName, name) };
  const rows = await ctx.db.orm.update(savedSearchTable).set(set).where(own).returning({ id: savedSearchTable.id });
  if (rows.length === 0) throw notFound("检索");
}

/** @throws AppError `not_found` */
export async function deleteSearch({ ctx, id }: { ctx: AppContext; id: string }): Promise<void> {
  const rows = await ctx.db.orm
    .delete(savedSearchTable)
    .where(ownSearch(ctx, id))
    .returning({ id: savedSearchTable.id });
  if (rows.length === 0) throw notFound("检索");
}

function ownSearch(ctx: AppContext, id: string) {
  return and(eq(savedSearchTable.id, id), eq(savedSearchTable.userId, requirePerson(ctx).id));
}
