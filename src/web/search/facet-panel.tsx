import type { CodeLists } from "../../http/code-lists.ts";
import { type FacetCounts, facetTree, facetValueName, type ShownValue, shownValues } from "./facet-values.ts";
import { type FacetName, facetLabels, type SearchQuery, searchFacets, searchHref, toggled } from "./search-query.ts";

/** Values of a facet shown before the rest folds away. */
const openValues = 8;

/** Filters with counts, as plain links. */
export function FacetPanel({ query, facets, lists }: { query: SearchQuery; facets: FacetCounts; lists: CodeLists }) {
  const groups = searchFacets.map((facet) => ({
    facet,
    values: shownValues(lists, facet, query.filter[facet] ?? [], facets[facet] ?? []),
  }));
  const filled = groups.filter((group) => group.values.length > 0);
  if (filled.length === 0) return null;
  return (
    <aside class="facet-panel" id="filters" aria-label="筛选条件">
      {filled.map(({ facet, values }) => (
        <section class="facet">
          <h2>{facetLabels[facet]}</h2>
          <FacetList query={query} facet={facet} values={values.slice(0, openValues)} lists={lists} />
          {values.length <= openValues ? null : (
            <details class="more">
              <summary>更多 {values.length - openValues} 项</summary>
              <FacetList query={query} facet={facet} values={values.slice(openValues, openValues * 5)} lists={lists} />
            </details>
          )}
        </section>
      ))}
    </aside>
  );
}

function FacetList(props: { query: SearchQuery; facet: FacetName; values: readonly ShownValue[]; lists: CodeLists }) {
  const { query, facet, values, lists } = props;
  return (
    <ul class="facet-values">
      {values.map(({ value, count, depth }) => {
        const active = query.filter[facet]?.includes(value) ?? false;
        return (
          <li class={`facet-depth-${depth}`}>
            <a
              class="facet-value"
              href={searchHref(toggled(query, facet, value, facetTree(lists)))}
              aria-current={active ? "true" : undefined}
            >
              <span class="facet-name">{facetValueName(lists, facet, value)}</span>
              <span class="facet-count">{count}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
