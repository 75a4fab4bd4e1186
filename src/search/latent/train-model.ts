import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { gram, multiplyDense, orthonormalise } from "./dense-matrix.ts";
import { countIn, featureIn, featureSlots } from "./features.ts";
import { multiply, multiplyTransposed, type SparseMatrix } from "./sparse-matrix.ts";

/** Items end to end: item i has `features[offsets[i]..offsets[i + 1])`, packed as in features.ts. */
export interface TrainingSet {
  offsets: Uint32Array;
  features: Uint32Array;
}

/** Directions of meaning learnt from one installation's own texts. */
export interface LatentModel {
  dimensions: number;
  /** Row of each feature in `projection`, or −1; `featureSlots` entries. */
  rows: Int32Array;
  /** Rarity of each row's feature, > 0. */
  rarity: Float32Array;
  /** rows × dimensions, row by row. */
  projection: Float32Array;
  /** Items it was trained on. */
  items: number;
}

/** Fewer items teach nothing: their vectors repeat their words, and cost .02–.10 on 250 documents (docs/matching.md#latent-vectors). */
export const leastItems = 1000;
/** Measured on experts' papers: 100 loses .02, 400 gains nothing that holds (docs/matching.md#latent-vectors). */
const mostDimensions = 200;
/** Extra directions that the sketch carries so that the wanted ones come out exact enough (Halko et al. 2011, § 4.2). */
const oversampling = 8;
/** Rounds of AᵀA that sharpen the sketch (ibid., § 4.5); a second changes nDCG by less than .001. */
const powerRounds = 1;
/** A feature of one item says nothing of others; one in more than a quarter of the items says nothing of any. */
const leastFrequency = 2;
const mostShare = 0.25;
/** Bounds the memory of the sketch: 2^17 rows of 208 floats are 109 MB. */
const mostFeatures = 2 ** 17;
/** Rare features tell more than a plain logarithm says: exponent 1 loses .01, 2 loses .015. */
const rarityPower = 1.5;
/** Strong directions are damped by σ^−¼: 0 loses .005–.01. */
const damping = -0.25;

/** Latent semantic analysis by randomised singular value decomposition. The same set gives the same model, to the last bit.
 * @returns null with fewer than `leastItems` items or features
 * Source: Halko, Martinsson, Tropp, Finding structure with randomness (2011); Bullinaria & Levy, Extracting semantic
 * representations from word co-occurrence statistics: SVD with weighted dimensions (2012) */
export function trainModel(set: TrainingSet): LatentModel | null {
  const items = set.offsets.length - 1;
  const chosen = chooseFeatures(set, items);
  if (items < leastItems || chosen.rarity.length < mostDimensions) return null;
  const matrix = weighItems(set, chosen);
  const dimensions = Math.min(mostDimensions, matrix.width);
  return { dimensions, ...chosen, projection: dampedDirections(matrix, dimensions), items };
}

type Features = Pick<LatentModel, "rows" | "rarity">;

function chooseFeatures({ features }: TrainingSet, items: number): Features {
  const frequency = new Uint32Array(featureSlots);
  for (const packed of features) frequency[featureIn(packed)]! += 1;
  const most = items * mostShare;
  let kept: number[] = [];
  for (let feature = 0; feature < featureSlots; feature += 1) {
    if (frequency[feature]! >= leastFrequency && frequency[feature]! <= most) kept.push(feature);
  }
  if (kept.length > mostFeatures) {
    kept.sort((a, b) => frequency[b]! - frequency[a]! || a - b);
    kept = kept.slice(0, mostFeatures).sort((a, b) => a - b);
  }
  const rows = new Int32Array(featureSlots).fill(-1);
  const rarity = new Float32Array(kept.length);
  for (const [row, feature] of kept.entries()) {
    rows[feature] = row;
    rarity[row] = Math.log(items / frequency[feature]!) ** rarityPower;
  }
  return { rows, rarity };
}

/** Each item as a row of unit length: (1 + ln n) · rarity. */
function weighItems({ offsets, features }: TrainingSet, { rows, rarity }: Features): SparseMatrix {
  const items = offsets.length - 1;
  const columns = new Uint32Array(features.length);
  const values = new Float32Array(features.length);
  const starts = new Uint32Array(items + 1);
  let end = 0;
  for (let item = 0; item < items; item += 1) {
    let squares = 0;
    for (let at = offsets[item]!; at < offsets[item + 1]!; at += 1) {
      const row = rows[featureIn(features[at]!)]!;
      if (row < 0) continue;
      const value = (1 + Math.log(countIn(features[at]!))) * rarity[row]!;
      columns[end] = row;
      values[end++] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares) || 1;
    for (let at = starts[item]!; at < end; at += 1) values[at]! /= length;
    starts[item + 1] = end;
  }
  return { rows: items, width: rarity.length, offsets: starts, columns, values };
}

/** Right singular vectors × σ^damping: `width` × `dimensions`, strongest first. */
function dampedDirections(matrix: SparseMatrix, dimensions: number): Float32Array {
  const k = Math.min(dimensions + oversampling, matrix.rows, matrix.width);
  let basis = randomSigns(matrix.width * k);
  for (let round = 0; round <= powerRounds; round += 1) {
    const left = multiply(matrix, basis, k);
    orthonormalise(left, matrix.rows, k);
    basis = multiplyTransposed(matrix, left, k);
  }
  return turn(basis, matrix.width, k, dimensions);
}

/** basis · W · Σ^(damping − 1), where W and Σ² are eigenvectors and values of basisᵀ·basis. */
function turn(basis: Float32Array, width: number, k: number, dimensions: number): Float32Array {
  const squares = Matrix.from1DArray(k, k, gram(basis, width, k));
  const { realEigenvalues: values, eigenvectorMatrix } = new EigenvalueDecomposition(squares, {
    assumeSymmetric: true,
  });
  const order = values.map((_, index) => index).sort((a, b) => values[b]! - values[a]! || a - b);
  const turned = new Float64Array(k * dimensions);
  for (let d = 0; d < dimensions; d += 1) {
    const singular = Math.sqrt(Math.max(values[order[d]!]!, 0));
    if (singular < 1e-6) continue;
    const scale = singular ** (damping - 1);
    for (let c = 0; c < k; c += 1) turned[c * dimensions + d] = eigenvectorMatrix.get(c, order[d]!) * scale;
  }
  return multiplyDense(basis, turned, { rows: width, inner: k, columns: dimensions });
}

/** ±1 from a linear congruential sequence (Numerical Recipes constants) with a fixed start. */
function randomSigns(length: number): Float32Array {
  const values = new Float32Array(length);
  let state = 20261122;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[index] = state & 0x80000000 ? 1 : -1;
  }
  return values;
}
