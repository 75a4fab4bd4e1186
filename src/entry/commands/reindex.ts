import { Command } from "commander";
import { createProgress } from "../progress.ts";
import { withInstallation } from "./with-installation.ts";

/** `duijie reindex`: builds the search index anew from the database. */
export function reindexCommand(): Command {
  return new Command("reindex").description("从数据库重建检索索引").action(async () => {
    const progress = createProgress();
    const result = await withInstallation(({ indexer }) =>
      indexer.rebuild(({ indexed }) => progress.update("重建索引", indexed, null)),
    );
    process.stderr.write(`已索引 ${result.indexed} 条，跳过 ${result.skipped.length} 条。\n`);
    for (const { kind, id, error } of result.skipped) process.stderr.write(`[跳过] ${kind} ${id}：${error}\n`);
  });
}

/** `duijie reconcile`: compares index and database and repairs what differs. */
export function reconcileCommand(): Command {
  return new Command("reconcile").description("比对索引与数据库并修复差异").action(async () => {
    const divergence = await withInstallation(({ indexer }) => indexer.reconcile());
    process.stdout.write(`${JSON.stringify(divergence)}\n`);
  });
}
