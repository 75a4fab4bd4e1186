import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { gram, orthonormalise } from "./orthonormalise.ts";
import { multiply, multiplyTransposed, type SparseMatrix } from "./sparse-matrix.ts";

/** Extra directions that the sketch carries so that the wanted ones come out exact enough (Halko et al. 2011, § 4.2). */
const oversampling = 16;
/** Rounds of AᵀA that sharpen the sketch; 2 suffice where singular values fall slowly, as in text (ibid., § 4.5). */
const powerRounds = 2;

/** Right singular vectors of a sparse matrix by randomised SVD. Deterministic: the sketch comes from a fixed sequence.
 * @returns `width` × `dimensions`, row by row; columns ordered by falling singular value */
export function rightSingularVectors(matrix: SparseMatrix, dimensions: number): Float32Array {
  const k = Math.min(dimensions + oversampling, matrix.rows, matrix.width);
  let basis = signs(matrix.width * k);
  for (let round = 0; round <= powerRounds; round += 1) {
    const left = multiply(matrix, basis, k);
    orthonormalise(left, matrix.rows, k);
    basis = multiplyTransposed(matrix, left, k);
  }
  return rotate(basis, matrix.width, k, Math.min(dimensions, k));
}

/** basis · W · Σ⁻¹, where W and Σ² are eigenvectors and values of basisᵀ·basis. */
function rotate(basis: Float32Array, rows: number, k: number, dimensions: number): Float32Array {
  const sums = gram(basis, rows, k);
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(k, k, sums), { assumeSymmetric: true });
  const values = decomposition.realEigenvalues;
  const order = values.map((_, index) => index).sort((a, b) => values[b]! - values[a]! || a - b);
  const turn = new Float64Array(k * dimensions);
  for (let d = 0; d < dimensions; d += 1) {
    const column = order[d]!;
    const singular = Math.sqrt(Math.max(values[column]!, 0));
    if (singular === 0) continue;
    for (let c = 0; c < k; c += 1) turn[c * dimensions + d] = decomposition.eigenvectorMatrix.get(c, column) / singular;
  }
  const vectors = new Float32Array(rows * dimensions);
  const line = new Float64Array(dimensions);
  for (let row = 0; row < rows; row += 1) {
    line.fill(0);
    for (let c = 0; c < k; c += 1) {
      const value = basis[row * k + c]!;
      if (value === 0) continue;
      for (let d = 0; d < dimensions; d += 1) line[d]! += value * turn[c * dimensions + d]!;
    }
    vectors.set(line, row * dimensions);
  }
  return vectors;
}

/** ±1 from a linear congruential sequence (Numerical Recipes constants) with a fixed start. */
function signs(length: number): Float32Array {
  const values = new Float32Array(length);
  let state = 20261122;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[index] = state & 0x80000000 ? 1 : -1;
  }
  return values;
}
