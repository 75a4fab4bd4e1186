import { regionProximity } from "../../taxonomy/region-proximity.ts";
import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** 地域: same city 1, province .7, cluster .5, else .2. Near partners meet more easily; far ones are still partners. */
export function regionSignal({ need, candidate }: Pair): Signal {
  if (need.regionCode === null) return unknown("需求未说明地区");
  if (candidate.regionCode === null) return unknown("候选方未说明地区");
  const value = regionProximity(need.regionCode, candidate.regionCode);
  const reasons = new Map([
    [1, "同一城市"],
    [0.7, "同一省份"],
    [0.5, "同一城市群"],
  ]);
  return { value, reason: reasons.get(value) ?? "地区较远" };
}
