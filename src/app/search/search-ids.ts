import { and } from "drizzle-orm";
import { isAmong } from "../../db/is-among.ts";
import { searchable } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { audienceOf } from "../../domain/shared/principal.ts";
import type { BoxHit } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";
import { scopeFor } from "../scope.ts";
import { searchSpace } from "./search-space.ts";

export interface SearchIdsInput {
  query: string;
  kinds: readonly EntityKind[];
  filter: Readonly<Record<string, readonly string[]>>;
  /** How many hits are looked at. */
  limit: number;
}

/**
 * What the index finds for the principal, the newest first; by the rules of `searchRecords`. What has changed since it was indexed may be
 * among it: show and count only what `openIds` leaves.
 * @returns null where the engine does not answer, or not fully: a short list would be taken for all there is
 */
export async function indexedHits({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: SearchIdsInput;
}): Promise<BoxHit[] | null> {
  const result = await searchSpace(ctx)
    .then((space) => ctx.search.search({ ...input, offset: 0, order: "newest", ...space }))
    .catch(() => null);
  return result === null || result.degraded ? null : result.hits;
}

/** Which of the hits the principal may see now, one statement a kind. */
export async function openIds({ ctx, hits }: { ctx: AppContext; hits: readonly BoxHit[] }): Promise<Set<string>> {
  const open = new Set<string>();
  for (const kind of entityKinds) {
    const ofKind = hits.filter((hit) => hit.kind === kind);
    for (const id of await visibleIds(ctx, kind, ofKind)) open.add(id);
  }
  return open;
}

async function visibleIds(ctx: AppContext, kind: EntityKind, hits: readonly BoxHit[]): Promise<string[]> {
  if (hits.length === 0) return [];
  const { id, version } = recordTable(kind);
  const rows = await ctx.db.orm
    .select({ id, version })
    .from(recordTable(kind))
    .where(
      and(
        isAmong(
          id,
          hits.map((hit) => hit.id),
        ),
        scopeFor(ctx.principal, "search", kind),
        searchable(kind),
      ),
    );
  const indexed = new Map(hits.map((hit) => [hit.id, hit.version]));
  const asIndexed = (row: { id: string; version: number }) => indexed.get(row.id) === row.version;
  return rows.filter((row) => audienceOf(ctx.principal) === "internal" || asIndexed(row)).map((row) => row.id);
}
