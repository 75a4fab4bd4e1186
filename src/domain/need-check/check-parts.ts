import type { NeedContent } from "../need/need.ts";

/** Points of each part of the check, 100 in all. Reasons: docs/forms.md#需求体检. */
export const partPoints = {
  title: 8,
  substance: 24,
  figures: 14,
  indicators: 14,
  baseline: 10,
  tried: 4,
  budget: 6,
  deadline: 5,
  field: 5,
  region: 4,
  keywords: 4,
  modes: 2,
} as const;
export type CheckPart = keyof typeof partPoints;

/** Characters of readable description that earn all points of `substance`. */
export const enoughCharacters = 120;
/** Keywords that earn all points. */
export const enoughKeywords = 3;

/** What the texts of a need say, read once. Texts that are damaged or read like a work report count as empty. */
export interface CheckedTexts {
  /** Length of the readable texts, characters. */
  characters: number;
  hasFigure: boolean;
  hasBaseline: boolean;
  hasTried: boolean;
  isTitleReadable: boolean;
}

/** Points earned, 0 up to those of the part. Every part grows, or stays, with what is filled in: an empty box earns nothing and no
 * text takes away what another has earned. */
export function earnedPoints(need: NeedContent, texts: CheckedTexts): Record<CheckPart, number> {
  const shares: Record<CheckPart, number> = {
    title: texts.isTitleReadable ? (need.title.length >= 6 ? 1 : 0.5) : 0,
    substance: Math.min(1, texts.characters / enoughCharacters),
    figures: texts.hasFigure || need.indicators.some(({ value }) => value !== null) ? 1 : 0,
    indicators: Math.max(0, ...need.indicators.map(completeness)),
    baseline: texts.hasBaseline || need.indicators.some(({ currentValue }) => currentValue !== null) ? 1 : 0,
    tried: texts.hasTried ? 1 : 0,
    budget: need.budgetFen !== null || need.budgetNegotiable ? 1 : 0,
    deadline: need.deadline === null ? 0 : 1,
    field: need.field === null ? 0 : 1,
    region: need.regionCode === null ? (need.regionText === "" ? 0 : 0.5) : 1,
    keywords: Math.min(1, need.keywords.length / enoughKeywords),
    modes: need.cooperationModes.length === 0 ? 0 : 1,
  };
  return Object.fromEntries(
    Object.entries(shares).map(([part, share]) => [part, share * partPoints[part as CheckPart]]),
  ) as Record<CheckPart, number>;
}

/** Share of a measurable target that is there: its name, its figure, the unit. */
function completeness({ name, value, unit }: NeedContent["indicators"][number]): number {
  return [name !== "", value !== null, unit !== ""].filter(Boolean).length / 3;
}
