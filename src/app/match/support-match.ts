import type { Analyser } from "../../domain/matching/analyser.ts";
import { labelledTexts } from "../../domain/matching/labelled-text.ts";
import { overlapWith, type TermCommonness } from "../../domain/matching/overlap.ts";
import { expertItems, strongestItems } from "../../domain/matching/supporting-items.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { Quote } from "./match-view.ts";
import { quote } from "./quoted.ts";

const itemsShown = 3;

/** Which of the expert's directions, papers, patents and projects carry the overlap with the need, with the shared words
 * marked; none where neither side is an expert. */
export function supportMatch(
  subject: AnyRecord,
  target: AnyRecord,
  analyser: Analyser,
  commonness: TermCommonness,
): Quote[] {
  const textsOf = (record: AnyRecord) => (record.kind === "expert" ? expertItems(record) : labelledTexts(record));
  if (subject.kind !== "expert" && target.kind !== "expert") return [];
  const overlap = overlapWith(textsOf(subject), analyser, commonness, 0)(textsOf(target));
  return strongestItems(subject.kind === "expert" ? overlap.subject : overlap.target, itemsShown).map(quote);
}
