import type { NeedContent } from "../need/need.ts";
import { cityOf } from "../taxonomy/region-code.ts";
import type { DisclosureLevel, DisclosureLevels, Redaction } from "./disclosure.ts";
import { type DisclosedField, levelOf, type RedactedField } from "./need-fields.ts";

/** Up to which level somebody sees, and what the owner decided. */
export interface DisclosureView {
  level: DisclosureLevel;
  /** null = the defaults. */
  levels: DisclosureLevels | null;
  /** Wording confirmed for this very content; null shows nothing in place of what is hidden. */
  redaction: Pick<Redaction, "texts"> | null;
}

/** Marks between the keywords of a redacted list. */
const keywordBreak = /[、，,；;\n]+/;

/**
 * What of a need is shown at a level. Texts below their level give way to the confirmed wording, else to nothing; other
 * fields are blanked, the region is cut to its prefecture. A blank field says nothing about whether there is a value.
 */
export function discloseNeed(content: NeedContent, { level, levels, redaction }: DisclosureView): NeedContent {
  const open = (field: DisclosedField) => level >= levelOf(field, levels);
  const text = (field: Exclude<RedactedField, "keywords">) =>
    open(field) ? content[field] : (redaction?.texts[field] ?? "");
  const orNull = <Value>(field: DisclosedField, value: Value) => (open(field) ? value : null);
  return {
    title: text("title"),
    description: text("description"),
    problem: text("problem"),
    keyTechnology: text("keyTechnology"),
    target: text("target"),
    keywords: open("keywords") ? content.keywords : wordsOf(redaction?.texts.keywords ?? ""),
    intendedPartner: text("intendedPartner"),
    indicators: open("indicators") ? content.indicators : [],
    kind: orNull("kind", content.kind),
    field: orNull("field", content.field),
    industry: orNull("industry", content.industry),
    discipline: orNull("discipline", content.discipline),
    tier: orNull("tier", content.tier),
    wantedTrl: orNull("wantedTrl", content.wantedTrl),
    cooperationModes: open("cooperationModes") ? content.cooperationModes : [],
    deadline: orNull("deadline", content.deadline),
    budgetFen: orNull("budget", content.budgetFen),
    budgetNegotiable: open("budget") && content.budgetNegotiable,
    organizationName: open("organizationName") ? content.organizationName : "",
    regionCode: open("region") ? content.regionCode : prefectureOf(content.regionCode),
    regionText: open("region") ? content.regionText : "",
  };
}

function wordsOf(text: string): string[] {
  return [...new Set(text.split(keywordBreak).map((word) => word.trim()))].filter((word) => word !== "");
}

/** The prefecture of a region, the province where no prefecture is known. A county that answers to its province directly
 * would name itself: it counts as its province. */
export function prefectureOf(code: string | null): string | null {
  if (code === null) return null;
  const city = cityOf(code);
  return city === null || !city.endsWith("00") ? `${code.slice(0, 2)}0000` : city;
}
