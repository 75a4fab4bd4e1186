import type { Analyser } from "../../domain/matching/analyser.ts";
import { labelledTexts } from "../../domain/matching/labelled-text.ts";
import { findOverlap } from "../../domain/matching/overlap.ts";
import { orientPair } from "../../domain/matching/pair.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { openQuestions } from "../../domain/matching/questions.ts";
import { factorSignals } from "../../domain/matching/signals/all.ts";
import { type FactorName, factorNames, startWeights } from "../../domain/matching/weights.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";

/** Why a pair was put together, and what each side had best ask the other. */
export interface PairWhy {
  reasons: string[];
  /** For the enterprise to ask of the expert or holder. */
  askCounterpart: string[];
  /** For the expert or holder to ask of the enterprise. */
  askEnterprise: string[];
}

const phrasesQuoted = 4;
/** A factor from this value on speaks for the pair. */
const speaksFor = 0.5;
const questionsPrinted = 4;
/** Without an index only the list of common words tells what is not worth quoting: the same records give the same words. */
const unknownCommonness = { documents: 0, frequency: new Map<string, number>() };
const unknownMeans = Object.fromEntries(factorNames.map((name) => [name, 0.5])) as Record<FactorName, number>;

/** Says why two records fit, by what the reader sees of both and nothing else: hidden words are neither quoted nor counted.
 * @param year what is recent is told from */
export function whyPair(need: AnyRecord, target: AnyRecord, analyser: Analyser, year: number): PairWhy {
  const overlap = findOverlap(labelledTexts(need), labelledTexts(target), analyser, unknownCommonness, phrasesQuoted);
  const pair = orientPair(profileOf(need), profileOf(target));
  const signals = factorSignals(pair, 0, year);
  const same = overlap.phrases.length === 0 ? [] : [`双方都提到“${overlap.phrases.join("”“")}”`];
  const near = overlap.pairs.slice(0, 2).map(({ subject, target: other }) => `“${subject}”与“${other}”意思相近或相关`);
  const fitting = factorNames
    .filter((name) => name !== "text" && (signals[name].value ?? 0) >= speaksFor)
    .map((name) => signals[name].reason);
  const values = Object.fromEntries(factorNames.map((name) => [name, name === "text" ? 0 : signals[name].value]));
  const questions = openQuestions({
    pair,
    values: values as Record<FactorName, number | null>,
    means: unknownMeans,
    weights: startWeights,
    currentYear: year,
  });
  const asked = (ofEnterprise: boolean) =>
    questions
      .filter((question) => (question.asked === "enterprise") === ofEnterprise)
      .map(({ text }) => text)
      .slice(0, questionsPrinted);
  return { reasons: [...same, ...near, ...fitting], askCounterpart: asked(false), askEnterprise: asked(true) };
}
