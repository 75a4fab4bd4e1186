import type { LabelColumn } from "./label-column.ts";
import type { TermTable } from "./term-table.ts";

/** What is kept of a set of documents, in rising id order. Everything else is worked out from it. */
export interface DocumentColumns {
  ids: readonly string[];
  versions: Float64Array;
  /** `fieldCount` lengths a document, in terms. */
  lengths: Uint32Array;
  terms: TermTable;
  /** Documents of each term; in a segment the live ones. */
  frequencies: Uint32Array;
  /** Postings by document, see bag-stream.ts. */
  bags: Uint8Array;
  /** Documents + 1 positions in `bags`. */
  bagOffsets: Uint32Array;
  /** Facet name and value, joined by `facetSeparator`. */
  facets: LabelColumn;
  names: LabelColumn;
}

export const facetSeparator = "\u0000";

/** The inverted side of columns. Saved with them: working it out of 100,000 documents takes 6 s, reading it less than 1. */
export interface Postings {
  /** Terms + 1 positions in the posting arrays. */
  starts: Uint32Array;
  /** Documents of each term, in rising order. */
  docs: Uint32Array;
  /** Whole-number impact of each posting. */
  impacts: Uint16Array;
  /** Largest impact of each term. */
  maxImpacts: Uint16Array;
}
