import { basename } from "node:path";
import { Argument, Command } from "commander";
import { type ImportResult, importRows } from "../../app/import/import-rows.ts";
import { type EntityKind, entityKinds, entityNames } from "../../domain/shared/entity.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { issueWhere } from "../../sheets/table.ts";
import type { Installation } from "../pick-adapters.ts";
import { createProgress } from "../progress.ts";
import { readRecordsFile, reportIssues } from "../read-records-file.ts";
import { exitCodes } from "../report-failure.ts";
import { withInstallation } from "./with-installation.ts";

/** `duijie import need 需求.xlsx`: stores a workbook's rows; the same file again adds nothing. */
export function importCommand(): Command {
  return new Command("import")
    .description("导入表格（.xlsx 或 .csv）；同一文件再次导入不会重复")
    .addArgument(new Argument("<种类>", "need、expert 或 achievement").choices(entityKinds))
    .argument("<文件>", "要导入的表格")
    .option("--json", "把结果以 JSON 写到标准输出")
    .action(async (kind: EntityKind, path: string, { json }: { json?: boolean }) => {
      const result = await withInstallation((installation) => importFile(installation, kind, path));
      if (json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
      if (result.created + result.updated + result.unchanged === 0) process.exitCode = exitCodes.failed;
    });
}

/** Imports one file with progress on stderr and brings the index up to date. */
export async function importFile(installation: Installation, kind: EntityKind, path: string): Promise<ImportResult> {
  const progress = createProgress();
  const { table, sha256 } = await readRecordsFile(path, kind);
  reportIssues(table);
  const result = await importRows({
    ctx: installation.context(localStaff),
    kind,
    rows: table.inputs,
    source: { fileName: basename(path), sha256 },
    onProgress: ({ processed, total }) => progress.update(`导入${entityNames[kind]}`, processed, total),
  });
  for (const issue of result.failed)
    process.stderr.write(`[未导入] ${issueWhere(issue)}：${issue.found}，应为${issue.expected}\n`);
  await installation.indexer.drain();
  const failed = result.failed.length + table.unusable.length;
  process.stderr.write(
    `${basename(path)}：新增 ${result.created}，更新 ${result.updated}，未变 ${result.unchanged}，未导入 ${failed}。\n`,
  );
  return { ...result, failed: [...table.unusable, ...result.failed] };
}
