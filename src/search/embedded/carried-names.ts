import type { FacetFilter } from "../engine.ts";
import { hasBit } from "./bitset.ts";
import { allowedDocuments } from "./facets.ts";
import { placeOfLabel } from "./segment/label-column.ts";
import type { Segment } from "./segment/segment.ts";

/** Those of `names` that a live document inside the filter carries. */
export function carriedNames(
  segments: readonly Segment[],
  within: FacetFilter,
  names: Iterable<string>,
): ReadonlySet<string> {
  const left = new Set(names);
  const carried = new Set<string>();
  for (const segment of segments) {
    const { labels, offsets, entries } = segment.names;
    const sought = new Uint8Array(labels.length);
    let open = 0;
    for (const name of left) {
      const at = placeOfLabel(labels, name);
      if (at === null) continue;
      sought[at] = 1;
      open += 1;
    }
    if (open === 0) continue;
    const inside = allowedDocuments(segment, within);
    for (let doc = 0; doc < segment.ids.length && open > 0; doc++) {
      for (let at = offsets[doc]!; at < offsets[doc + 1]!; at++) {
        const label = entries[at]!;
        if (sought[label] === 0 || !hasBit(inside, doc)) continue;
        sought[label] = 0;
        open -= 1;
        carried.add(labels[label]!);
        left.delete(labels[label]!);
      }
    }
  }
  return carried;
}
