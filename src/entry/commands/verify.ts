import { Command } from "commander";
import { auditFlaws, verifyAudit } from "../../app/audit/verify-audit.ts";
import { readConfig } from "../../config.ts";
import { connectPglite } from "../../db/connect-pglite.ts";
import { connectPostgres } from "../../db/connect-postgres.ts";
import { lockDirectory } from "../../db/directory-lock.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { createKeyRing } from "../../secrets/key-ring.ts";
import { loadSecrets } from "../load-secrets.ts";
import { exitCodes } from "../report-failure.ts";

/** `duijie verify audit`: walks the audit from its first row; exit 1 when a row was changed, removed or added behind the program's back. */
export function verifyCommand(): Command {
  return new Command("verify").description("核对数据的完整性").addCommand(
    new Command("audit")
      .description("逐行核对审计记录，指出第一处不符")
      .option("--json", "以 JSON 输出")
      .action(async ({ json }: { json?: true }) => {
        const config = readConfig();
        const db =
          config.databaseUrl === null
            ? await connectPglite({ lock: await lockDirectory(config.dataDirectory) })
            : connectPostgres(config.databaseUrl);
        try {
          const keyRing = createKeyRing(await loadSecrets(config));
          const result = await verifyAudit({ ctx: { db, keyRing, principal: localStaff } });
          if (result.broken !== null) process.exitCode = exitCodes.failed;
          process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : told(result));
        } finally {
          await db.close();
        }
      }),
  );
}

function told({ rows, end, broken }: Awaited<ReturnType<typeof verifyAudit>>): string {
  const sound = end === null ? "" : `，末行 ${end.seq}，哈希 ${end.hash}`;
  if (broken === null) return `审计记录完整：${rows} 行${sound}\n`;
  return `审计记录不完整：第 ${broken.seq} 行，${auditFlaws[broken.flaw]}。此前 ${rows} 行相符${sound}\n`;
}
