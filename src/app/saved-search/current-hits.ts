import { mostCompared } from "../../domain/saved-search/new-hits.ts";
import type { SavedQuery } from "../../domain/saved-search/saved-query.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { searchIds } from "../search/search-ids.ts";

/** What a saved search finds for the principal now, the newest first; null while the index does not answer. */
export function currentHits(ctx: AppContext, { text, kind, filter }: SavedQuery): Promise<string[] | null> {
  const kinds = kind === null ? entityKinds : [kind];
  return searchIds({
    ctx,
    input: { query: text, kinds, filter: filter as Record<string, readonly string[]>, limit: mostCompared },
  });
}
