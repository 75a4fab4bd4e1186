import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** Nearness of two codes of the high-tech fields, whose levels are their first 2, 3 and 5 digits
 * (docs/matching.md#factors): same code 1, same second level .6, same field .3. */
const levels = [
  { digits: 3, value: 0.6, reason: "同属一个二级领域" },
  { digits: 2, value: 0.3, reason: "同属一个技术领域" },
] as const;

/** 技术领域: the nearest pair of the fields both sides declare. */
export function fieldSignal({ need, candidate }: Pair): Signal {
  if (need.fields.length === 0) return unknown("需求未说明技术领域");
  if (candidate.fields.length === 0) return unknown("候选方未说明技术领域");
  let best = { value: 0, reason: "技术领域不同" };
  for (const wanted of need.fields) {
    for (const offered of candidate.fields) {
      const near = nearness(wanted, offered);
      if (near.value > best.value) best = near;
    }
  }
  return best;
}

function nearness(a: string, b: string): { value: number; reason: string } {
  if (a === b) return { value: 1, reason: "技术领域相同" };
  for (const { digits, value, reason } of levels) {
    // A field declared only at its first level says nothing against a finer one below it.
    const shared = Math.min(digits, a.length, b.length);
    if (shared === digits && a.slice(0, digits) === b.slice(0, digits)) return { value, reason };
  }
  return { value: 0, reason: "技术领域不同" };
}
