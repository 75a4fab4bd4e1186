import type { FacetFilter } from "../engine.ts";
import { type Bitset, createBitset, intersect, setBit } from "./bitset.ts";
import { facetSeparator } from "./segment/document-columns.ts";
import type { Segment } from "./segment/segment.ts";

/** Live documents that have, for every facet of the filter, any of its values. A facet without values lets nothing pass. */
export function allowedDocuments(segment: Segment, filter: FacetFilter | undefined): Bitset {
  const allowed = segment.live.slice();
  for (const [facet, values] of Object.entries(filter ?? {})) {
    const having = createBitset(segment.ids.length);
    for (const value of values) {
      const label = lowerLabel(segment.facets.labels, facet + facetSeparator + value);
      if (segment.facets.labels[label] !== facet + facetSeparator + value) continue;
      for (let at = segment.facetStarts[label]!; at < segment.facetStarts[label + 1]!; at++)
        setBit(having, segment.facetDocs[at]!);
    }
    intersect(allowed, having);
  }
  return allowed;
}

/** Adds to `counts` how many of these documents have each value of the facet.
 * @param docs document numbers, none twice */
export function countFacet(segment: Segment, facet: string, docs: Iterable<number>, counts: Map<string, number>): void {
  const { labels, offsets, entries } = segment.facets;
  const prefix = facet + facetSeparator;
  const first = lowerLabel(labels, prefix);
  // The separator is the smallest character, so the next one ends the facet's labels.
  const end = lowerLabel(labels, `${facet}\u0001`);
  const found = new Uint32Array(end - first);
  for (const doc of docs) {
    for (let at = offsets[doc]!; at < offsets[doc + 1]!; at++) {
      const label = entries[at]!;
      if (label >= first && label < end) found[label - first]!++;
    }
  }
  found.forEach((count, at) => {
    if (count === 0) return;
    const value = labels[first + at]!.slice(prefix.length);
    counts.set(value, (counts.get(value) ?? 0) + count);
  });
}

/** First position whose label is ≥ text. */
function lowerLabel(labels: readonly string[], text: string): number {
  let low = 0;
  let high = labels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (labels[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
