import type { MatchProfile } from "./profile.ts";
import type { Pair } from "./signals/signal.ts";

/** The pair of two records, whichever of them was searched from: factors always read need first. */
export function orientPair(subject: MatchProfile, other: MatchProfile): Pair {
  return subject.kind === "need" ? { need: subject, candidate: other } : { need: other, candidate: subject };
}
