import type { z } from "zod";
import type { indicator } from "../../domain/need/need.ts";

export type Indicator = z.infer<typeof indicator>;
type Operator = Indicator["operator"];

const operatorWords: Record<string, Operator> = {
  "=": "=",
  等于: "=",
  为: "=",
  "≥": "≥",
  ">=": "≥",
  "≧": "≥",
  不低于: "≥",
  不少于: "≥",
  不小于: "≥",
  大于等于: "≥",
  达到: "≥",
  至少: "≥",
  "≤": "≤",
  "<=": "≤",
  "≦": "≤",
  不高于: "≤",
  不超过: "≤",
  不大于: "≤",
  小于等于: "≤",
  至多: "≤",
  ">": ">",
  大于: ">",
  高于: ">",
  超过: ">",
  "<": "<",
  小于: "<",
  低于: "<",
  "~": "~",
  "≈": "~",
  约: "~",
};
const words = Object.keys(operatorWords)
  .sort((a, b) => b.length - a.length)
  .join("|");
const pattern = new RegExp(`^(.+?)\\s*(${words})\\s*(-?[\\d,]+(?:\\.\\d+)?)\\s*(.*)$`, "u");
const currentPattern = /[（(]\s*(?:现状|当前|目前|现为|现)\s*[:：]?\s*(-?\d+(?:\.\d+)?)[^（）()]*[)）]\s*$/u;

/** Reads one target: `附着力 ≥ 5 MPa（现状 3）`, or the exact form `附着力|≥|5|MPa|3` that exports fall back to.
 * A line without operator and figure becomes a target with a name only, value unknown. */
export function parseIndicator(line: string): Indicator {
  const exact = parseExact(line);
  if (exact !== null) return exact;
  const unnumbered = line.replace(/^\s*[（(]?\d{1,2}[)）、.．](?!\d)\s*/, "");
  const current = currentPattern.exec(unnumbered);
  const said = current === null ? unnumbered.trim() : unnumbered.slice(0, current.index).trim();
  const currentValue = current === null ? null : Number(current[1]);
  const match = pattern.exec(said);
  const value = match === null ? Number.NaN : Number(match[3]!.replaceAll(",", ""));
  if (match === null || !Number.isFinite(value))
    return { name: said, operator: "=", value: null, unit: "", currentValue };
  return { name: match[1]!.trim(), operator: operatorWords[match[2]!]!, value, unit: match[4]!.trim(), currentValue };
}

/** Targets of one cell, one a line, or parted by ; ；. */
export function parseIndicators(text: string): Indicator[] {
  return text
    .split(/[;；\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(parseIndicator);
}

/** One line that {@link parseIndicators} turns back into exactly this target. */
export function formatIndicator(target: Indicator): string {
  const current = target.currentValue === null ? "" : `（现状 ${printValue(target.currentValue)}）`;
  const figure =
    target.value === null
      ? ""
      : ` ${target.operator} ${printValue(target.value)}${target.unit === "" ? "" : ` ${target.unit}`}`;
  const friendly = `${target.name}${figure}${current}`;
  const [read, ...more] = parseIndicators(friendly);
  if (read !== undefined && more.length === 0 && sameIndicator(read, target)) return friendly;
  const parts = [target.name, target.operator, printValue(target.value), target.unit, printValue(target.currentValue)];
  return parts.map(escapePart).join("|");
}

function parseExact(line: string): Indicator | null {
  const parts = line.split("|").map(unescapePart);
  const [name, operator, value, unit, current] = parts;
  if (parts.length !== 5 || name === undefined || unit === undefined || operator === undefined) return null;
  if (!["=", "≥", "≤", ">", "<", "~"].includes(operator.trim())) return null;
  const figures = [value, current].map((part) => (part === undefined || part.trim() === "" ? null : Number(part)));
  if (figures.some((figure) => figure !== null && !Number.isFinite(figure))) return null;
  return {
    name: name.trim(),
    operator: operator.trim() as Operator,
    value: figures[0] ?? null,
    unit: unit.trim(),
    currentValue: figures[1] ?? null,
  };
}

function sameIndicator(a: Indicator, b: Indicator): boolean {
  return (
    a.name === b.name &&
    a.operator === b.operator &&
    a.value === b.value &&
    a.unit === b.unit &&
    a.currentValue === b.currentValue
  );
}

function printValue(value: number | null): string {
  return value === null ? "" : String(value);
}

/** `|`, ; ； and line breaks inside a part, as %XX, so that the line stays one line of five parts. */
function escapePart(part: string): string {
  return part.replaceAll(/[%|;；\r\n]/g, (character) => encodeURIComponent(character));
}

function unescapePart(part: string): string {
  return part.replaceAll(/(?:%[\dA-F]{2})+/g, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
