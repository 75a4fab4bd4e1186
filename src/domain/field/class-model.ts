import { numberTerms, type RowOf } from "./term-rows.ts";

/** Terms of a text, each with what it counts, > 0. */
export type Features = ReadonlyMap<string, number>;

/** Words known to belong to a class before anything is learnt. */
export interface ClassSeed {
  /** Position of the class. */
  of: number;
  features: Features;
  /** How much they count beside the other seeds of the class, > 0. */
  weight: number;
}

/** A text whose class its author declared. */
export interface ClassExample {
  of: number;
  features: Features;
}

/** What the words of a text say of each class. */
export interface ClassModel {
  /** Logarithms of relative chances, in the order of the classes; null where the text has no word the model knows. */
  evidence(features: Features): Float64Array | null;
}

/** Constants of the model; every figure's measurement stands in docs/matching.md#fields. */
const params = {
  /** What all seeds of a class count together, in occurrences: a field with a longer word list is no likelier. */
  seedMass: 1_000,
  /** Occurrences lent to each class from what all classes say. */
  smoothing: 1_000,
  /** Evidence is divided by this times the root of what the known terms count: neighbouring words repeat each other. */
  temperature: 1.5,
  /** Texts of each class taken as seen before the first, so that few examples move the prior little. */
  priorTexts: 3,
};

/** Multinomial naive Bayes over terms of seeds and examples. The same input in the same order gives the same model, bit for bit.
 * @param classes how many there are, ≥ 1 */
export function trainClasses(
  classes: number,
  seeds: readonly ClassSeed[],
  examples: readonly ClassExample[],
): ClassModel {
  const { seedMass, smoothing, temperature, priorTexts } = params;
  const counts = new Map<string, Map<number, number>>();
  const mass = new Float64Array(classes);
  const add = (of: number, features: Features, weight: number) => {
    for (const [term, value] of features) {
      const own = counts.get(term) ?? new Map<number, number>();
      counts.set(term, own.set(of, (own.get(of) ?? 0) + weight * value));
      mass[of]! += weight * value;
    }
  };

  const seeded = new Float64Array(classes);
  for (const { of, features, weight } of seeds) seeded[of]! += weight * sumOf(features);
  for (const { of, features, weight } of seeds) add(of, features, (weight * seedMass) / seeded[of]!);
  const texts = new Float64Array(classes).fill(priorTexts);
  for (const { of, features } of examples) {
    add(of, features, 1);
    texts[of]! += 1;
  }

  const total = mass.reduce((sum, each) => sum + each, 0);
  const lifts = liftsOf(counts, (sum) => (smoothing * sum) / total);
  const absent = mass.map((own) => Math.log(smoothing / (own + smoothing)));
  const allTexts = texts.reduce((sum, each) => sum + each, 0);
  const prior = texts.map((own) => Math.log(own / allTexts));

  return {
    evidence(features) {
      const sums = new Float64Array(classes);
      let known = 0;
      for (const [term, value] of features) {
        const row = lifts.rowOf(term);
        if (row < 0) continue;
        known += value;
        for (let at = lifts.starts[row]!; at < lifts.starts[row + 1]!; at += 1)
          sums[lifts.classes[at]!]! += value * lifts.lift[at]!;
      }
      if (known === 0) return null;
      const scale = temperature * Math.sqrt(known);
      return sums.map((sum, of) => (sum + known * absent[of]!) / scale + prior[of]!);
    },
  };
}

function sumOf(features: Features): number {
  let sum = 0;
  for (const value of features.values()) sum += value;
  return sum;
}

/** Which classes say a term, and by how much it lifts each: entries `starts[row]` to `starts[row + 1]`. Flat, because a list of
 * candidates looks up some hundred thousand terms. */
interface TermLifts {
  rowOf: RowOf;
  starts: Uint32Array;
  classes: Uint16Array;
  lift: Float64Array;
}

function liftsOf(
  counts: ReadonlyMap<string, ReadonlyMap<number, number>>,
  expectedOf: (sum: number) => number,
): TermLifts {
  let entries = 0;
  for (const own of counts.values()) entries += own.size;
  const lifts: TermLifts = {
    rowOf: numberTerms(counts.keys()),
    starts: new Uint32Array(counts.size + 1),
    classes: new Uint16Array(entries),
    lift: new Float64Array(entries),
  };
  let at = 0;
  let row = 0;
  for (const own of counts.values()) {
    let sum = 0;
    for (const count of own.values()) sum += count;
    for (const [of, count] of own) {
      lifts.classes[at] = of;
      lifts.lift[at] = Math.log1p(count / expectedOf(sum));
      at += 1;
    }
    row += 1;
    lifts.starts[row] = at;
  }
  return lifts;
}

/** Chances that sum to 1, of some of the classes, from their evidence. */
export function chancesOf(evidence: Float64Array, classes: readonly number[]): number[] {
  const most = Math.max(...classes.map((of) => evidence[of]!));
  const parts = classes.map((of) => Math.exp(evidence[of]! - most));
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.map((part) => part / sum);
}
