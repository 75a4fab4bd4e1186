import type { EntityKind } from "../../domain/shared/entity.ts";
import { type FacetName, type SearchQuery, searchFacets, without } from "./search-query.ts";

/** A filter that may be dropped, and how many hits that would bring. */
export interface DropOffer {
  /** null: the choice of a kind. */
  facet: FacetName | null;
  values: readonly string[];
  total: number;
  query: SearchQuery;
}

/** Tries the query without each of its filters in turn, best first; offers that bring nothing are left out. */
export async function dropOffers(
  query: SearchQuery,
  count: (query: SearchQuery) => Promise<number>,
): Promise<DropOffer[]> {
  const trials: Omit<DropOffer, "total">[] = searchFacets
    .filter((facet) => query.filter[facet] !== undefined)
    .map((facet) => ({ facet, values: query.filter[facet]!, query: without(query, facet) }));
  if (query.kind !== null)
    trials.push({ facet: null, values: [query.kind satisfies EntityKind], query: { ...query, kind: null, page: 1 } });
  const offers: DropOffer[] = [];
  for (const trial of trials) offers.push({ ...trial, total: await count(trial.query) });
  return offers.filter((offer) => offer.total > 0).sort((a, b) => b.total - a.total);
}
