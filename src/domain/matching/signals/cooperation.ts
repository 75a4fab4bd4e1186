import { cooperationMeanings } from "../../taxonomy/cooperation-mode.ts";
import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** 合作方式: Jaccard index of the modes wanted and offered, whatever words they are written in: 转让 is 技术转让. */
export function cooperationSignal({ need, candidate }: Pair): Signal {
  if (need.modes.length === 0) return unknown("需求未说明合作方式");
  if (candidate.modes.length === 0) return unknown("候选方未说明合作方式");
  const wanted = cooperationMeanings(need.modes);
  const offered = cooperationMeanings(candidate.modes);
  const shared = [...wanted].filter((mode) => offered.has(mode)).length;
  const both = need.modes.filter((word) => [...cooperationMeanings([word])].some((mode) => offered.has(mode)));
  return {
    value: shared / new Set([...wanted, ...offered]).size,
    reason:
      shared > 0
        ? `都接受${both.join("、")}`
        : `合作方式不同：需要${need.modes.join("、")}，提供${candidate.modes.join("、")}`,
  };
}
