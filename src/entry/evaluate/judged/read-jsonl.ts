import { readFile } from "node:fs/promises";
import { AppError } from "../../../domain/shared/errors.ts";

/** Objects of a JSONL file, one a line; blank lines are passed over.
 * @throws AppError invalid_input naming the line that is not a JSON object */
export async function readJsonl(path: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(path, "utf8")).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        return [value as Record<string, unknown>];
    } catch (cause) {
      throw notAnObject(path, index, line, cause);
    }
    throw notAnObject(path, index, line, undefined);
  });
}

function notAnObject(path: string, index: number, line: string, cause: unknown): AppError {
  const issues = [{ where: `${path} 第 ${index + 1} 行`, found: line.slice(0, 80), expected: "一个 JSON 对象" }];
  return new AppError("invalid_input", "数据文件有一行无法读取。", { cause, issues });
}

/** A string value, "" where the key is absent, empty or of another type. */
export function stringAt(row: Record<string, unknown>, key: string): string {
  const value = row[key];
  return typeof value === "string" ? value : "";
}

/** The strings of an array value, [] where the key is absent or of another type. */
export function stringsAt(row: Record<string, unknown>, key: string): string[] {
  const value = row[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** A number, null where the key is absent or of another type. */
export function numberAt(row: Record<string, unknown>, key: string): number | null {
  const value = row[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
