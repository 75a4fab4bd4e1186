import { type FacetName, type SearchQuery, searchFacets, without } from "./search-query.ts";

/** What an offer gives up: one facet, the choice of a kind, all filters, or these and the kind. */
export type Drop = { facet: FacetName; values: readonly string[] } | "kind" | "filters" | "everything";

/** A filter that may be dropped, and how many hits that brings. */
export interface DropOffer {
  drop: Drop;
  gain: number;
  query: SearchQuery;
}

/**
 * Tries a query without hits with each of its filters dropped in turn, most hits first; what brings nothing is left out. Where no
 * single one helps, all filters are tried together, then with the kind.
 * @param count hits of a query, as the asker would see them
 */
export async function dropOffers(
  query: SearchQuery,
  count: (query: SearchQuery) => Promise<number>,
): Promise<DropOffer[]> {
  const held = searchFacets.filter((facet) => query.filter[facet] !== undefined);
  const single: Omit<DropOffer, "gain">[] = held.map((facet) => ({
    drop: { facet, values: query.filter[facet]! },
    query: without(query, facet),
  }));
  if (query.kind !== null) single.push({ drop: "kind", query: { ...query, kind: null, page: 1 } });
  const offers = await tried(single, count);
  if (offers.length > 0 || single.length < 2) return offers;
  const bare = { ...query, filter: {}, page: 1 };
  const unfiltered = held.length < 2 ? [] : await tried([{ drop: "filters", query: bare }], count);
  return unfiltered.length > 0 || query.kind === null
    ? unfiltered
    : tried([{ drop: "everything", query: { ...bare, kind: null } }], count);
}

async function tried(
  trials: readonly Omit<DropOffer, "gain">[],
  count: (query: SearchQuery) => Promise<number>,
): Promise<DropOffer[]> {
  const offers: DropOffer[] = [];
  for (const trial of trials) offers.push({ ...trial, gain: await count(trial.query) });
  return offers.filter(({ gain }) => gain > 0).sort((a, b) => b.gain - a.gain);
}
