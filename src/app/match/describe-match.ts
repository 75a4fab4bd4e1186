import { createHash } from "node:crypto";
import type { Analyser } from "../../domain/matching/analyser.ts";
import type { GateHit } from "../../domain/matching/gates.ts";
import { type LabelledText, labelledTexts } from "../../domain/matching/labelled-text.ts";
import { type Overlap, overlapWith, type TermCommonness } from "../../domain/matching/overlap.ts";
import type { PairScore } from "../../domain/matching/score.ts";
import type { FactorSignals } from "../../domain/matching/signals/all.ts";
import { factorLabels, factorNames, type Weights } from "../../domain/matching/weights.ts";
import { bandOf, reasonsOf, unknownsOf } from "../../domain/matching/words.ts";
import { type RecentValues, recentValues } from "../../domain/shared/recent-values.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { MatchItemView, MatchParty } from "./match-view.ts";

/** Phrases quoted per pair: more is not read. */
const phrasesShown = 8;

/** Pairs of which it is remembered what both sides share: a hundred pages of twenty, some 5 KB a pair. */
const overlapsRemembered = 2_000;
const overlapMemories = new WeakMap<Analyser, RecentValues<Overlap>>();

/** A scored pair before it is put into words. */
export interface ScoredPair {
  rank: number;
  result: PairScore;
  signals: FactorSignals;
  gates: GateHit[];
}

export interface DescribeOptions {
  analyser: Analyser;
  commonness: TermCommonness;
  weights: Weights;
  /** Name of a region code, e.g. 浙江省温州市; "" for null. */
  regionName(code: string | null): string;
}

/** A pair in words, and where both sides say them. */
export interface DescribedMatch {
  item: MatchItemView;
  overlap: Overlap;
}

/** How a record is named in a match. */
export function partyOf(record: AnyRecord, regionName: DescribeOptions["regionName"]): MatchParty {
  const { kind, id, number, content } = record;
  return {
    kind,
    id,
    number,
    title: recordTitle(kind, content),
    organizationName: content.organizationName,
    regionName: regionName(content.regionCode) || content.regionText,
  };
}

/** Puts the scored pairs of one subject into words: points, reasons, quoted phrases, unknowns. Made when matches are shown or exported. */
export function matchDescriber(
  subject: AnyRecord,
  { analyser, commonness, weights, regionName }: DescribeOptions,
): (target: AnyRecord, pair: ScoredPair) => DescribedMatch {
  const overlapOf = rememberedOverlaps(labelledTexts(subject), analyser, commonness);
  return (target, pair) => describeMatch(target, pair, overlapOf(labelledTexts(target)), weights, regionName);
}

/** What the subject shares with each target, of which those shown last are kept: every step on a sheet shows the same twenty again. The
 * subject is read only where one of them is new. */
function rememberedOverlaps(subject: readonly LabelledText[], analyser: Analyser, commonness: TermCommonness) {
  const memory = overlapMemories.get(analyser) ?? recentValues<Overlap>(overlapsRemembered);
  overlapMemories.set(analyser, memory);
  const asked = digest(JSON.stringify([subject, commonness.documents, ...commonness.frequency]));
  let overlapOf: ReturnType<typeof overlapWith> | undefined;
  return (target: readonly LabelledText[]): Overlap => {
    return memory.of(digest(asked + JSON.stringify(target)), () => {
      overlapOf ??= overlapWith(subject, analyser, commonness, phrasesShown);
      return overlapOf(target);
    });
  };
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64");

function describeMatch(
  target: AnyRecord,
  { result, signals, rank, gates }: ScoredPair,
  overlap: Overlap,
  weights: Weights,
  regionName: DescribeOptions["regionName"],
): DescribedMatch {
  const guessed = factorNames.filter((factor) => signals[factor].guessed === true).length;
  const item: MatchItemView = {
    target: partyOf(target, regionName),
    rank,
    score: result.score,
    shown: Math.round(result.score * 100),
    band: bandOf(result.score, weights),
    points: factorNames.map((factor) => ({
      factor,
      label: factorLabels[factor],
      points: result.points[factor],
      value: signals[factor].value,
      unknown: signals[factor].value === null,
      guessed: signals[factor].guessed === true,
      reason: signals[factor].reason,
    })),
    coverage: { known: result.known - guessed, total: result.total },
    gates,
    reasons: reasonsOf(result, signals, overlap),
    matched: overlap.phrases,
    unknowns: unknownsOf(signals),
  };
  return { item, overlap };
}
