/** Rows of few values each. Row r holds `values[i]` in column `columns[i]` for `offsets[r] ≤ i < offsets[r + 1]`. */
export interface SparseMatrix {
  rows: number;
  width: number;
  offsets: Uint32Array;
  columns: Uint32Array;
  values: Float32Array;
}

/** A · X.
 * @param dense `width` × `k`, row by row
 * @returns `rows` × `k`, row by row */
export function multiply(matrix: SparseMatrix, dense: Float32Array, k: number): Float32Array {
  const { rows, offsets, columns, values } = matrix;
  const product = new Float32Array(rows * k);
  for (let row = 0; row < rows; row += 1) {
    const target = row * k;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1) {
      const source = columns[at]! * k;
      const value = values[at]!;
      for (let c = 0; c < k; c += 1) product[target + c]! += value * dense[source + c]!;
    }
  }
  return product;
}

/** Aᵀ · Y.
 * @param dense `rows` × `k`, row by row
 * @returns `width` × `k`, row by row */
export function multiplyTransposed(matrix: SparseMatrix, dense: Float32Array, k: number): Float32Array {
  const { rows, width, offsets, columns, values } = matrix;
  const product = new Float32Array(width * k);
  for (let row = 0; row < rows; row += 1) {
    const source = row * k;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1) {
      const target = columns[at]! * k;
      const value = values[at]!;
      for (let c = 0; c < k; c += 1) product[target + c]! += value * dense[source + c]!;
    }
  }
  return product;
}
