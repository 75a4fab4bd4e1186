import { z } from "zod";
import type { FieldChance } from "../../domain/field/field-guess.ts";
import { suggestedFields } from "../../domain/field/suggested-fields.ts";
import type { AppContext } from "../context.ts";
import { requireMatching } from "../match/database-pool.ts";
import { parseInput } from "../parse-input.ts";
import { scopeFor } from "../scope.ts";

const inputSchema = z.strictObject({ text: z.string().max(60_000) });
export type SuggestFieldsInput = z.input<typeof inputSchema>;

/** High-tech fields that the text of a need being written may be of, the likeliest first, at most two; none where the text does not
 * tell. Nothing is stored.
 * @throws AppError `invalid_input`; `unavailable` where this process computes no matches */
export async function suggestFields({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: SuggestFieldsInput;
}): Promise<FieldChance[]> {
  const { text } = parseInput(inputSchema, input);
  scopeFor(ctx.principal, "create", "need");
  return suggestedFields(requireMatching(ctx).fields.ofText(text));
}
