import type { z } from "zod";
import { zhCN } from "zod/locales";

const { localeError } = zhCN();

/** What a schema expects of a value, said as people say it: 请填写, 最多 80 个字. Schemas that word an issue themselves are not asked. */
export const plainIssue: z.core.$ZodErrorMap = (issue) => sayPlainly(issue) ?? localeError(issue);

function sayPlainly(issue: z.core.$ZodRawIssue): string | null {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined || issue.input === null ? "请填写" : (wanted[issue.expected] ?? null);
    case "invalid_value":
      return issue.input === undefined || issue.input === "" ? "请选择一项" : "列出的选项之一";
    case "too_small":
      if (issue.input === "") return "请填写";
      return `${issue.inclusive === false ? "大于" : (atLeast[issue.origin] ?? "不小于")} ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "小于" : (atMost[issue.origin] ?? "不大于")} ${issue.maximum}${unitOf(issue.origin)}`;
    case "invalid_format":
      return formats[issue.format] ?? "格式正确的内容";
    default:
      return null;
  }
}

const wanted: Readonly<Record<string, string>> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "是或否",
  array: "若干项的列表",
  object: "一组栏目",
  date: "日期",
};
const formats: Readonly<Record<string, string>> = {
  email: "邮箱地址，例如 name@example.com",
  url: "网址，以 https:// 开头",
  uuid: "系统给出的编号",
  date: "日期，例如 2026-03-15",
  datetime: "日期和时间",
};
const atLeast: Readonly<Record<string, string>> = { string: "至少", array: "至少", set: "至少" };
const atMost: Readonly<Record<string, string>> = { string: "最多", array: "最多", set: "最多" };

function unitOf(origin: string): string {
  if (origin === "string") return " 个字";
  return origin === "array" || origin === "set" ? " 项" : "";
}
