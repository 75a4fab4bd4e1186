import { readFile } from "node:fs/promises";
import { AppError } from "../../../domain/shared/errors.ts";
import type { Judgements } from "./judged-task.ts";

/** Judgements of a file with lines `query TAB document TAB grade`; null where there is no such file.
 * @throws AppError invalid_input naming the line that is none */
export async function readJudgements(path: string): Promise<Judgements | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const judgements = new Map<string, Map<string, number>>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [query, document, grade, ...rest] = line.trim().split(/[\t ]+/);
    const value = Number(grade);
    if (document === undefined || grade === undefined || rest.length > 0 || !(value >= 0) || value === Infinity) {
      const where = `${path} 第 ${index + 1} 行`;
      const issues = [{ where, found: line.slice(0, 80), expected: "查询、文档、等级（≥ 0 的数），以制表符分开" }];
      throw new AppError("invalid_input", "判定文件有一行无法读取。", { issues });
    }
    const grades = judgements.get(query!) ?? new Map<string, number>();
    judgements.set(query!, grades.set(document, value));
  }
  return judgements;
}
