import type { NeedContent } from "../need/need.ts";
import { findAll, type OwnNames } from "./find-all.ts";
import type { Finding } from "./finding.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Text fields of a need, in the order they are shown. */
const textFields = ["title", "description", "problem", "keyTechnology", "target", "intendedPartner"] as const;

/** One text of a need: a field, or an item of a list field. */
export interface TextPlace {
  field: (typeof textFields)[number] | "keywords" | "indicators";
  /** Place in the list; null for a single text. */
  index: number | null;
}

/** A text before and after, with what was found in it. */
export interface RedactedText extends TextPlace {
  before: string;
  after: string;
  /** In reading order, without overlaps; offsets are of `before`. */
  findings: Finding[];
  /** The text in pieces to show as a diff: kept and removed ones join up to `before`, kept and inserted ones to `after`. */
  parts: DiffPart[];
}

export type DiffPart =
  | { kind: "kept" | "inserted"; text: string }
  /** `finding` says why. */
  | { kind: "removed"; text: string; finding: Finding };

export interface RedactionSuggestion {
  /** The need with every text redacted; the organisation's name is empty and the free-text region with it. */
  content: NeedContent;
  /** Every text that says anything, in the order of the form; unchanged ones have no findings. */
  texts: RedactedText[];
}

/** A public version of a need for the enterprise to confirm: deterministic, nothing is stored.
 * @param own the organisation whose need it is; null to take the name the need states */
export function suggestRedaction(need: NeedContent, own: OwnNames | null, vocabulary: Vocabulary): RedactionSuggestion {
  const names = own ?? (need.organizationName === "" ? null : { name: need.organizationName });
  const places = textsOf(need);
  const found = findAll(
    places.map(({ before }) => before),
    names,
    vocabulary,
  );
  const texts = places.map((place, at) => {
    const parts = diffParts(place.before, found[at]!);
    return { ...place, after: sideOf(parts, "removed"), findings: found[at]!, parts };
  });
  return { content: withTexts(need, texts), texts };
}

/** A text in kept, removed and inserted pieces; touching findings with one replacement share it.
 * @param findings of that text, in reading order, without overlaps */
export function diffParts(before: string, findings: readonly Finding[]): DiffPart[] {
  const parts: DiffPart[] = [];
  let from = 0;
  for (const [at, finding] of findings.entries()) {
    if (finding.start > from) parts.push({ kind: "kept", text: before.slice(from, finding.start) });
    parts.push({ kind: "removed", text: finding.text, finding });
    const next = findings[at + 1];
    const isShared = next?.start === finding.end && next.replacement === finding.replacement;
    if (!isShared) parts.push({ kind: "inserted", text: finding.replacement });
    from = finding.end;
  }
  if (from < before.length) parts.push({ kind: "kept", text: before.slice(from) });
  return parts;
}

/** The text without the pieces of one kind. */
function sideOf(parts: readonly DiffPart[], left: DiffPart["kind"]): string {
  return parts
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join("");
}

function textsOf(need: NeedContent): (TextPlace & { before: string })[] {
  const single = textFields.map((field) => ({ field, index: null, before: need[field] }));
  const keywords = need.keywords.map((before, index) => ({ field: "keywords" as const, index, before }));
  const indicators = need.indicators.map(({ name }, index) => ({ field: "indicators" as const, index, before: name }));
  return [...single, ...keywords, ...indicators].filter(({ before }) => before !== "");
}

function withTexts(need: NeedContent, texts: readonly RedactedText[]): NeedContent {
  const after = new Map(texts.map((text) => [`${text.field}/${text.index ?? ""}`, text.after]));
  const content: NeedContent = { ...need, organizationName: "", regionText: "" };
  for (const field of textFields) content[field] = after.get(`${field}/`) ?? "";
  content.keywords = [...new Set(need.keywords.map((word, index) => after.get(`keywords/${index}`) ?? word))];
  content.indicators = need.indicators.map((indicator, index) => ({
    ...indicator,
    name: after.get(`indicators/${index}`) ?? indicator.name,
  }));
  return content;
}
