import type { FactorName } from "../weights.ts";
import { cooperationSignal } from "./cooperation.ts";
import { fieldSignal } from "./field.ts";
import { maturitySignal } from "./maturity.ts";
import { recencySignal } from "./recency.ts";
import { regionSignal } from "./region.ts";
import type { Pair, Signal } from "./signal.ts";
import { trackSignal } from "./track.ts";

export type FactorSignals = Record<FactorName, Signal>;

/** Every factor of one pair. `relevance` is the text relevance, 0–1. */
export function factorSignals(pair: Pair, relevance: number, currentYear: number): FactorSignals {
  return {
    text: { value: relevance, reason: "按双方文字的重合程度计算" },
    field: fieldSignal(pair),
    maturity: maturitySignal(pair),
    track: trackSignal(pair),
    cooperation: cooperationSignal(pair),
    recency: recencySignal(pair, currentYear),
    region: regionSignal(pair),
  };
}
