import { hasBit } from "../bitset.ts";
import type { Pacer } from "../pacer.ts";
import { BagReader, fieldCount } from "./bag-stream.ts";
import { ByteWriter, IntegerWriter } from "./byte-writer.ts";
import type { DocumentColumns } from "./document-columns.ts";
import { mergeLabelColumns } from "./label-column.ts";
import type { Segment } from "./segment.ts";
import { compareTerms, hashTerms, TermPoolWriter, type TermTable, termHead } from "./term-table.ts";

/** Documents, or 64 terms, between two looks at the clock. */
const pauseEvery = 32;

/** Columns of the segments' live documents: exactly what building them afresh would give, byte for byte.
 * @param segments at most 255, with no live id in two of them */
export async function mergeColumns(segments: readonly Segment[], pacer: Pacer): Promise<DocumentColumns> {
  const { sources, docs } = mergedOrder(segments);
  const { terms, frequencies, renumber } = await mergeTerms(segments, pacer);
  const size = docs.length;
  const ids: string[] = new Array(size);
  const versions = new Float64Array(size);
  const lengths = new Uint32Array(size * fieldCount);
  const bagOffsets = new Uint32Array(size + 1);
  const bags = new ByteWriter(Math.ceil(expectedBytes(segments)));
  const readers = segments.map((segment) => new BagReader(segment.bags));
  for (let at = 0; at < size; at++) {
    const source = sources[at]!;
    const segment = segments[source]!;
    const doc = docs[at]!;
    ids[at] = segment.ids[doc]!;
    versions[at] = segment.versions[doc]!;
    lengths.set(segment.lengths.subarray(doc * fieldCount, (doc + 1) * fieldCount), at * fieldCount);
    copyBag(readers[source]!, segment.bagOffsets[doc]!, segment.bagOffsets[doc + 1]!, renumber[source]!, bags);
    bagOffsets[at + 1] = bags.length;
    if (at % pauseEvery === 0 && pacer.due()) await pacer.rest();
  }
  const facets = mergeLabelColumns(
    segments.map((segment) => segment.facets),
    sources,
    docs,
  );
  if (pacer.due()) await pacer.rest();
  const names = mergeLabelColumns(
    segments.map((segment) => segment.names),
    sources,
    docs,
  );
  return { ids, versions, lengths, terms, frequencies, bags: bags.finish(), bagOffsets, facets, names };
}

/** Bytes of the merged bags, about: distances between terms grow a little with the number of terms. */
function expectedBytes(segments: readonly Segment[]): number {
  const growth = 1.04;
  return segments.reduce((sum, { bags, liveCount, ids }) => sum + bags.length * (liveCount / ids.length) * growth, 0);
}

/** Renumbering keeps the order of terms, so a document's postings stay sorted. */
function copyBag(reader: BagReader, start: number, end: number, renumber: Uint32Array, out: ByteWriter): void {
  reader.open(start, end);
  let before = 0;
  while (reader.next()) {
    const term = renumber[reader.term]!;
    reader.copyPosting(out, term - before);
    before = term;
  }
}

/** Live documents of all segments in rising id order: whence, and which number there. */
function mergedOrder(segments: readonly Segment[]): { sources: Uint8Array; docs: Uint32Array } {
  const size = segments.reduce((sum, segment) => sum + segment.liveCount, 0);
  const sources = new Uint8Array(size);
  const docs = new Uint32Array(size);
  const next = segments.map((segment) => nextLive(segment, 0));
  for (let at = 0; at < size; at++) {
    let first = -1;
    for (let source = 0; source < segments.length; source++) {
      const id = segments[source]!.ids[next[source]!];
      if (id !== undefined && (first < 0 || id < segments[first]!.ids[next[first]!]!)) first = source;
    }
    sources[at] = first;
    docs[at] = next[first]!;
    next[first] = nextLive(segments[first]!, next[first]! + 1);
  }
  return { sources, docs };
}

function nextLive(segment: Segment, from: number): number {
  let doc = from;
  while (doc < segment.ids.length && !hasBit(segment.live, doc)) doc++;
  return doc;
}

/** Union of the terms that a live document still holds, and each segment's term numbers in it. */
async function mergeTerms(
  segments: readonly Segment[],
  pacer: Pacer,
): Promise<{ terms: TermTable; frequencies: Uint32Array; renumber: Uint32Array[] }> {
  const renumber = segments.map((segment) => new Uint32Array(segment.terms.size));
  const next = segments.map((segment) => nextUsed(segment, 0));
  const exhausted = Number.POSITIVE_INFINITY;
  const headOf = (source: number) => {
    const { terms } = segments[source]!;
    return next[source]! < terms.size ? termHead(terms, next[source]!) : exhausted;
  };
  const heads = Float64Array.from(segments.keys(), headOf);
  /** Heads decide nearly always; longer strings with one head are compared whole. */
  const compare = (a: number, b: number) =>
    heads[a]! - heads[b]! || compareTerms(segments[a]!.terms, next[a]!, segments[b]!.terms, next[b]!);
  const writer = new TermPoolWriter();
  const frequencies = new IntegerWriter();
  const holders: number[] = [];
  for (let step = 0; ; step++) {
    holders.length = 0;
    for (let source = 0; source < segments.length; source++) {
      if (heads[source] === exhausted) continue;
      const order = holders.length === 0 ? 0 : compare(source, holders[0]!);
      if (order < 0) holders.length = 0;
      if (order <= 0) holders.push(source);
    }
    if (holders.length === 0) break;
    const number = writer.count;
    writer.addFrom(segments[holders[0]!]!.terms, next[holders[0]!]!);
    let frequency = 0;
    for (const source of holders) {
      frequency += segments[source]!.frequencies[next[source]!]!;
      renumber[source]![next[source]!] = number;
      next[source] = nextUsed(segments[source]!, next[source]! + 1);
      heads[source] = headOf(source);
    }
    frequencies.push(frequency);
    if (step % (pauseEvery * 64) === 0 && pacer.due()) await pacer.rest();
  }
  const terms = writer.finish();
  for (let from = 0; from < terms.size; from += pauseEvery * 64) {
    hashTerms(terms, from, Math.min(from + pauseEvery * 64, terms.size));
    if (pacer.due()) await pacer.rest();
  }
  return { terms, frequencies: frequencies.finish(), renumber };
}

function nextUsed(segment: Segment, from: number): number {
  let term = from;
  while (term < segment.terms.size && segment.frequencies[term] === 0) term++;
  return term;
}
