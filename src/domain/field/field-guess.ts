/** A code of a list with its name. */
export interface NamedCode {
  code: string;
  name: string;
}

/** Chances of the codes of one level, in the list's order; they sum to 1. */
export interface CodeChances {
  items: readonly NamedCode[];
  chances: Float64Array;
}

/** What field a text is guessed to be of. A guess never stands for what an author declared. */
export interface FieldGuess {
  /** First level. */
  fields: CodeChances;
  /** Second level: each chance is that of field and group together. */
  groups: CodeChances;
}

/** One code and its chance, 0–1. */
export interface FieldChance extends NamedCode {
  chance: number;
}

/** The likeliest codes first; equal ones in the list's order.
 * @param most how many, ≥ 1 */
export function likeliest({ items, chances }: CodeChances, most: number): FieldChance[] {
  return items
    .map((item, index) => ({ ...item, chance: chances[index]! }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, most);
}
