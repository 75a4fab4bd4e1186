import { cooperationModeNames } from "../taxonomy/cooperation-mode.ts";
import { answersTo, type ScoredPairFacts } from "./counterfactual.ts";
import { factorSignals } from "./signals/all.ts";
import type { Pair } from "./signals/signal.ts";
import { type FactorName, factorLabels, factorNames } from "./weights.ts";

/** Who can answer. */
export const askedLabels = { enterprise: "企业", expert: "专家", holder: "成果持有方" } as const;
export type Asked = keyof typeof askedLabels;

/** What to ask next about one unknown factor. */
export interface OpenQuestion {
  factor: FactorName;
  label: string;
  asked: Asked;
  /** Ready to be sent, zh-CN. */
  text: string;
  /** Points of 100 that the answer can add and cost, ≥ 0. Both 0 where the answer is worth knowing but not scored. */
  gain: number;
  loss: number;
}

/** Least and most of each factor, where neither side says anything yet. */
const openRange: Record<FactorName, readonly [number, number]> = {
  text: [0, 1],
  field: [0, 1],
  maturity: [0, 1],
  track: [0, 1],
  cooperation: [0, 1],
  recency: [0, 1],
  region: [0.2, 1],
};

/** One question for each unknown or guessed factor, to the side that has not said: the enterprise first where neither has.
 * The most valuable first, by the points at stake; equal ones in the order of the factors. */
export function openQuestions(facts: ScoredPairFacts): OpenQuestion[] {
  const { pair, values, means, weights, currentYear } = facts;
  const signals = factorSignals(pair, values.text ?? 0, currentYear);
  const total = factorNames.reduce((sum, name) => sum + weights.factors[name], 0);
  const answers = answersTo(facts);
  return factorNames
    .filter((factor) => values[factor] === null || signals[factor].guessed === true)
    .flatMap((factor) => {
      const asked = askedOf(pair, factor);
      const text = questionOf(pair, factor, asked);
      if (text === null) return [];
      const assumed = values[factor] ?? means[factor];
      const [least, most] = rangeOf(factor, pair, answers) ?? [assumed, assumed];
      const points = (100 * weights.factors[factor]) / total;
      const gain = Math.max(0, most - assumed) * points;
      const loss = Math.max(0, assumed - least) * points;
      return [{ factor, label: factorLabels[factor], asked, text, gain, loss }];
    })
    .sort((a, b) => b.gain + b.loss - (a.gain + a.loss));
}

/** Least and most the factor can come to; null where no record can hold the answer. */
function rangeOf(
  factor: FactorName,
  { candidate }: Pair,
  answers: ReturnType<typeof answersTo>,
): readonly [number, number] | null {
  const own = answers.filter((answer) => answer.factor === factor);
  const reached = own.flatMap(({ value }) => value ?? []);
  if (reached.length > 0) return [Math.min(...reached), Math.max(...reached)];
  return factor === "maturity" && candidate.kind === "expert" ? null : openRange[factor];
}

function askedOf({ need, candidate }: Pair, factor: FactorName): Asked {
  const silent: Partial<Record<FactorName, boolean>> = {
    field: need.fields.length === 0,
    maturity: need.trl === null,
    cooperation: need.modes.length === 0,
    region: need.regionCode === null,
  };
  if (silent[factor] === true) return "enterprise";
  return candidate.kind === "expert" ? "expert" : "holder";
}

/** The question in words; null for the text, which is never unknown. */
function questionOf({ need }: Pair, factor: FactorName, asked: Asked): string | null {
  const modes = cooperationModeNames.join("、");
  const wantedTrl = need.trl === null ? "" : `（需求要求 ${need.trl} 级）`;
  const wantedModes = need.modes.length === 0 ? `如${modes}` : `需求方希望${need.modes.join("、")}`;
  const byAsked: Record<Asked, Partial<Record<FactorName, string>>> = {
    enterprise: {
      field: "这项需求属于国家重点支持的高新技术领域中的哪一类？请尽量选到最细一级。",
      maturity: "希望对方的技术做到什么程度：实验室样机（1–3 级）、中试（4–6 级），还是已在工厂稳定运行（7–9 级）？",
      cooperation: `贵单位可以接受哪些合作方式：${modes}？`,
      region: "这项技术将在哪个城市实施？",
    },
    expert: {
      field: "您的研究属于国家重点支持的高新技术领域中的哪一类？请尽量选到最细一级。",
      maturity: `您在这个方向上的技术做到了什么程度：实验室、中试，还是已在工厂应用${wantedTrl}？`,
      track: "您与企业合作过几次，其中几次达到了约定的目标？",
      cooperation: `您可以接受哪些合作方式？${wantedModes}。`,
      recency: "您在这个方向上最近一项论文、专利或项目是哪一年的？",
      region: "您在哪个城市工作？",
    },
    holder: {
      field: "这项成果属于国家重点支持的高新技术领域中的哪一类？请尽量选到最细一级。",
      maturity: `这项成果的成熟度是几级：实验室样机（1–3 级）、中试（4–6 级），还是已在工厂稳定运行（7–9 级）${wantedTrl}？`,
      track: "这项成果转化或应用过几次，其中几次达到了约定的目标？",
      cooperation: `这项成果可以用哪些方式合作？${wantedModes}。`,
      recency: "这项成果最近一次授权、鉴定或应用是哪一年？",
      region: "这项成果的持有单位在哪个城市？",
    },
  };
  return byAsked[asked][factor] ?? null;
}
