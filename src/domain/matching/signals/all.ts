import type { FactorName } from "../weights.ts";
import { cooperationSignal } from "./cooperation.ts";
import { fieldSignal } from "./field.ts";
import { maturitySignal } from "./maturity.ts";
import { recencySignal } from "./recency.ts";
import { regionSignal } from "./region.ts";
import type { Pair, Signal } from "./signal.ts";
import { trackSignal } from "./track.ts";

export type FactorSignals = Record<FactorName, Signal>;

const readers: Record<FactorName, (pair: Pair, relevance: number, currentYear: number) => Signal> = {
  text: (_pair, relevance) => ({ value: relevance, reason: "按双方文字的重合程度计算" }),
  field: fieldSignal,
  maturity: maturitySignal,
  track: trackSignal,
  cooperation: cooperationSignal,
  recency: (pair, _relevance, currentYear) => recencySignal(pair, currentYear),
  region: regionSignal,
};

/** One factor of one pair. `relevance` is the text relevance, 0–1. */
export function factorSignal(factor: FactorName, pair: Pair, relevance: number, currentYear: number): Signal {
  return readers[factor](pair, relevance, currentYear);
}

/** Every factor of one pair. `relevance` is the text relevance, 0–1. */
export function factorSignals(pair: Pair, relevance: number, currentYear: number): FactorSignals {
  const of = (factor: FactorName) => factorSignal(factor, pair, relevance, currentYear);
  return {
    text: of("text"),
    field: of("field"),
    maturity: of("maturity"),
    track: of("track"),
    cooperation: of("cooperation"),
    recency: of("recency"),
    region: of("region"),
  };
}
