import type { z } from "zod";
import { boxWords } from "../domain/shared/box-names.ts";

type Raw = z.core.$ZodRawIssue;

const typeNames: Readonly<Record<string, string>> = {
  string: "应为文字",
  number: "请填写数字",
  int: "请填写整数",
  boolean: "应为 true 或 false",
  array: "应为列表",
  object: "应为对象",
  record: "应为对象",
  date: "请填写日期",
};
const formatNames: Readonly<Record<string, string>> = {
  email: "请填写邮箱地址，如 name@example.cn",
  url: "请填写网址，如 https://example.cn",
  date: "请填写日期，如 2026-01-31",
  datetime: "请填写日期和时间，如 2026-01-31T08:00:00Z",
  uuid: "编号不对",
};
const mostChoices = 12;

/** What is wrong with one part of an input, said to the person who filled it in: what to do, not what a program met. */
export function plainIssue(issue: Raw): string {
  if (isBlank(issue.input) && issue.code !== "invalid_union") {
    if (issue.code === "invalid_value") return `请选择${boxWords(issue.path ?? [])}`;
    if (issue.code === "invalid_type" || (issue.code === "too_small" && issue.origin === "string"))
      return `请填写${boxWords(issue.path ?? [])}`;
  }
  switch (issue.code) {
    case "invalid_type":
      return typeNames[issue.expected] ?? "内容不对";
    case "invalid_value":
      return choices(issue.values.map(String));
    case "too_small":
      return tooSmall(issue.origin, issue.minimum, issue.inclusive !== false);
    case "too_big":
      return tooBig(issue.origin, issue.maximum, issue.inclusive !== false);
    case "invalid_format":
      return formatNames[issue.format] ?? "格式不对";
    case "not_multiple_of":
      return `应为 ${issue.divisor} 的倍数`;
    case "unrecognized_keys":
      return `没有这些内容：${issue.keys.join("、")}`;
    case "invalid_union":
      return ofUnion(issue.errors);
    default:
      return "内容不对";
  }
}

function isBlank(input: unknown): boolean {
  return input === undefined || input === null || (typeof input === "string" && input.trim() === "");
}

function choices(values: readonly string[]): string {
  if (values.length === 1) return `应为 ${values[0]}`;
  const more = values.length > mostChoices ? " 等" : "";
  return `应为以下之一：${values.slice(0, mostChoices).join("、")}${more}`;
}

function tooSmall(origin: string, least: number | bigint, isAllowed: boolean): string {
  if (origin === "string") return `至少 ${least} 个字`;
  if (origin === "array" || origin === "set") return least === 1 ? "请至少填写一项" : `至少 ${least} 项`;
  return isAllowed ? `不能小于 ${least}` : `应大于 ${least}`;
}

function tooBig(origin: string, most: number | bigint, isAllowed: boolean): string {
  if (origin === "string") return `最多 ${most} 个字`;
  if (origin === "array" || origin === "set") return `最多 ${most} 项`;
  return isAllowed ? `不能大于 ${most}` : `应小于 ${most}`;
}

/** Of several ways to fill something in, the one that was tried: where more than the kind of value is wrong. */
function ofUnion(ways: readonly (readonly z.core.$ZodIssue[])[]): string {
  const tried = ways.find(([first]) => first !== undefined && !["invalid_type", "invalid_value"].includes(first.code));
  return tried?.[0]?.message ?? ways.at(-1)?.[0]?.message ?? "内容不对";
}
