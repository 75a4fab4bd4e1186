/** Bounds on what one upload may cost. */
export interface SheetLimits {
  /** Size of the file as uploaded, bytes. */
  maxBytes: number;
  /** Sum of all zip entries once inflated, bytes. Checked against the directory and again while inflating. */
  maxInflatedBytes: number;
  maxZipEntries: number;
  /** Rows with content, all sheets together. */
  maxRows: number;
  /** Cells up to each row's last filled one, all rows together: bounds memory (about 60 bytes a cell). */
  maxCells: number;
  /** Columns to the right of this one are ignored and reported. */
  maxColumns: number;
  /** A longer cell is cut and reported, UTF-16 units. Excel itself stops at 32,767. */
  maxCellChars: number;
}

export const MEGABYTE = 1024 * 1024;

export const defaultLimits: SheetLimits = {
  maxBytes: 20 * MEGABYTE,
  maxInflatedBytes: 200 * MEGABYTE,
  maxZipEntries: 2_000,
  maxRows: 200_000,
  maxCells: 4_000_000,
  maxColumns: 512,
  maxCellChars: 200_000,
};
