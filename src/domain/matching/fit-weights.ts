import { type FactorName, factorNames, type Weights } from "./weights.ts";

/** One comparison staff made on one list. */
export interface Preference {
  /** Factor values of the kept candidate minus those of the excluded one, −1 to 1, in the order of factorNames. */
  difference: readonly number[];
  /** How much the comparison counts, > 0. */
  weight: number;
}

/** How strongly departing from the direction of the start weights is punished: λ of λ/2·‖v⊥‖². docs/matching.md#learning */
export const pullStrength = 3;
/** Keeps the slope finite where the decisions contradict nothing. */
const ridge = 1e-3;
/** Slopes up to here move no probability by a hundredth: the comparisons say nothing, or contradict every factor. */
const flat = 0.01;
const mostSteps = 100;
/** A step that promises less than this share of the loss is not taken. */
const settled = 1e-10;
const size = factorNames.length;

/**
 * Factor weights under which the kept candidates score above the excluded ones: pairwise logistic regression
 * P(kept above excluded) = σ(v·Δf) with v ≥ 0, pulled to the ray of the start weights, by projected Newton steps.
 * Same input, same result.
 * @returns weights ≥ 0 that sum to 1, in whole thousandths
 */
export function fitFactors(preferences: readonly Preference[], start: Weights["factors"]): Record<FactorName, number> {
  const base = factorNames.map((name) => start[name]);
  const length = Math.hypot(...base);
  const ray = base.map((weight) => weight / length);
  const packed: Packed = {
    differences: Float64Array.from(preferences.flatMap(({ difference }) => [...difference])),
    weights: Float64Array.from(preferences, ({ weight }) => weight),
    ray,
  };
  let slope = ray.slice();
  let state = evaluate(packed, slope);
  for (let step = 0; step < mostSteps; step += 1) {
    const free = slope.flatMap((value, k) => (value > 0 || state.gradient[k]! < 0 ? [k] : []));
    const direction = newtonStep(state, free);
    if (-dot(state.gradient, direction) <= settled * state.loss) break;
    const next = lineSearch(slope, direction, state.loss, (at) => lossOf(packed, at));
    if (next === null) break;
    slope = next;
    state = evaluate(packed, slope);
  }
  return inThousandths(Math.max(...slope) > flat ? slope : base);
}

/** The comparisons in arrays, seven differences each: there may be hundreds of thousands. */
interface Packed {
  differences: Float64Array;
  weights: Float64Array;
  ray: readonly number[];
}

interface State {
  loss: number;
  gradient: number[];
  /** Row by row. */
  hessian: number[][];
}

function lossOf({ differences, weights, ray }: Packed, slope: readonly number[]): number {
  let loss = (ridge / 2) * dot(slope, slope) + (pullStrength / 2) * (dot(slope, slope) - dot(slope, ray) ** 2);
  for (let pair = 0; pair < weights.length; pair += 1) {
    loss += weights[pair]! * softplus(-margin(differences, pair, slope));
  }
  return loss;
}

function evaluate(packed: Packed, slope: readonly number[]): State {
  const { differences, weights, ray } = packed;
  const along = dot(slope, ray);
  const gradient = slope.map((value, k) => ridge * value + pullStrength * (value - along * ray[k]!));
  const hessian = ray.map((x, k) => ray.map((y, l) => (k === l ? ridge + pullStrength : 0) - pullStrength * x * y));
  for (let pair = 0; pair < weights.length; pair += 1) {
    const missing = 1 / (1 + Math.exp(margin(differences, pair, slope)));
    const pull = weights[pair]! * missing;
    const curvature = pull * (1 - missing);
    const at = pair * size;
    for (let k = 0; k < size; k += 1) {
      const difference = differences[at + k]!;
      gradient[k]! -= pull * difference;
      const row = hessian[k]!;
      for (let l = 0; l <= k; l += 1) row[l]! += curvature * difference * differences[at + l]!;
    }
  }
  for (let k = 0; k < size; k += 1) for (let l = k + 1; l < size; l += 1) hessian[k]![l] = hessian[l]![k]!;
  return { loss: lossOf(packed, slope), gradient, hessian };
}

/** v·Δf of one comparison. */
function margin(differences: Float64Array, pair: number, slope: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < size; k += 1) sum += slope[k]! * differences[pair * size + k]!;
  return sum;
}

/** −H⁻¹g on the free coordinates, 0 elsewhere. H is positive definite, so elimination needs no pivots. */
function newtonStep({ gradient, hessian }: State, free: readonly number[]): number[] {
  const rows = free.map((k) => [...free.map((l) => hessian[k]![l]!), -gradient[k]!]);
  const last = free.length;
  for (let pivot = 0; pivot < last; pivot += 1) {
    for (let row = 0; row < last; row += 1) {
      if (row === pivot) continue;
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column <= last; column += 1) rows[row]![column]! -= factor * rows[pivot]![column]!;
    }
  }
  const step = new Array<number>(size).fill(0);
  for (const [at, k] of free.entries()) step[k] = rows[at]![last]! / rows[at]![at]!;
  return step;
}

/** The first of the halved steps, cut off at 0, that lowers the loss; null when none does. */
function lineSearch(
  from: readonly number[],
  direction: readonly number[],
  loss: number,
  measure: (at: readonly number[]) => number,
): number[] | null {
  for (let length = 1; length > 1e-12; length /= 2) {
    const at = from.map((value, k) => Math.max(0, value + length * direction[k]!));
    if (measure(at) < loss) return at;
  }
  return null;
}

/** Shares in whole thousandths that sum to one, leftovers to the largest fractions. */
function inThousandths(values: readonly number[]): Record<FactorName, number> {
  const sum = values.reduce((total, value) => total + value, 0);
  const exact = values.map((value) => (1000 * value) / sum);
  const whole = exact.map(Math.floor);
  const missing = 1000 - whole.reduce((total, value) => total + value, 0);
  const order = exact.map((_, k) => k).sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b);
  for (const k of order.slice(0, missing)) whole[k]! += 1;
  return Object.fromEntries(factorNames.map((name, k) => [name, whole[k]! / 1000])) as Record<FactorName, number>;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k]! * b[k]!;
  return sum;
}

/** ln(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
