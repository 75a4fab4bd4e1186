import type { z } from "zod";
import { AppError, type InputIssue } from "../domain/shared/errors.ts";
import { plainIssue } from "./plain-issue.ts";

const MAX_ISSUES = 50;
const MAX_FOUND_CHARS = 60;
const plain = { error: plainIssue };

/** The value as its schema wants it, safe to store.
 * @throws AppError `invalid_input` with one issue per thing wrong */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, plain);
  if (result.success) return storable(result.data);
  throw new AppError("invalid_input", "填写的内容有误，请按提示修改后重试。", {
    issues: result.error.issues.slice(0, MAX_ISSUES).map((issue) => toIssue(issue, value)),
  });
}

/**
 * The same data without what PostgreSQL cannot store in text and JSON: NUL, and halves of surrogate pairs (→ U+FFFD).
 * Keeps the shape, hence the cast. Meant for values of bounded depth.
 */
export function storable<T>(value: T): T {
  if (typeof value === "string") return value.replaceAll("\0", "").toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storable(item)])) as T;
}

function toIssue(issue: z.core.$ZodIssue, input: unknown): InputIssue {
  let found = input;
  for (const step of issue.path) {
    found = typeof found === "object" && found !== null ? (found as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return { where: issue.path.join("."), found: shown(found), expected: issue.message };
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "（空）";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > MAX_FOUND_CHARS ? `${text.slice(0, MAX_FOUND_CHARS)}…` : text;
}
