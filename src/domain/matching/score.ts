import { type FactorName, factorNames, type Weights } from "./weights.ts";

/** Values of one pair's factors, 0–1; null = unknown. */
export type FactorValues = Record<FactorName, number | null>;

/** What stands in for an unknown factor in one list, 0–1. Stored with the run, so that the list can be replayed. */
export type FactorMeans = Record<FactorName, number>;

export interface PairScore {
  /** 0–1: Σ w·f / Σ w, the one number that orders, is shown and is exported. */
  score: number;
  /** Whole points per factor; they sum to round(100·score). */
  points: Record<FactorName, number>;
  known: number;
  total: number;
}

/** The mean of each factor over the candidates that know it; the prior where none does.
 * With it a blank cell neither wins nor loses. */
export function factorMeans(candidates: readonly FactorValues[], weights: Weights): FactorMeans {
  const means = { ...weights.prior };
  for (const name of factorNames) {
    let sum = 0;
    let known = 0;
    for (const values of candidates) {
      const value = values[name];
      if (value === null) continue;
      sum += value;
      known += 1;
    }
    if (known > 0) means[name] = sum / known;
  }
  return means;
}

/** Score of one pair.
 * @throws RangeError if a weight is negative, all are 0, or their sum is beyond counting
 * Source: docs/matching.md#one-score */
export function scorePair(values: FactorValues, means: FactorMeans, weights: Weights): PairScore {
  const total = weightSum(weights);
  const exact = factorNames.map((name) => (weights.factors[name] * (values[name] ?? means[name])) / total);
  // Rounding of the parts can carry their sum a hair past 1.
  const score = Math.min(
    1,
    exact.reduce((sum, part) => sum + part, 0),
  );
  const whole = largestRemainder(
    exact.map((part) => part * 100),
    Math.round(score * 100),
  );
  return {
    score,
    points: Object.fromEntries(factorNames.map((name, index) => [name, whole[index]!])) as Record<FactorName, number>,
    known: factorNames.filter((name) => values[name] !== null).length,
    total: factorNames.length,
  };
}

function weightSum(weights: Weights): number {
  let sum = 0;
  for (const name of factorNames) {
    const weight = weights.factors[name];
    if (!(weight >= 0)) throw new RangeError(`weight of ${name} must be ≥ 0, found ${weight}`);
    sum += weight;
  }
  if (sum === 0) throw new RangeError("at least one weight must be > 0");
  if (sum === Number.POSITIVE_INFINITY) throw new RangeError("the sum of the weights must be finite");
  return sum;
}

/** Rounds parts ≥ 0 to whole numbers that sum to `target`; leftovers go to the largest fractions, then to the earlier part. */
function largestRemainder(parts: readonly number[], target: number): number[] {
  const whole = parts.map(Math.floor);
  const missing = target - whole.reduce((sum, part) => sum + part, 0);
  const byFraction = parts
    .map((part, index) => ({ index, fraction: part - Math.floor(part) }))
    .sort((a, b) => b.fraction - a.fraction || a.index - b.index);
  const step = Math.sign(missing);
  for (let given = 0; given < Math.abs(missing); given += 1) {
    const order = step > 0 ? given : byFraction.length - 1 - given;
    const { index } = byFraction[order % byFraction.length]!;
    whole[index]! += step;
  }
  return whole;
}
