import { createHash } from "node:crypto";
import type { Analyser } from "../../domain/matching/analyser.ts";
import { labelledTexts } from "../../domain/matching/labelled-text.ts";
import { type Overlap, overlapWith } from "../../domain/matching/overlap.ts";
import { orientPair } from "../../domain/matching/pair.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { openQuestions } from "../../domain/matching/questions.ts";
import { rememberingAnalyser } from "../../domain/matching/remembering-analyser.ts";
import { factorSignals } from "../../domain/matching/signals/all.ts";
import { type FactorName, factorNames, startWeights } from "../../domain/matching/weights.ts";
import { type RecentValues, recentValues } from "../../domain/shared/recent-values.ts";
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

/** A handbook of 200 needs with ten candidates tells 2,000 pairs to both sides; some 3 KB a pair. */
const pairsRemembered = 5_000;
/** What was told of pairs, kept with the analyser that read them: a document is composed again for its page, its Word file and its check. */
const memories = new WeakMap<Analyser, RecentValues<PairWhy>>();

/**
 * Says why two records fit, by what the reader sees of both and nothing else: hidden words are neither quoted nor counted. A need is read
 * once for all its candidates, and whoever sees the same of both sides is told the same without reading them again.
 * @param year what is recent is told from
 */
export function pairExplainer(analyser: Analyser, year: number): (need: AnyRecord, target: AnyRecord) => PairWhy {
  const memory = memories.get(analyser) ?? recentValues(pairsRemembered);
  memories.set(analyser, memory);
  const reading = rememberingAnalyser(analyser);
  const overlaps = recentValues<ReturnType<typeof overlapWith>>();
  return (need, target) => {
    const said = JSON.stringify(need.content);
    const both = createHash("sha256").update(`${year} ${target.kind} ${said} ${JSON.stringify(target.content)}`);
    return memory.of(both.digest("base64"), () => {
      const overlapOf = overlaps.of(said, () =>
        overlapWith(labelledTexts(need), reading, unknownCommonness, phrasesQuoted),
      );
      return explain(need, target, overlapOf(labelledTexts(target)), year);
    });
  };
}

function explain(need: AnyRecord, target: AnyRecord, overlap: Overlap, year: number): PairWhy {
  const pair = orientPair(profileOf(need), profileOf(target));
  const signals = factorSignals(pair, 0, year);
  const same = overlap.phrases.length === 0 ? [] : [`双方都提到“${overlap.phrases.join("”“")}”`];
  const near = overlap.pairs.slice(0, 2).map(({ subject, target: other }) => `“${subject}”与“${other}”意思相近或相关`);
  const fitting = factorNames.filter((name) => name !== "text" && (signals[name].value ?? 0) >= speaksFor);
  // That both are near each other is no reason to meet by itself.
  const says = same.length + near.length > 0 || fitting.some((name) => name !== "region");
  const reasons = says
    ? [...same, ...near, ...fitting.map((name) => signals[name].reason)]
    : ["用语相近，没有相同的专门用词，具体结合点请看双方原文"];
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
  return { reasons, askCounterpart: asked(false), askEnterprise: asked(true) };
}
