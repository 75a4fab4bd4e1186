import type { CodeList } from "../taxonomy/code-list.ts";
import type { FieldSeed } from "./field-model.ts";

/** How much a word counts by where it comes from; the whole of a field's seeds counts the same however many they are
 * (docs/matching.md#fields). */
const weights = { name: 1, typical: 3, synonym: 0.5 };

/** Seeds of every field: the names of its list, words typical of a second level, and words known to be of a field.
 * @param typical text of data/taxonomy/field-terms.tsv: header row, then code and words separated by `|`
 * @param synonyms words by the code they belong to
 * @throws RangeError naming the 1-based row whose code the list lacks or that has no words */
export function fieldSeeds(
  codes: CodeList,
  typical: string,
  synonyms: readonly { code: string; words: readonly string[] }[],
): FieldSeed[] {
  const seeds = codes.items().map(({ code, name }) => ({ code, text: name, weight: weights.name }));
  for (const [index, line] of typical.split(/\r?\n/).entries()) {
    if (index === 0 || line === "") continue;
    const [code = "", words = ""] = line.split("\t");
    if (codes.get(code) === undefined) throw new RangeError(`Field terms row ${index + 1}: no field ${code}`);
    if (words.trim() === "") throw new RangeError(`Field terms row ${index + 1} has no words`);
    for (const text of words.split("|")) seeds.push({ code, text, weight: weights.typical });
  }
  for (const { code, words } of synonyms) {
    for (const text of words) seeds.push({ code, text, weight: weights.synonym });
  }
  return seeds;
}
