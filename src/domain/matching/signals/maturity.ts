import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** Loss per TRL level the candidate is short of the wanted one (docs/matching.md#factors). */
const lossPerLevel = 0.2;

/** 技术成熟度: 1 when the candidate has reached the wanted TRL, less by a fifth for each level short. */
export function maturitySignal({ need, candidate }: Pair): Signal {
  if (need.trl === null) return unknown("需求未说明要求的成熟度");
  if (candidate.trl === null) return unknown("候选方未说明成熟度");
  const short = Math.max(0, need.trl - candidate.trl);
  return {
    value: Math.max(0, 1 - lossPerLevel * short),
    reason:
      short === 0
        ? `成熟度 ${candidate.trl} 级，达到要求的 ${need.trl} 级`
        : `成熟度 ${candidate.trl} 级，比要求低 ${short} 级`,
  };
}
