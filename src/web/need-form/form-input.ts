import type { NeedContent } from "../../domain/need/need.ts";
import type { InputIssue } from "../../domain/shared/errors.ts";
import { regionOfText } from "../../domain/taxonomy/region-text.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { regionText } from "../format/code-names.ts";
import { fenOfWan } from "../format/money.ts";
import type { NeedFormValues } from "./form-values.ts";

/** What a form asks to store. `content` is still unchecked: the use case parses it. */
export interface NeedFormInput {
  content: Record<string, unknown>;
  contact: { name: string; phone: string; email: string } | undefined;
  visibility: string;
  /** Boxes that cannot be read at all, beside which the use case has nothing to say. */
  issues: InputIssue[];
}

const numberText = /^-?\d+(\.\d+)?$/;

/** Reads the boxes. `base` gives the fields the form does not show, so that editing does not lose them. */
export function inputOfForm(values: NeedFormValues, lists: CodeLists, base: NeedContent | null): NeedFormInput {
  const issues: InputIssue[] = [];
  const budgetFen = fenOfWan(values.budget);
  if (budgetFen === undefined) {
    issues.push({
      where: "budgetFen",
      found: values.budget,
      expected: "请填数字，单位是万元，例如 50 或 12.5；不便填写可勾选“面议”",
    });
  }
  const wantedTrl = values.wantedTrl === "" ? null : Number(values.wantedTrl);
  const { name, phone, email } = { name: values.contactName, phone: values.contactPhone, email: values.contactEmail };
  return {
    content: {
      ...base,
      title: values.title,
      description: values.description,
      problem: values.problem,
      keyTechnology: values.keyTechnology,
      target: values.target,
      kind: values.kind || null,
      field: values.field || null,
      organizationName: values.organizationName,
      ...regionOf(values.region, lists, base),
      budgetFen: budgetFen ?? null,
      budgetNegotiable: values.budgetNegotiable,
      deadline: values.deadline || null,
      cooperationModes: values.cooperationModes,
      keywords: values.keywords.split(/[;；、,，\n]+/),
      wantedTrl,
      intendedPartner: values.intendedPartner,
      indicators: indicatorsOf(values, issues),
    },
    contact: [name, phone, email].every((part) => part.trim() === "") ? undefined : { name, phone, email },
    visibility: values.visibility,
    issues,
  };
}

/** The code where the words name one region; the words stay beside it. An untouched box keeps what was stored. */
function regionOf(
  typed: string,
  lists: CodeLists,
  base: NeedContent | null,
): Pick<NeedContent, "regionCode" | "regionText"> {
  const written = typed.trim();
  const stored = base === null ? "" : base.regionText || regionText(lists, base.regionCode, "");
  if (base !== null && written === stored) return { regionCode: base.regionCode, regionText: base.regionText };
  return { regionCode: written === "" ? null : regionOfText(lists.region, written), regionText: written };
}

/** Rows with anything in them. Row numbers in issues are those of the form. */
function indicatorsOf(values: NeedFormValues, issues: InputIssue[]) {
  return values.indicators.flatMap((row, index) => {
    if ([row.name, row.value, row.unit, row.currentValue].every((cell) => cell.trim() === "")) return [];
    if (row.name.trim() === "") {
      issues.push({ where: `indicators.${index}.name`, found: "（空）", expected: "请填写指标名称，例如 附着力" });
    }
    const read = (cell: string, box: "value" | "currentValue"): number | null => {
      const text = cell.normalize("NFKC").replaceAll(/[,\s]/g, "");
      if (text === "") return null;
      if (numberText.test(text)) return Number(text);
      issues.push({ where: `indicators.${index}.${box}`, found: cell, expected: "这里只填数字，单位写在“单位”一栏" });
      return null;
    };
    return [
      {
        name: row.name,
        operator: row.operator,
        value: read(row.value, "value"),
        unit: row.unit,
        currentValue: read(row.currentValue, "currentValue"),
      },
    ];
  });
}
