import type { InputIssue } from "../../domain/shared/errors.ts";
import type { ContentOf } from "../../domain/shared/record-content.ts";
import { regionOfText } from "../../domain/taxonomy/region-text.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { regionText } from "../format/code-names.ts";
import { fenOfWan, wanInput } from "../format/money.ts";
import { boxesOf, type ProfileBox, type ProfileKind } from "./profile-boxes.ts";

/** What stands in the boxes, by name, as typed; several of `modes` and `fields`. */
export interface ProfileValues {
  boxes: Readonly<Record<string, readonly string[]>>;
  organizationName: string;
  region: string;
  visibility: string;
  contact: { name: string; phone: string; email: string };
}

type Content = ContentOf[ProfileKind];

/** Fields an expert's form offers boxes for; further ones from a workbook are kept. */
export const fieldBoxes = 2;

/** A form to begin with. */
export function emptyProfile(kind: ProfileKind, organizationName: string, region: string): ProfileValues {
  const boxes = Object.fromEntries(boxesOf(kind).map(({ name }) => [name, [""]]));
  return { boxes, organizationName, region, visibility: "signedIn", contact: { name: "", phone: "", email: "" } };
}

/** A stored record in its boxes; the contact stays empty, it is never shown again. */
export function valuesOfProfile(
  kind: ProfileKind,
  content: Content,
  visibility: string,
  lists: CodeLists,
): ProfileValues {
  const held = content as unknown as Record<string, unknown>;
  const boxes = boxesOf(kind).map((box) => [box.name, inBox(box, held[box.name])] as const);
  return {
    ...emptyProfile(kind, content.organizationName, ""),
    boxes: Object.fromEntries(boxes),
    region: content.regionText || regionText(lists, content.regionCode, ""),
    visibility,
  };
}

function inBox({ type }: ProfileBox, value: unknown): string[] {
  if (type === "wan") return [wanInput(value as number | null)];
  if (type === "yesNo") return [value === null || value === undefined ? "" : value === true ? "yes" : "no"];
  if (Array.isArray(value)) {
    if (type === "lines") return [value.join("\n")];
    return type === "words" ? [value.join("、")] : value;
  }
  return [value === null || value === undefined ? "" : String(value)];
}

/** The boxes as sent. */
export function valuesOfProfileForm(kind: ProfileKind, form: FormData): ProfileValues {
  const all = (name: string) =>
    form.getAll(name).flatMap((value) => (typeof value === "string" ? [value.replaceAll(/\r\n?/g, "\n")] : []));
  const one = (name: string) => all(name)[0] ?? "";
  return {
    boxes: Object.fromEntries(boxesOf(kind).map(({ name }) => [name, all(name)])),
    organizationName: one("organizationName"),
    region: one("region"),
    visibility: one("visibility"),
    contact: { name: one("contactName"), phone: one("contactPhone"), email: one("contactEmail") },
  };
}

/** The content a form asks to store, still unchecked; `base` gives what the form does not show. */
export function contentOfProfile(
  kind: ProfileKind,
  values: ProfileValues,
  lists: CodeLists,
  base: Content | null,
): { content: Record<string, unknown>; issues: InputIssue[] } {
  const issues: InputIssue[] = [];
  const read = boxesOf(kind).map(
    (box) => [box.name, outOfBox(box, values.boxes[box.name] ?? [], base, issues)] as const,
  );
  const region = values.region.trim();
  const stored = base === null ? null : base.regionText || regionText(lists, base.regionCode, "");
  const place =
    base !== null && region === stored
      ? { regionCode: base.regionCode, regionText: base.regionText }
      : { regionCode: region === "" ? null : regionOfText(lists.region, region), regionText: region };
  const content = { ...base, ...Object.fromEntries(read), ...place, organizationName: values.organizationName };
  return { content, issues };
}

function outOfBox({ name, type }: ProfileBox, typed: readonly string[], base: Content | null, issues: InputIssue[]) {
  const text = typed[0] ?? "";
  switch (type) {
    case "text":
    case "area":
      return text;
    case "lines":
      return text.split("\n");
    case "words":
      return text.split(/[;；、,，\n]+/);
    case "modes":
      return [...typed].filter((mode) => mode !== "");
    case "fields":
      return [...typed, ...(base !== null && "fields" in base ? base.fields.slice(fieldBoxes) : [])];
    case "field":
      return text || null;
    case "yesNo":
      // What has to be yes or no is no where it is not said.
      return name === "priceNegotiable" ? text === "yes" : text === "" ? null : text === "yes";
    case "wan": {
      const fen = fenOfWan(text);
      if (fen === undefined)
        issues.push({ where: name, found: text, expected: "请填数字，单位是万元，例如 50 或 12.5" });
      return fen ?? null;
    }
    case "choice":
      return text === "" ? null : /^\d$/.test(text) ? Number(text) : text;
    case "number": {
      const digits = text.normalize("NFKC").trim();
      if (digits === "") return null;
      if (/^\d+$/.test(digits)) return Number(digits);
      issues.push({ where: name, found: text, expected: "这里只填整数" });
      return null;
    }
  }
}
