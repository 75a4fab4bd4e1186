import type { Pacer } from "../pacer.ts";
import { type ImpactScale, impactUnit, occurrenceWeights, quantise } from "../scoring.ts";
import { BagReader, fieldCount } from "./bag-stream.ts";
import type { DocumentColumns } from "./document-columns.ts";
import { blockSize, firstHeader, type Postings, postingOf, sharedIntegers } from "./postings.ts";

/** Documents inverted at a time; they divide a block. Their postings are sorted by term first, so that the whole index is then written front to back
 * once a batch: dealing every posting out on its own misses the cache each time, which costs several times as much. */
const batchDocuments = 256;
/** Least bytes of a posting in the bags, which bounds how many a batch has. */
const leastPostingBytes = 2;
/** The sort goes by digits of so many bits: 2,048 counters stay in the first-level cache. */
const digitBits = 11;
const digits = 1 << digitBits;

/** Posting lists of documents' bags, each in rising document order. */
export async function invertBags(columns: DocumentColumns, scale: ImpactScale, pacer: Pacer): Promise<Postings> {
  const { bags, bagOffsets, terms, lengths } = columns;
  const size = columns.ids.length;
  const starts = await layOut(columns, pacer);
  const words = sharedIntegers(starts[terms.size]!);
  const next = starts.slice();
  const blockOf = new Uint16Array(terms.size);

  const most = largestBatch(bagOffsets);
  const batchTerms = new Uint32Array(most);
  const batchWords = new Uint32Array(most);
  const sorter = createTermSorter(most, terms.size);
  const reader = new BagReader(bags);
  const weights = new Float64Array(fieldCount);
  const unit = impactUnit(scale.params);
  for (let from = 0; from < size; from += batchDocuments) {
    let count = 0;
    for (let doc = from; doc < Math.min(from + batchDocuments, size); doc++) {
      occurrenceWeights(scale, lengths, doc * fieldCount, weights);
      reader.open(bagOffsets[doc]!, bagOffsets[doc + 1]!);
      for (let total = reader.nextTotal(weights); total >= 0; total = reader.nextTotal(weights)) {
        batchTerms[count] = reader.term;
        batchWords[count++] = postingOf(doc, quantise(total, scale.params, unit));
      }
    }
    if (pacer.due()) await pacer.rest();
    const order = sorter(batchTerms, count);
    const block = Math.floor(from / blockSize);
    for (let at = 0; at < count; at++) {
      const posting = order[at]!;
      const term = batchTerms[posting]!;
      const word = batchWords[posting]!;
      if (blockOf[term] !== block) {
        blockOf[term] = block;
        words[next[term]!++] = firstHeader + block;
      }
      words[next[term]!++] = word;
    }
    if (pacer.due()) await pacer.rest();
  }
  return { starts, words };
}

/** Where each term's words begin: one for every document and one for every block but the first that it occurs in. */
async function layOut({ bags, bagOffsets, terms, frequencies }: DocumentColumns, pacer: Pacer) {
  const sizes = frequencies.slice();
  const blockOf = new Uint16Array(terms.size);
  const reader = new BagReader(bags);
  for (let doc = blockSize; doc < bagOffsets.length - 1; doc++) {
    const block = Math.floor(doc / blockSize);
    reader.open(bagOffsets[doc]!, bagOffsets[doc + 1]!);
    while (reader.next()) {
      if (blockOf[reader.term] === block) continue;
      blockOf[reader.term] = block;
      sizes[reader.term]!++;
    }
    if (doc % batchDocuments === 0 && pacer.due()) await pacer.rest();
  }
  const starts = sharedIntegers(terms.size + 1);
  for (let term = 0; term < terms.size; term++) starts[term + 1] = starts[term]! + sizes[term]!;
  return starts;
}

/** Most postings that a batch of documents can have. */
function largestBatch(bagOffsets: Uint32Array): number {
  const size = bagOffsets.length - 1;
  let most = 0;
  for (let from = 0; from < size; from += batchDocuments) {
    const bytes = bagOffsets[Math.min(from + batchDocuments, size)]! - bagOffsets[from]!;
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
