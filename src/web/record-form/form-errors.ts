import type { InputIssue } from "../../domain/shared/errors.ts";

/** One thing to repair, tied to a box of the form. */
export interface BoxError {
  /** id of the box. */
  box: string;
  message: string;
}

/** Box of each content or contact field whose names differ. */
const boxOfField: Readonly<Record<string, string>> = {
  budgetFen: "budget",
  regionCode: "region",
  regionText: "region",
  name: "contactName",
  phone: "contactPhone",
  email: "contactEmail",
};

/** Issues of a use case as errors beside boxes; several of one box become one line. */
export function boxErrors(issues: readonly InputIssue[]): BoxError[] {
  const byBox = new Map<string, string[]>();
  for (const issue of issues) {
    const box = boxOf(issue.where);
    const held = byBox.get(box) ?? [];
    if (!held.includes(issue.expected)) byBox.set(box, [...held, issue.expected]);
  }
  return [...byBox].map(([box, messages]) => ({ box, message: messages.join("；") }));
}

/** `indicators.2.value` → `indicator-2-value`; a path below a list's item belongs to the list's box. */
function boxOf(where: string): string {
  const [field = "", row, column] = where.split(".");
  if (field === "indicators") return row === undefined ? "indicators" : `indicator-${row}-${column ?? "name"}`;
  return boxOfField[field] ?? field;
}

/** The error of one box, or null. */
export function errorOf(errors: readonly BoxError[], box: string): string | null {
  return errors.find((error) => error.box === box)?.message ?? null;
}
