import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type EntityKind, entityNames } from "../domain/shared/entity.ts";
import { AppError } from "../domain/shared/errors.ts";
import { defaultLimits } from "../sheets/limits.ts";
import { type ParsedTable, parseTable } from "../sheets/parse-rows.ts";
import { readTable } from "../sheets/read-workbook.ts";
import { issueWhere } from "../sheets/table.ts";
import { loadCodeLists, resolversOf } from "./load-code-lists.ts";

export interface RecordsFile<K extends EntityKind> {
  table: ParsedTable<K>;
  sha256: string;
}

/** Reads a workbook or CSV of one kind from disk.
 * @throws AppError `invalid_input` naming what is wrong with the file; `payload_too_large` */
export async function readRecordsFile<K extends EntityKind>(path: string, kind: K): Promise<RecordsFile<K>> {
  const { size } = await stat(path);
  if (size > defaultLimits.maxBytes) {
    const issues = [
      {
        where: basename(path),
        found: `${size} 字节`,
        expected: `不超过 ${defaultLimits.maxBytes} 字节`,
        fix: "请拆成几个文件",
      },
    ];
    throw new AppError("payload_too_large", `${entityNames[kind]}文件过大。`, { issues });
  }
  const bytes = await readFile(path);
  const table = parseTable(readTable(bytes, { fileName: basename(path) }), kind, resolversOf(await loadCodeLists()));
  return { table, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Says on stderr which rows were not used and what was unclear in the others; `limit` keeps a bad file readable. */
export function reportIssues(table: ParsedTable<EntityKind>, limit = 20): void {
  const issues = [...table.unusable, ...table.issues, ...table.inputs.flatMap((input) => input.warnings)];
  for (const issue of issues.slice(0, limit)) {
    const level = issue.severity === "error" ? "未使用" : "提示";
    process.stderr.write(
      `[${level}] ${table.fileName} ${issueWhere(issue)}：现为“${issue.found}”，应为${issue.expected}。${issue.fix}\n`,
    );
  }
  if (issues.length > limit) process.stderr.write(`……另有 ${issues.length - limit} 条\n`);
}
