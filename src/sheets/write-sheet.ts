/** How a column's cells look; `text` keeps digits as typed, `score` shows one decimal, `example` is grey. */
export type CellStyle = "plain" | "wrap" | "text" | "score";

export interface WriteColumn {
  header: string;
  /** Characters. */
  width: number;
  style: CellStyle;
  /** A drop-down for the rows below the header; other values stay allowed. */
  choices?: readonly string[];
}

/** null is an empty cell. Strings are written as strings, never as formulas. */
export type WriteCell = string | number | null;

export interface WriteSheet {
  name: string;
  columns: readonly WriteColumn[];
  /** Read once, row by row. At most 1,048,575. */
  rows: Iterable<readonly WriteCell[]>;
  autoFilter?: boolean;
  /** First so many data rows are examples, shown in grey. */
  exampleRows?: number;
}
