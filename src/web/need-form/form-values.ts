import type { WritingOwner } from "../../app/organization/owner-of-record.ts";
import type { NeedContent } from "../../domain/need/need.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { regionText } from "../format/code-names.ts";
import { wanInput } from "../format/money.ts";

/** One indicator row as typed. */
export interface IndicatorValues {
  name: string;
  operator: string;
  value: string;
  unit: string;
  currentValue: string;
}

/** Everything in the form's boxes, as typed, so that a refused form comes back as it was sent. */
export interface NeedFormValues {
  title: string;
  description: string;
  problem: string;
  keyTechnology: string;
  target: string;
  kind: string;
  field: string;
  organizationName: string;
  region: string;
  budget: string;
  budgetNegotiable: boolean;
  deadline: string;
  cooperationModes: string[];
  keywords: string;
  wantedTrl: string;
  intendedPartner: string;
  indicators: IndicatorValues[];
  visibility: string;
  contactName: string;
  contactPhone: string;
  contactEmail: string;
}

/** Rows offered at least, and at most. */
export const indicatorRows = { least: 2, most: 50 } as const;

const emptyIndicator: IndicatorValues = { name: "", operator: "≥", value: "", unit: "", currentValue: "" };

/** An empty form. */
export const emptyValues: NeedFormValues = {
  title: "",
  description: "",
  problem: "",
  keyTechnology: "",
  target: "",
  kind: "",
  field: "",
  organizationName: "",
  region: "",
  budget: "",
  budgetNegotiable: false,
  deadline: "",
  cooperationModes: [],
  keywords: "",
  wantedTrl: "",
  intendedPartner: "",
  indicators: [],
  visibility: "private",
  contactName: "",
  contactPhone: "",
  contactEmail: "",
};

/** What a new need takes from the organisation it is written for; its author may change it. */
export function valuesOfOwner({ name, regionCode }: WritingOwner, lists: CodeLists) {
  return { organizationName: name, region: regionText(lists, regionCode, "") };
}

/** A stored need in the form's boxes. The contact stays empty: it is never shown again. */
export function valuesOfNeed(need: NeedContent, visibility: string, lists: CodeLists): NeedFormValues {
  return {
    ...emptyValues,
    title: need.title,
    description: need.description,
    problem: need.problem,
    keyTechnology: need.keyTechnology,
    target: need.target,
    kind: need.kind ?? "",
    field: need.field ?? "",
    organizationName: need.organizationName,
    region: need.regionText || regionText(lists, need.regionCode, ""),
    budget: wanInput(need.budgetFen),
    budgetNegotiable: need.budgetNegotiable,
    deadline: need.deadline ?? "",
    cooperationModes: need.cooperationModes,
    keywords: need.keywords.join("、"),
    wantedTrl: need.wantedTrl === null ? "" : String(need.wantedTrl),
    intendedPartner: need.intendedPartner,
    indicators: need.indicators.map(({ name, operator, value, unit, currentValue }) => ({
      name,
      operator,
      value: value === null ? "" : String(value),
      unit,
      currentValue: currentValue === null ? "" : String(currentValue),
    })),
    visibility,
  };
}

/** The boxes of a sent form. Unknown boxes are ignored; line ends become `\n`. */
export function valuesOfForm(form: FormData): NeedFormValues {
  const text = (name: string) => lineEnds(form.get(name));
  const column = (name: string) => form.getAll(name).map(lineEnds);
  const [names, operators, values, units, currents] = [
    column("indicatorName"),
    column("indicatorOperator"),
    column("indicatorValue"),
    column("indicatorUnit"),
    column("indicatorCurrent"),
  ];
  return {
    title: text("title"),
    description: text("description"),
    problem: text("problem"),
    keyTechnology: text("keyTechnology"),
    target: text("target"),
    kind: text("kind"),
    field: text("field"),
    organizationName: text("organizationName"),
    region: text("region"),
    budget: text("budget"),
    budgetNegotiable: form.has("budgetNegotiable"),
    deadline: text("deadline"),
    cooperationModes: column("cooperationModes"),
    keywords: text("keywords"),
    wantedTrl: text("wantedTrl"),
    intendedPartner: text("intendedPartner"),
    indicators: names.slice(0, indicatorRows.most).map((name, row) => ({
      name,
      operator: operators[row] ?? "≥",
      value: values[row] ?? "",
      unit: units[row] ?? "",
      currentValue: currents[row] ?? "",
    })),
    visibility: text("visibility"),
    contactName: text("contactName"),
    contactPhone: text("contactPhone"),
    contactEmail: text("contactEmail"),
  };
}

/** The same with enough empty indicator rows to type in, and `extra` more. */
export function withEmptyRows(values: NeedFormValues, extra: number): NeedFormValues {
  const rows = Math.min(Math.max(indicatorRows.least, values.indicators.length + extra), indicatorRows.most);
  const missing = Math.max(0, rows - values.indicators.length);
  return { ...values, indicators: [...values.indicators, ...Array.from({ length: missing }, () => emptyIndicator)] };
}

function lineEnds(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.replaceAll(/\r\n?/g, "\n") : "";
}
