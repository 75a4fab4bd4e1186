import { searchKey } from "../../text/normalise.ts";
import type { RecordOf } from "../shared/record-content.ts";
import type { LabelledText } from "./labelled-text.ts";
import type { MarkedText } from "./overlap.ts";

/** What an expert has done or does, one item each, under the name its author knows it by. */
export function expertItems({ content }: RecordOf<"expert">): LabelledText[] {
  const items = (label: string, texts: readonly string[]) =>
    texts.filter((text) => text.trim() !== "").map((text) => ({ label, text }));
  return [
    ...items("研究方向", content.researchDirections),
    ...items("论文", content.papers),
    ...items("专利", content.patents),
    ...items("项目", content.projects),
  ];
}

/** The items that carry the most of the overlap, heaviest first; a phrase repeated in an item counts once.
 * Equal ones keep the author's order; items without a shared phrase are left out. */
export function strongestItems(items: readonly MarkedText[], limit: number): MarkedText[] {
  return items
    .map((item) => ({ item, weight: weightOf(item) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ item }) => item);
}

function weightOf({ text, spans }: MarkedText): number {
  const byPhrase = new Map(spans.map(({ start, end, weight }) => [searchKey(text.slice(start, end)), weight]));
  return [...byPhrase.values()].reduce((sum, weight) => sum + weight, 0);
}
