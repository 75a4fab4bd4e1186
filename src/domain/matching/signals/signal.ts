import type { MatchProfile } from "../profile.ts";

/** One factor of one pair: `value` 0–1, or null when a side does not say; `reason` in zh-CN, one clause. */
export interface Signal {
  value: number | null;
  reason: string;
  /** The value rests on a guess, not on what a side said. */
  guessed?: true;
}

/** The two sides of a pair, whichever of them was searched from. */
export interface Pair {
  need: MatchProfile;
  candidate: MatchProfile;
}

export function unknown(reason: string): Signal {
  return { value: null, reason };
}
