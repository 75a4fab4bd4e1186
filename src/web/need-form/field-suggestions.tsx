import type { FieldChance } from "../../domain/field/field-guess.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText } from "../format/code-names.ts";

/** Fields the text may be of, each with a button that takes it over. The island field-suggestion renews them while the author types;
 * without it the server does, whenever the form comes back. */
export function FieldSuggestions({ lists, suggestions }: { lists: CodeLists; suggestions: readonly FieldChance[] }) {
  return (
    <p class="field-suggestions" data-field-suggestions role="status">
      {suggestions.length === 0 ? null : "建议领域："}
      {suggestions.map(({ code, chance }) => (
        <button
          class="btn btn-sm btn-outline-primary"
          type="submit"
          name="adoptField"
          value={code}
          formnovalidate
          title={`按文本推测，可能性 ${Math.round(chance * 100)}%`}
        >
          {fieldText(lists, code)}（采用）
        </button>
      ))}
    </p>
  );
}
