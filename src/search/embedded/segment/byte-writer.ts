const firstCapacity = 1024;

/** Share of unused memory that may stay behind a finished stream. */
const mostSpare = 1 / 16;

/** Bytes that grow at their end. Numbers are written as LEB128: 7 bits a byte, lowest first, the high bit set on all but the last. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  /** @param expected bytes that will be written, about; a good guess saves copies of long streams */
  constructor(expected = firstCapacity) {
    this.#bytes = new Uint8Array(expected);
  }

  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  /** @param value integer, 0 to 2³²−1 */
  number(value: number): void {
    if (this.length + 5 > this.#bytes.length) this.#grow(5);
    const bytes = this.#bytes;
    let rest = value;
    while (rest > 127) {
      bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[this.length++] = rest;
  }

  copy(source: Uint8Array, from: number, to: number): void {
    if (this.length + to - from > this.#bytes.length) this.#grow(to - from);
    this.#bytes.set(source.subarray(from, to), this.length);
    this.length += to - from;
  }

  /** What was written: copied out, unless little would be saved by that. */
  finish(): Uint8Array {
    const spare = this.#bytes.length - this.length;
    return spare > this.length * mostSpare ? this.#bytes.slice(0, this.length) : this.#bytes.subarray(0, this.length);
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.length + more, Math.ceil(this.#bytes.length * 1.5)));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Integers that grow at their end. */
export class IntegerWriter {
  #values = new Uint32Array(firstCapacity);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(Math.ceil(this.#values.length * 1.5));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  /** A copy of exactly what was written. */
  finish(): Uint32Array {
    return this.#values.slice(0, this.length);
  }
}
