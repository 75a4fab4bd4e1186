import { z } from "@hono/zod-openapi";

export const fieldSuggestionBody = z
  .object({ text: z.string().max(60_000) })
  .openapi("FieldSuggestionInput", { example: { text: "电镀废水中络合镍加碱沉不下来，出水镍超标" } });

export const fieldSuggestionsSchema = z
  .object({
    items: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          path: z.array(z.string()).openapi({ description: "从一级领域到该领域的名称" }),
          chance: z.number().openapi({ description: "可能性，0–1" }),
        }),
      )
      .openapi({ description: "可能性大的在前，至多 2 项；看不出来时为空" }),
  })
  .openapi("FieldSuggestions");
