import { searchFields } from "../../../domain/matching/document.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** A document's names are a sixth field of their own, which only the search box reads. */
export const namesField = searchFields.length;
export const fieldCount = searchFields.length + 1;

/** Low bits of a posting's code byte: the one field it occurs in, or `severalFields` with a bit per text field above. */
const fieldBits = 3;
const fieldMask = (1 << fieldBits) - 1;
const severalFields = fieldMask;
/** Largest frequency that fits above the field bits; 0 there says that a number follows. */
const largestInline = 255 >> fieldBits;

/** Writes one term of one document: its distance from the document's term before, its fields and its frequency in each.
 * A document is its terms in rising order; the usual posting (one field, frequency ≤ 31) takes 2–3 bytes.
 * @param frequencies `fieldCount` numbers from `at` on, at least one > 0; the names field stands alone */
export function writePosting(out: ByteWriter, gap: number, frequencies: Uint32Array, at: number): void {
  out.number(gap);
  let mask = 0;
  let last = 0;
  for (let field = 0; field < fieldCount; field++) {
    if (frequencies[at + field] !== 0) {
      mask |= 1 << field;
      last = field;
    }
  }
  if (mask === 1 << last) {
    const frequency = frequencies[at + last]!;
    if (frequency <= largestInline) {
      out.byte(last | (frequency << fieldBits));
    } else {
      out.byte(last);
      out.number(frequency);
    }
    return;
  }
  out.byte(severalFields | (mask << fieldBits));
  for (let field = 0; field < namesField; field++) {
    if ((mask & (1 << field)) !== 0) out.number(frequencies[at + field]!);
  }
}

/** Reads documents back, posting by posting: `open`, then `next` until it says false. */
export class BagReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #end = 0;
  #codeAt = 0;
  term = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  open(start: number, end: number): void {
    this.#at = start;
    this.#end = end;
    this.term = 0;
  }

  /** Moves to the next term; false at the document's end. */
  next(): boolean {
    if (this.#at >= this.#end) return false;
    this.term += this.#number();
    this.#codeAt = this.#at;
    const code = this.#bytes[this.#at++]!;
    if ((code & fieldMask) === severalFields) {
      for (let mask = code >> fieldBits; mask !== 0; mask &= mask - 1) this.#number();
    } else if (code <= fieldMask) {
      this.#number();
    }
    return true;
  }

  /** Like `next`, and returns Σ frequency × weight over the term's fields; −1 at the document's end.
   * @param weights one number ≥ 0 per field */
  nextTotal(weights: Float64Array): number {
    if (this.#at >= this.#end) return -1;
    this.term += this.#number();
    this.#codeAt = this.#at;
    const code = this.#bytes[this.#at++]!;
    const field = code & fieldMask;
    if (field !== severalFields) {
      const inline = code >> fieldBits;
      return (inline === 0 ? this.#number() : inline) * weights[field]!;
    }
    let total = 0;
    let each = 0;
    for (let mask = code >> fieldBits; mask !== 0; mask >>= 1) {
      if ((mask & 1) !== 0) total += this.#number() * weights[each]!;
      each++;
    }
    return total;
  }

  /** Copies the current posting behind another distance. */
  copyPosting(out: ByteWriter, gap: number): void {
    out.number(gap);
    if (this.#at === this.#codeAt + 1) out.byte(this.#bytes[this.#codeAt]!);
    else out.copy(this.#bytes, this.#codeAt, this.#at);
  }

  #number(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    let shift = 7;
    do {
      byte = bytes[this.#at++]!;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value >>> 0;
  }
}
