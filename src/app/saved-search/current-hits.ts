import { mostCompared } from "../../domain/saved-search/new-hits.ts";
import type { SavedQuery } from "../../domain/saved-search/saved-query.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { BoxHit } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";
import { indexedHits, openIds } from "../search/search-ids.ts";

/** What the index finds for a saved search, the newest first; null while it does not answer. */
export function indexedNow(ctx: AppContext, { text, kind, filter }: SavedQuery): Promise<BoxHit[] | null> {
  const kinds = kind === null ? entityKinds : [kind];
  return indexedHits({
    ctx,
    input: { query: text, kinds, filter: filter as Record<string, readonly string[]>, limit: mostCompared },
  });
}

/** Ids of what a saved search finds for the principal now, the newest first; null while the index does not answer. */
export async function currentHits(ctx: AppContext, query: SavedQuery): Promise<string[] | null> {
  const hits = await indexedNow(ctx, query);
  if (hits === null) return null;
  const open = await openIds({ ctx, hits });
  return hits.filter(({ id }) => open.has(id)).map(({ id }) => id);
}
