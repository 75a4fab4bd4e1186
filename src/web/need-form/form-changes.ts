import { type NeedFormValues, withEmptyRows } from "./form-values.ts";
import { moveRow, readRowMove } from "./indicator-moves.ts";

/** The form as a button other than those that save leaves it; null for those that save. */
export function changeOnly(form: FormData, values: NeedFormValues): NeedFormValues | null {
  const asked = form.get("do");
  if (asked === "addIndicator") return withEmptyRows(values, 1);
  if (asked === "check") return withEmptyRows(values, 0);
  const row = readRowMove(String(asked ?? ""));
  if (row !== null) return withEmptyRows({ ...values, indicators: moveRow(values.indicators, row) }, 0);
  const field = form.get("adoptField");
  if (typeof field === "string") return withEmptyRows({ ...values, field }, 0);
  const keyword = form.get("addKeyword");
  if (typeof keyword !== "string") return null;
  const keywords = values.keywords.trim() === "" ? keyword : `${values.keywords.trim()}、${keyword}`;
  return withEmptyRows({ ...values, keywords }, 0);
}
