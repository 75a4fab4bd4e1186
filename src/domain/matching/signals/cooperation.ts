import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** 合作方式: Jaccard index of the modes wanted and offered. */
export function cooperationSignal({ need, candidate }: Pair): Signal {
  if (need.modes.length === 0) return unknown("需求未说明合作方式");
  if (candidate.modes.length === 0) return unknown("候选方未说明合作方式");
  const shared = need.modes.filter((mode) => candidate.modes.includes(mode));
  const union = new Set([...need.modes, ...candidate.modes]).size;
  return {
    value: shared.length / union,
    reason:
      shared.length > 0
        ? `都接受${shared.join("、")}`
        : `合作方式不同：需要${need.modes.join("、")}，提供${candidate.modes.join("、")}`,
  };
}
