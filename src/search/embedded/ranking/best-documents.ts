/** The best documents of one segment: higher score, then smaller number, which is the smaller id.
 * A binary heap in two typed arrays whose root is the worst kept. */
export class BestDocuments {
  readonly #scores: Float64Array;
  readonly #docs: Int32Array;
  #size = 0;

  constructor(limit: number) {
    this.#scores = new Float64Array(limit);
    this.#docs = new Int32Array(limit);
  }

  /** Score that a further document must reach to be kept; 0 until `limit` are. */
  get bar(): number {
    return this.#size === this.#scores.length && this.#size > 0 ? this.#scores[0]! : 0;
  }

  offer(doc: number, score: number): void {
    if (this.#size < this.#scores.length) {
      this.#rise(this.#size++, doc, score);
    } else if (this.#size > 0 && (score > this.#scores[0]! || (score === this.#scores[0] && doc < this.#docs[0]!))) {
      this.#sink(doc, score);
    }
  }

  /** The kept documents in no order. */
  kept(): { docs: Int32Array; scores: Float64Array } {
    return { docs: this.#docs.subarray(0, this.#size), scores: this.#scores.subarray(0, this.#size) };
  }

  #rise(from: number, doc: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(doc, score, parent)) break;
      this.#scores[at] = this.#scores[parent]!;
      this.#docs[at] = this.#docs[parent]!;
      at = parent;
    }
    this.#scores[at] = score;
    this.#docs[at] = doc;
  }

  /** Puts a document in place of the root. */
  #sink(doc: number, score: number): void {
    let at = 0;
    for (let child = 1; child < this.#size; child = 2 * at + 1) {
      if (child + 1 < this.#size && this.#isWorse(this.#docs[child + 1]!, this.#scores[child + 1]!, child)) child++;
      if (this.#isWorse(doc, score, child)) break;
      this.#scores[at] = this.#scores[child]!;
      this.#docs[at] = this.#docs[child]!;
      at = child;
    }
    this.#scores[at] = score;
    this.#docs[at] = doc;
  }

  #isWorse(doc: number, score: number, than: number): boolean {
    const other = this.#scores[than]!;
    return score < other || (score === other && doc > this.#docs[than]!);
  }
}
