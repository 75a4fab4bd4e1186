import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** Years after which activity counts 1/e (docs/matching.md#factors). */
const decayYears = 6;

/** 近期活跃: exp(−years/6) since the newest dated work. */
export function recencySignal({ candidate }: Pair, currentYear: number): Signal {
  if (candidate.lastActiveYear === null) return unknown("没有标明年份的成果");
  const years = Math.max(0, currentYear - candidate.lastActiveYear);
  return { value: Math.exp(-years / decayYears), reason: `最近一项成果在 ${candidate.lastActiveYear} 年` };
}
