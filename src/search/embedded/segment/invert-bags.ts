import type { Pacer } from "../pacer.ts";
import { type ImpactScale, impactUnit, occurrenceWeights, quantise } from "../scoring.ts";
import { BagReader, fieldCount } from "./bag-stream.ts";
import type { DocumentColumns, Postings } from "./document-columns.ts";

/** Documents inverted at a time. Their postings are sorted by term first, so that the whole index is then written front to back once a block:
 * dealing every posting out on its own misses the cache each time, which costs several times as much. */
const blockDocuments = 256;
/** Least bytes of a posting in the bags, which bounds how many a block has. */
const leastPostingBytes = 2;
/** The sort goes by digits of so many bits: 2,048 counters stay in the first-level cache. */
const digitBits = 11;
const digits = 1 << digitBits;

/** Posting lists of documents' bags, each in rising document order. */
export async function invertBags(columns: DocumentColumns, scale: ImpactScale, pacer: Pacer): Promise<Postings> {
  const { bags, bagOffsets, terms, frequencies, lengths } = columns;
  const size = columns.ids.length;
  const starts = new Uint32Array(terms.size + 1);
  for (let term = 0; term < terms.size; term++) starts[term + 1] = starts[term]! + frequencies[term]!;
  const docs = new Uint32Array(starts[terms.size]!);
  const impacts = new Uint16Array(docs.length);
  const maxImpacts = new Uint16Array(terms.size);
  const next = starts.slice();

  const most = largestBlock(bagOffsets);
  const blockTerms = new Uint32Array(most);
  const blockDocs = new Uint32Array(most);
  const blockImpacts = new Uint16Array(most);
  const sorter = createTermSorter(most, terms.size);
  const reader = new BagReader(bags);
  const weights = new Float64Array(fieldCount);
  const unit = impactUnit(scale.params);
  for (let from = 0; from < size; from += blockDocuments) {
    let count = 0;
    for (let doc = from; doc < Math.min(from + blockDocuments, size); doc++) {
      occurrenceWeights(scale, lengths, doc * fieldCount, weights);
      reader.open(bagOffsets[doc]!, bagOffsets[doc + 1]!);
      for (let total = reader.nextTotal(weights); total >= 0; total = reader.nextTotal(weights)) {
        blockTerms[count] = reader.term;
        blockDocs[count] = doc;
        blockImpacts[count++] = quantise(total, scale.params, unit);
      }
    }
    if (pacer.due()) await pacer.rest();
    const order = sorter(blockTerms, count);
    for (let at = 0; at < count; at++) {
      const posting = order[at]!;
      const term = blockTerms[posting]!;
      const impact = blockImpacts[posting]!;
      const place = next[term]!++;
      docs[place] = blockDocs[posting]!;
      impacts[place] = impact;
      if (impact > maxImpacts[term]!) maxImpacts[term] = impact;
    }
    if (pacer.due()) await pacer.rest();
  }
  return { starts, docs, impacts, maxImpacts };
}

/** Most postings that a block of documents can have. */
function largestBlock(bagOffsets: Uint32Array): number {
  const size = bagOffsets.length - 1;
  let most = 0;
  for (let from = 0; from < size; from += blockDocuments) {
    const bytes = bagOffsets[Math.min(from + blockDocuments, size)]! - bagOffsets[from]!;
    most = Math.max(most, Math.ceil(bytes / leastPostingBytes));
  }
  return most;
}

/** Stable radix sort: positions of `terms[0..count)` in rising term order, valid until the next call. */
function createTermSorter(most: number, termCount: number): (terms: Uint32Array, count: number) => Uint32Array {
  let order = new Uint32Array(most);
  let other = new Uint32Array(most);
  const places = new Uint32Array(digits + 1);
  return (terms, count) => {
    for (let at = 0; at < count; at++) order[at] = at;
    for (let shift = 0; shift < 32 && termCount > 2 ** shift; shift += digitBits) {
      places.fill(0);
      for (let at = 0; at < count; at++) places[((terms[at]! >>> shift) & (digits - 1)) + 1]!++;
      for (let digit = 0; digit < digits; digit++) places[digit + 1]! += places[digit]!;
      for (let at = 0; at < count; at++) {
        const position = order[at]!;
        other[places[(terms[position]! >>> shift) & (digits - 1)]!++] = position;
      }
      [order, other] = [other, order];
    }
    return order;
  };
}
