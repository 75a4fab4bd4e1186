import { z } from "zod";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { Suggestion } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { scopeFor } from "../scope.ts";
import { searchSpace } from "./search-space.ts";

const inputSchema = z.strictObject({
  prefix: z.string().max(100),
  kinds: z
    .array(z.enum(entityKinds))
    .min(1)
    .default([...entityKinds]),
  limit: z.int().min(1).max(20).default(8),
});

/** Names that complete what the user is typing, from the shelves of the principal's audience. A search without suggestions
 * still works, so an engine that fails gives none. */
export async function suggestNames({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: { prefix: string; kinds?: readonly EntityKind[] | undefined; limit?: number | undefined };
}): Promise<{ suggestions: Suggestion[]; degraded: boolean }> {
  const { prefix, kinds, limit } = parseInput(inputSchema, input);
  for (const kind of kinds) scopeFor(ctx.principal, "search", kind);
  if (prefix.trim() === "") return { suggestions: [], degraded: false };
  try {
    const request = { prefix, kinds, limit, ...(await searchSpace(ctx)) };
    return { suggestions: await ctx.search.suggest(request), degraded: false };
  } catch {
    return { suggestions: [], degraded: true };
  }
}
