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
const mostSteps = 100;
const settled = 1e-9;
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
  let slope = ray.slice();
  let state = evaluate(preferences, slope, ray);
  for (let step = 0; step < mostSteps; step += 1) {
    const free = slope.flatMap((value, k) => (value > 0 || state.gradient[k]! < 0 ? [k] : []));
    if (free.every((k) => Math.abs(state.gradient[k]!) < settled)) break;
    const direction = newtonStep(state, free);
    const next = lineSearch(slope, direction, state.loss, (at) => lossOf(preferences, at, ray));
    if (next === null) break;
    slope = next;
    state = evaluate(preferences, slope, ray);
  }
  return inThousandths(slope.some((value) => value > 0) ? slope : base);
}

interface State {
  loss: number;
  gradient: number[];
  /** Row by row. */
  hessian: number[][];
}

function lossOf(preferences: readonly Preference[], slope: readonly number[], ray: readonly number[]): number {
  let loss = (ridge / 2) * dot(slope, slope) + (pullStrength / 2) * (dot(slope, slope) - dot(slope, ray) ** 2);
  for (const { difference, weight } of preferences) loss += weight * softplus(-dot(slope, difference));
  return loss;
}

function evaluate(preferences: readonly Preference[], slope: readonly number[], ray: readonly number[]): State {
  const along = dot(slope, ray);
  const gradient = slope.map((value, k) => ridge * value + pullStrength * (value - along * ray[k]!));
  const hessian = ray.map((x, k) => ray.map((y, l) => (k === l ? ridge + pullStrength : 0) - pullStrength * x * y));
  for (const { difference, weight } of preferences) {
    const missing = 1 / (1 + Math.exp(dot(slope, difference)));
    const curvature = weight * missing * (1 - missing);
    for (let k = 0; k < size; k += 1) {
      gradient[k]! -= weight * missing * difference[k]!;
      const row = hessian[k]!;
      for (let l = 0; l < size; l += 1) row[l]! += curvature * difference[k]! * difference[l]!;
    }
  }
  return { loss: lossOf(preferences, slope, ray), gradient, hessian };
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
