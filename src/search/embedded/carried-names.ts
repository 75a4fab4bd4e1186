import type { FacetFilter } from "../engine.ts";
import { hasBit } from "./bitset.ts";
import { allowedDocuments } from "./facets.ts";
import type { Segment } from "./segment/segment.ts";

/** Those of `names` that a live document inside the filter carries. */
export function carriedNames(
  segments: readonly Segment[],
  within: FacetFilter,
  names: Iterable<string>,
): ReadonlySet<string> {
  const wanted = new Set(names);
  const carried = new Set<string>();
  for (const segment of segments) {
    const { labels, offsets, entries } = segment.names;
    const sought = labels.map((label) => wanted.has(label));
    if (!sought.includes(true)) continue;
    const inside = allowedDocuments(segment, within);
    for (let doc = 0; doc < segment.ids.length; doc++) {
      if (!hasBit(inside, doc)) continue;
      for (let at = offsets[doc]!; at < offsets[doc + 1]!; at++) {
        if (sought[entries[at]!] === true) carried.add(labels[entries[at]!]!);
      }
    }
  }
  return carried;
}
