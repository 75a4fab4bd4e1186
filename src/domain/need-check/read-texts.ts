import type { FlagKind } from "../../text/findings.ts";
import { normalise } from "../../text/normalise.ts";
import { type Quantity, readQuantities } from "../../text/numbers.ts";
import type { NeedContent } from "../need/need.ts";
import type { CheckedTexts } from "./check-parts.ts";
import { reportPhrases } from "./report-prose.ts";

/** Boxes of running text. */
export const textFields = ["title", "description", "problem", "keyTechnology", "target"] as const;
export type TextField = (typeof textFields)[number];

/** One text and what is wrong with it as a whole. */
export interface ReadText {
  field: TextField;
  text: string;
  /** First place of each kind of damage, as written. */
  damage: readonly { kind: Extract<FlagKind, "mask" | "mojibake" | "lost-character">; quote: string }[];
  /** See {@link reportPhrases}. */
  reportPhrases: readonly string[];
  sentences: readonly Sentence[];
}

export interface Sentence {
  text: string;
  /** A figure with its unit stands in it. */
  hasFigure: boolean;
}

const sentenceEnd = /[。；;！!？?\n]+/;
const baselineWords = /目前|现有|现在|当前|现状|已达|达到了|原来|原有|仅有|只有|仅为|仍有|(?:由|从)\s*\d/;
const triedWords = /试过|试了|用过|换过|换了|做过|采用过|尝试|试用|试验过|委托过/;
const counters = /^[种次个家名项人位条批件台套]$/;
const damages = ["mask", "mojibake", "lost-character"] as const;

/** The texts of a need that say anything. */
export function readTexts(need: NeedContent): ReadText[] {
  return textFields.filter((field) => need[field].trim() !== "").map((field) => readText(field, need[field]));
}

function readText(field: TextField, text: string): ReadText {
  const { flags } = normalise(text);
  const damage = damages.flatMap((kind) => {
    const [start, end] = flags.find((flag) => flag.kind === kind)?.ranges[0] ?? [0, 0];
    return end === 0 ? [] : [{ kind, quote: around(text, start, end) }];
  });
  const sentences = text
    .split(sentenceEnd)
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => ({
      text: each,
      hasFigure: readQuantities(each).some(isFigure),
    }));
  return { field, text, damage, reportPhrases: field === "title" ? [] : reportPhrases(text), sentences };
}

/** 两种, 一次, 三家 count things; they measure nothing. */
function isFigure({ masked, unit, value }: Quantity): boolean {
  return !masked && unit !== "" && !(counters.test(unit) && value !== null && value <= 3);
}

function around(text: string, start: number, end: number): string {
  const room = 6;
  return text.slice(Math.max(0, start - room), Math.min(text.length, end + room)).replaceAll(/\s+/g, " ");
}

function isReadable({ damage, reportPhrases }: ReadText): boolean {
  return reportPhrases.length === 0 && damage.every(({ kind }) => kind === "mask");
}

/** What the texts amount to. */
export function sumOf(texts: readonly ReadText[]): CheckedTexts {
  const readable = texts.filter(isReadable);
  const sentences = readable.flatMap((each) => each.sentences);
  const prose = readable.filter(({ field }) => field !== "title");
  return {
    characters: prose.reduce((sum, { text }) => sum + text.replaceAll(/\s/g, "").length, 0),
    hasFigure: sentences.some(({ hasFigure }) => hasFigure),
    hasBaseline: sentences.some(({ text, hasFigure }) => hasFigure && baselineWords.test(text)),
    hasTried: sentences.some(({ text }) => triedWords.test(text)),
    isTitleReadable: readable.some(({ field }) => field === "title"),
  };
}
