import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../../domain/shared/errors.ts";
import type { Measured } from "./metrics.ts";

const share = z.number().min(0).max(1);
const baselineFile = z.strictObject({
  system: z.string(),
  tasks: z.record(
    z.string(),
    z.record(
      z.string(),
      z.strictObject({
        ndcg10: share,
        mrr10: share,
        recall50: share,
        success5: share.nullable(),
        places: z.record(z.string(), z.int().min(1)),
      }),
    ),
  ),
});

/** Metrics of every query by task. */
export type MeasuredTasks = ReadonlyMap<string, Measured>;

/** Keeps what was measured, query by query, to compare with later. */
export async function saveBaseline(path: string, system: string, tasks: MeasuredTasks): Promise<void> {
  const plain = Object.fromEntries([...tasks].map(([name, measured]) => [name, Object.fromEntries(measured)]));
  await writeFile(path, `${JSON.stringify({ system, tasks: plain })}\n`);
}

/** @throws AppError invalid_input where the file is none that {@link saveBaseline} wrote */
export async function readBaseline(path: string): Promise<MeasuredTasks> {
  const text = await readFile(path, "utf8");
  try {
    const { tasks } = baselineFile.parse(JSON.parse(text));
    return new Map(Object.entries(tasks).map(([name, queries]) => [name, new Map(Object.entries(queries))]));
  } catch (cause) {
    const issues = [
      { where: path, found: text.slice(0, 40), expected: "由 --save-baseline 写出的文件", fix: "请重新保存基线。" },
    ];
    throw new AppError("invalid_input", "基线文件无法读取。", { cause, issues });
  }
}
