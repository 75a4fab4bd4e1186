import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** 合作业绩: (successes + 1) / (n + 4), the mean of a Beta(1, 3) prior; no record is unknown, not bad. */
export function trackSignal({ candidate }: Pair): Signal {
  const { successCount, cooperationCount } = candidate;
  if (!cooperationCount) return unknown("没有合作记录");
  if (successCount === null) return unknown("没有写明合作结果");
  const successes = Math.min(successCount, cooperationCount);
  return {
    value: (successes + 1) / (cooperationCount + 4),
    reason: `${cooperationCount} 次合作中 ${successes} 次成功`,
  };
}
