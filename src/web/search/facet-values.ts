import type { CodeLists } from "../../http/code-lists.ts";
import { trlText } from "../format/labels.ts";
import type { FacetName, FacetTree } from "./search-query.ts";

/** Counts as the search use case gives them. */
export type FacetCounts = Readonly<Record<string, readonly { value: string; count: number }[]>>;

/** One line of a facet. */
export interface ShownValue {
  value: string;
  count: number;
  /** 0 for the top level. */
  depth: number;
}

/** The trees fields and regions form. */
export function facetTree(lists: CodeLists): FacetTree {
  return (facet, value) => (facet === "field" || facet === "region" ? lists[facet].path(value).slice(0, -1) : []);
}

/** What a facet value is called. */
export function facetValueName(lists: CodeLists, facet: FacetName, value: string): string {
  if (facet === "field" || facet === "region") return lists[facet].name(value) ?? value;
  if (facet === "trl") return trlText(Number(value));
  return value;
}

/** The top level of a facet, and what lies below a chosen value, children after their parent. Codes without a name are left out unless chosen. */
export function shownValues(
  lists: CodeLists,
  facet: FacetName,
  chosen: readonly string[],
  counts: readonly { value: string; count: number }[],
): ShownValue[] {
  const above = facetTree(lists);
  const coded = facet === "field" || facet === "region";
  const known = counts.filter(({ value }) => !coded || lists[facet].get(value) !== undefined);
  const byValue = new Map(known.map(({ value, count }) => [value, count]));
  for (const value of chosen) if (!byValue.has(value)) byValue.set(value, 0);
  const open = new Set(chosen.flatMap((value) => [...above(facet, value), value]));
  const parentOf = (value: string) => above(facet, value).findLast((code) => byValue.has(code));
  const entries = [...byValue].map(([value, count]) => ({ value, count, parent: parentOf(value) }));
  const listBelow = (parent: string | undefined, depth: number): ShownValue[] =>
    entries
      .filter((entry) => entry.parent === parent)
      .flatMap(({ value, count }) => [
        { value, count, depth },
        ...(open.has(value) ? listBelow(value, depth + 1) : []),
      ]);
  return listBelow(undefined, 0);
}
