import type { FacetFilter } from "../engine.ts";
import { type Bitset, createBitset, forEachBit, intersect, setBit } from "./bitset.ts";
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

/** Adds to each facet's counts how many of these documents have each of its values: one walk, however many facets. */
export function countFacets(segment: Segment, docs: Bitset, counts: ReadonlyMap<string, Map<string, number>>): void {
  const { labels, offsets, entries } = segment.facets;
  const found = new Uint32Array(labels.length);
  forEachBit(docs, (doc) => {
    const end = offsets[doc + 1]!;
    for (let at = offsets[doc]!; at < end; at++) found[entries[at]!]!++;
  });
  for (const [facet, values] of counts) {
    const prefix = facet + facetSeparator;
    // The separator is the smallest character, so the next one ends the facet's labels.
    const end = lowerLabel(labels, `${facet}\u0001`);
    for (let label = lowerLabel(labels, prefix); label < end; label++) {
      if (found[label] === 0) continue;
      const value = labels[label]!.slice(prefix.length);
      values.set(value, (values.get(value) ?? 0) + found[label]!);
    }
  }
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
