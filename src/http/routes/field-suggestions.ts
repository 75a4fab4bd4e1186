import { type SuggestFieldsInput, suggestFields } from "../../app/field/suggest-fields.ts";
import { type Api, answers, defineRoute } from "../define-route.ts";
import { readJson } from "../json/read-json.ts";
import { fieldSuggestionBody, fieldSuggestionsSchema } from "../schema/field-suggestions.ts";
import { problems } from "../schema/problem-schema.ts";

const suggested = {
  items: [{ code: "07", name: "资源与环境", path: ["资源与环境"], chance: 0.82 }],
};

/** Fields a text may be of, for forms that ask for one. */
export function fieldSuggestionRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "post",
      path: "/api/v1/suggestions/fields",
      summary: "按文本推测技术领域",
      description: "只推测，不保存。可能性不够时不给建议。",
      tags: ["检索"],
      request: { body: { required: true, content: { "application/json": { schema: fieldSuggestionBody } } } },
      responses: {
        200: answers("建议", fieldSuggestionsSchema, suggested),
        ...problems("invalid_input", "unavailable"),
      },
    },
    async (c) => {
      // Parsed by the use case, in one place for all callers.
      const input = (await readJson(c)) as SuggestFieldsInput;
      const list = c.var.deps.codeLists.field;
      const items = (await suggestFields({ ctx: c.var.ctx, input })).map(({ code, name, chance }) => ({
        code,
        name,
        path: list.path(code).map((step) => list.name(step) ?? step),
        chance,
      }));
      return c.json({ items });
    },
  );
}
