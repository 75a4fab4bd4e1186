import type { FieldChance } from "../../domain/field/field-guess.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText } from "../format/code-names.ts";
import type { Fact } from "../ui/facts.tsx";

/** What the text tells of a field nobody declared, said as a guess; left out where it tells nothing. */
export function guessedFieldFact(lists: CodeLists, [guess]: readonly FieldChance[]): Fact {
  const words = guess && `${fieldText(lists, guess.code)}（按文本推测，可能性 ${Math.round(guess.chance * 100)}%）`;
  return ["推测领域", words ?? null];
}
