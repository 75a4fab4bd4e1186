import type { FieldChance } from "../../domain/field/field-guess.ts";
import { suggestedFields } from "../../domain/field/suggested-fields.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { declaredFields } from "./field-guesses.ts";

/** What the text of a record the principal was given tells of its field; none where it declares one, and where the text does not tell. */
export function guessField(ctx: AppContext, record: AnyRecord): FieldChance[] {
  if (ctx.matching === null || declaredFields(record).length > 0) return [];
  return suggestedFields(ctx.matching.fields.guess(record));
}
