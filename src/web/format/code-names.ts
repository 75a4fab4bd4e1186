import type { CodeList } from "../../domain/taxonomy/code-list.ts";
import type { CodeLists } from "../../http/code-lists.ts";

/** A field with its ancestors: `新材料 / 金属材料`; the code itself where the list lacks it. */
export function fieldText(lists: CodeLists, code: string): string {
  return pathText(lists.field, code, " / ");
}

/** Region by name, from the province down; the author's own words where there is no code; "" when nothing is known. */
export function regionText(lists: CodeLists, code: string | null, written: string): string {
  return code === null ? written : pathText(lists.region, code, "");
}

function pathText(list: CodeList, code: string, separator: string): string {
  const path = list.path(code);
  return path.length === 0 ? code : path.map((step) => list.name(step) ?? step).join(separator);
}
