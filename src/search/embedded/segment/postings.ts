/** The inverted side of columns: for every term its documents in rising order, each with its impact, in one word of 32 bits.
 * The high half is the document's place in its block, the low half the impact; a header stands before a block's first posting,
 * block 0 needs none. One word a posting is what a long query's time and the index's memory hang on. */
export interface Postings {
  /** Terms + 1 positions in `words`. In shared memory, like `words`: worker threads rank on the same bytes. */
  starts: Uint32Array;
  words: Uint32Array;
}

/** Documents whose sums are added up at a time: 64 KiB, which the second-level cache holds beside the lists. */
export const windowSize = 8192;
/** Documents of a block: whole windows, and fewer than 2¹⁶ − 1, so that a header is above every posting. */
export const blockSize = 7 * windowSize;
/** The smallest header; its low half is the number of the block that begins. */
export const firstHeader = 0xffff0000;

export function postingOf(doc: number, impact: number): number {
  return (((doc % blockSize) << 16) | impact) >>> 0;
}

/** Calls back for each of a term's documents, in rising order. */
export function forEachPosting(
  { starts, words }: Postings,
  term: number,
  visit: (doc: number, impact: number) => void,
): void {
  let blockStart = 0;
  for (let at = starts[term]!; at < starts[term + 1]!; at++) {
    const word = words[at]!;
    if (word >= firstHeader) blockStart = (word & 0xffff) * blockSize;
    else visit(blockStart + (word >>> 16), word & 0xffff);
  }
}

/** An array that worker threads can read too. */
export function sharedIntegers(length: number): Uint32Array<SharedArrayBuffer> {
  return new Uint32Array(new SharedArrayBuffer(length * Uint32Array.BYTES_PER_ELEMENT));
}
