import { randomFrom } from "../random.ts";

/** Resamples of each test: p is known to about ±.004 near .05. */
const resamples = 10_000;
const seed = 20_261;

/** How far one system is from another over the same queries. */
export interface PairedDifference {
  queries: number;
  /** Mean of after − before. */
  difference: number;
  /** Bounds of the 95 % percentile bootstrap interval of `difference`. */
  low: number;
  high: number;
  /** Two-sided p of the sign-flip randomisation test, (hits + 1) / (flips + 1). */
  p: number;
  better: number;
  worse: number;
}

/** Compares two systems query by query. Deterministic: the seed is fixed.
 * @param before,after values of the same queries in the same order
 * @throws RangeError if the lengths differ or are 0
 * Source: Smucker, Allan & Carterette, A comparison of statistical significance tests for information retrieval (2007) */
export function comparePaired(before: readonly number[], after: readonly number[]): PairedDifference {
  if (before.length !== after.length || before.length === 0)
    throw new RangeError(`paired values needed, found ${before.length} and ${after.length}`);
  const differences = after.map((value, index) => value - before[index]!);
  const total = differences.reduce((sum, each) => sum + each, 0);
  const better = differences.filter((each) => each > 0).length;
  const worse = differences.filter((each) => each < 0).length;
  const same = better + worse === 0;
  return {
    queries: differences.length,
    difference: total / differences.length,
    ...(same ? { low: 0, high: 0, p: 1 } : { ...bootstrap(differences), p: signFlips(differences, Math.abs(total)) }),
    better,
    worse,
  };
}

function signFlips(differences: readonly number[], observed: number): number {
  const random = randomFrom(seed);
  const moving = differences.filter((each) => each !== 0);
  let hits = 0;
  for (let flip = 0; flip < resamples; flip += 1) {
    let sum = 0;
    for (const each of moving) sum += random() < 0.5 ? each : -each;
    // Sums of the same figures in another order differ in the last bits.
    if (Math.abs(sum) >= observed - 1e-12) hits += 1;
  }
  return (hits + 1) / (resamples + 1);
}

function bootstrap(differences: readonly number[]): { low: number; high: number } {
  const random = randomFrom(seed + 1);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < differences.length; drawn += 1)
      sum += differences[Math.floor(random() * differences.length)]!;
    return sum / differences.length;
  }).sort();
  return { low: means[Math.floor(resamples * 0.025)]!, high: means[Math.ceil(resamples * 0.975) - 1]! };
}
