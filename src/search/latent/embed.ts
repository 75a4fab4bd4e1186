import { isContentTerm } from "../../text/content-term.ts";
import type { QueryTerms } from "../engine.ts";
import { countIn, featureIn, featureOf } from "./features.ts";
import type { LatentModel } from "./train-model.ts";

/** A vector of whole numbers −127…127; times `scale` it has length 1. */
export interface SmallVector {
  values: Int8Array;
  scale: number;
}

/** Direction of an item's features; scale 0 where the model knows none of them. */
export function embedFeatures(model: LatentModel, packed: Uint32Array): SmallVector {
  return project(model, (add) => {
    for (const entry of packed) add(featureIn(entry), 1 + Math.log(countIn(entry)));
  });
}

/** Direction of a query; its weights already are 1 + ln n. */
export function embedQuery(model: LatentModel, terms: QueryTerms): SmallVector {
  return project(model, (add) => {
    for (const [term, weight] of terms) if (isContentTerm(term)) add(featureOf(term), weight);
  });
}

function project(model: LatentModel, visit: (add: (feature: number, weight: number) => void) => void): SmallVector {
  const { dimensions, rows, rarity, projection } = model;
  const sums = new Float64Array(dimensions);
  visit((feature, weight) => {
    const row = rows[feature]!;
    if (row < 0) return;
    const value = weight * rarity[row]!;
    const start = row * dimensions;
    for (let d = 0; d < dimensions; d += 1) sums[d]! += value * projection[start + d]!;
  });
  return quantise(sums);
}

/** Rounds to 8 bits of the largest value: a cosine is then off by less than .005. */
export function quantise(sums: ArrayLike<number>): SmallVector {
  let largest = 0;
  for (let d = 0; d < sums.length; d += 1) largest = Math.max(largest, Math.abs(sums[d]!));
  const values = new Int8Array(sums.length);
  if (largest === 0) return { values, scale: 0 };
  let squares = 0;
  for (let d = 0; d < sums.length; d += 1) {
    values[d] = Math.round((sums[d]! / largest) * 127);
    squares += values[d]! ** 2;
  }
  return { values, scale: 1 / Math.sqrt(squares) };
}
