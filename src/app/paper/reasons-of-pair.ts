import type { AppContext } from "../context.ts";
import type { AskedPair } from "../match-list/list-answers.ts";
import { pairExplainer } from "./why-pair.ts";

/** Why a pair that somebody is asked about was put together, by what the asked see of both; nothing where one may no longer be read. */
export function reasonsOfPair({ matching, now }: AppContext, { need, target }: AskedPair): string[] {
  if (matching === null || need === null || target === null) return [];
  return pairExplainer(matching.analyser, now().getUTCFullYear())(need, target).reasons;
}
