import { Command } from "commander";
import { readConfig } from "../../config.ts";
import { connectPglite } from "../../db/connect-pglite.ts";
import { connectPostgres } from "../../db/connect-postgres.ts";
import { lockDirectory } from "../../db/directory-lock.ts";
import { migrate } from "../../db/migrate.ts";

/** `duijie migrate`: brings the database to this program's schema; says what was applied. */
export function migrateCommand(): Command {
  return new Command("migrate").description("把数据库升级到本程序的结构").action(async () => {
    const { databaseUrl, dataDirectory } = readConfig();
    const db =
      databaseUrl === null
        ? await connectPglite({ lock: await lockDirectory(dataDirectory) })
        : connectPostgres(databaseUrl);
    try {
      const applied = await migrate(db);
      process.stderr.write(applied.length === 0 ? "数据库已是最新结构。\n" : `已应用：${applied.join("、")}\n`);
    } finally {
      await db.close();
    }
  });
}
