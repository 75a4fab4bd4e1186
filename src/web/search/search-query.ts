import { type FacetName, searchFacets, searchPath } from "../../domain/saved-search/saved-query.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";

export { type FacetName, searchFacets } from "../../domain/saved-search/saved-query.ts";

export const facetLabels: Record<FacetName, string> = {
  field: "技术领域",
  region: "所在地区",
  organization: "单位",
  mode: "合作方式",
  trl: "技术成熟度",
};

export const hitsPerPage = 10;
/** Longest query searched, UTF-16 units; the box holds no more. */
export const maxQueryChars = 500;
const maxPage = 500;
const maxValues = 20;

/** What the address of a search page says. */
export interface SearchQuery {
  text: string;
  /** null searches all kinds. */
  kind: EntityKind | null;
  filter: Partial<Record<FacetName, readonly string[]>>;
  /** 1-based. */
  page: number;
  /** The records made last first, rather than the best. */
  newest?: boolean;
}

/** Reads an address; whatever it does not understand is left out rather than refused. */
export function readSearchQuery(params: URLSearchParams): SearchQuery {
  const kind = params.get("kind");
  const filter: SearchQuery["filter"] = {};
  for (const facet of searchFacets) {
    const values = [...new Set(params.getAll(facet).filter((value) => value !== "" && value.length <= 120))];
    if (values.length > 0) filter[facet] = values.slice(0, maxValues);
  }
  const page = Number(params.get("page") ?? "1");
  return {
    text: (params.get("q") ?? "").trim().slice(0, maxQueryChars),
    kind: entityKinds.find((known) => known === kind) ?? null,
    filter,
    page: Number.isInteger(page) && page >= 1 && page <= maxPage ? page : 1,
    ...(params.get("sort") === "newest" && { newest: true }),
  };
}

/** Address of a search. */
export const searchHref = (query: SearchQuery): string => searchPath(query);

/** Values above `value` in a facet whose values form a tree, root first; none in a flat facet. */
export type FacetTree = (facet: FacetName, value: string) => readonly string[];

/** The query with one facet value switched on or off, back on page 1. A value takes the place of those above and below it. */
export function toggled(query: SearchQuery, facet: FacetName, value: string, tree: FacetTree): SearchQuery {
  const held = query.filter[facet] ?? [];
  const related = (other: string) => tree(facet, value).includes(other) || tree(facet, other).includes(value);
  const values = held.includes(value)
    ? held.filter((other) => other !== value)
    : [...held.filter((other) => !related(other)), value];
  return { ...query, page: 1, filter: withFacet(query.filter, facet, values) };
}

/** The query without any value of one facet. */
export function without(query: SearchQuery, facet: FacetName): SearchQuery {
  return { ...query, page: 1, filter: withFacet(query.filter, facet, []) };
}

/** Every facet value in force, in order. */
export function activeFilters(query: SearchQuery): { facet: FacetName; value: string }[] {
  return searchFacets.flatMap((facet) => (query.filter[facet] ?? []).map((value) => ({ facet, value })));
}

function withFacet(filter: SearchQuery["filter"], facet: FacetName, values: readonly string[]): SearchQuery["filter"] {
  const { [facet]: _, ...others } = filter;
  return values.length === 0 ? others : { ...others, [facet]: values };
}
