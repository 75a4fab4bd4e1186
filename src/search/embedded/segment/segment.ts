import { type Bitset, clearBit, fullBitset, hasBit } from "../bitset.ts";
import type { Pacer } from "../pacer.ts";
import type { ImpactScale } from "../scoring.ts";
import { BagReader } from "./bag-stream.ts";
import type { DocumentColumns } from "./document-columns.ts";
import { invertBags } from "./invert-bags.ts";
import { invertLabels } from "./label-column.ts";
import type { Postings } from "./postings.ts";

/** Columns with the inverted index over them. Immutable but for `live`, `liveCount` and `frequencies`, which removals lower. */
export interface Segment extends DocumentColumns, Postings {
  facetStarts: Uint32Array;
  facetDocs: Uint32Array;
  live: Bitset;
  liveCount: number;
}

/** The index over columns, with impacts under the scale.
 * @param saved postings made of the same columns under the same scale, where a snapshot holds them */
export async function createSegment(
  columns: DocumentColumns,
  scale: ImpactScale,
  pacer: Pacer,
  saved?: Postings,
): Promise<Segment> {
  const postings = saved ?? (await invertBags(columns, scale, pacer));
  const facets = invertLabels(columns.facets);
  return {
    ...columns,
    ...postings,
    facetStarts: facets.starts,
    facetDocs: facets.docs,
    live: fullBitset(columns.ids.length),
    liveCount: columns.ids.length,
  };
}

/** Number of the live document with this id; −1 when there is none. */
export function findLive(segment: Segment, id: string): number {
  let low = 0;
  let high = segment.ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (segment.ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return segment.ids[low] === id && hasBit(segment.live, low) ? low : -1;
}

/** Takes a live document out of every count; its postings stay until the next merge. */
export function killDocument(segment: Segment, doc: number): void {
  clearBit(segment.live, doc);
  segment.liveCount--;
  const reader = new BagReader(segment.bags);
  reader.open(segment.bagOffsets[doc]!, segment.bagOffsets[doc + 1]!);
  while (reader.next()) segment.frequencies[reader.term]!--;
}

/** Bytes of the arrays, without JavaScript strings (ids, labels). */
export function segmentBytes(segment: Segment): number {
  let bytes = 0;
  for (const part of [segment, segment.terms, segment.facets, segment.names]) {
    for (const value of Object.values(part)) if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  }
  return bytes;
}
