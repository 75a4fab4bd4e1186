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
