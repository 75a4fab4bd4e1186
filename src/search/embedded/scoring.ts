import { occurrenceWeight, saturate } from "../../domain/matching/bm25f.ts";
import { searchFields } from "../../domain/matching/document.ts";
import type { LexicalParams } from "../../domain/matching/weights.ts";
import { fieldCount, namesField } from "./segment/bag-stream.ts";

/** Names weigh like a text field of weight 1 and the usual length normalisation: a short name matched wholly beats a long title. */
const nameWeight = 1;
const nameB = 0.75;

/** Impacts are whole numbers up to this, so that a score is a sum of whole numbers: exact, whatever the order of addition. */
export const largestImpact = 65_535;

/** Everything an impact depends on beside the document: constants, and mean lengths frozen until the next full compaction. */
export interface ImpactScale {
  params: LexicalParams;
  /** Mean length of each field (names last) over the documents in which it is not empty; 0 where it never is. */
  averageLength: Float64Array;
}

/** Score of impact 1 for a term of weight 1. Rounding to whole impacts moves a term's part of the score by at most half of this. */
export function impactUnit(params: LexicalParams): number {
  return (params.k1 + 1 + params.delta) / largestImpact;
}

/** What one occurrence in each field of a document adds to T.
 * @param lengths the document's field lengths from `at` on
 * @param into receives `fieldCount` weights */
export function occurrenceWeights(scale: ImpactScale, lengths: Uint32Array, at: number, into: Float64Array): void {
  for (let field = 0; field < fieldCount; field++) {
    const name = searchFields[field];
    const weight = name === undefined ? nameWeight : scale.params.fieldWeight[name];
    const b = name === undefined ? nameB : scale.params.b[name];
    into[field] = occurrenceWeight(weight, b, lengths[at + field]!, scale.averageLength[field]!);
  }
}

/** Whole-number impact of T, 0 to `largestImpact`. */
export function quantise(total: number, params: LexicalParams, unit: number): number {
  return Math.round(saturate(total, params) / unit);
}

/** Running sums behind the mean lengths. Sums of whole numbers: the order of documents does not matter. */
export class LengthSums {
  readonly #sums = new Float64Array(fieldCount);
  readonly #documents = new Float64Array(fieldCount);

  /** @param sign 1 to add the document, −1 to take it out */
  add(lengths: Uint32Array, at: number, sign: 1 | -1): void {
    for (let field = 0; field <= namesField; field++) {
      const length = lengths[at + field]!;
      if (length === 0) continue;
      this.#sums[field]! += sign * length;
      this.#documents[field]! += sign;
    }
  }

  means(): Float64Array {
    return this.#sums.map((sum, field) => (this.#documents[field] === 0 ? 0 : sum / this.#documents[field]!));
  }
}
