import { writeFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import { listRecords } from "../../app/record/list-records.ts";
import { type EntityKind, entityKinds, entityNames } from "../../domain/shared/entity.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { type ExportRecord, exportCsv, exportXlsx } from "../../sheets/write-records.ts";
import { withInstallation } from "./with-installation.ts";

/** Records read per step. */
const pageSize = 100;

/** `duijie export need --out 需求.xlsx`: all records of a kind in the template's columns, without contacts. */
export function exportCommand(): Command {
  return new Command("export")
    .description("导出某一类全部记录（.xlsx 或 .csv，不含联系方式），可再导入")
    .addArgument(new Argument("<种类>", "need、expert 或 achievement").choices(entityKinds))
    .requiredOption("--out <文件>", "写出的文件，扩展名决定格式")
    .action(async (kind: EntityKind, { out }: { out: string }) => {
      const count = await withInstallation(async ({ context, codeLists }) => {
        const ctx = context(localStaff);
        const records: ExportRecord<EntityKind>[] = [];
        let cursor: string | undefined;
        do {
          const page = await listRecords({
            ctx,
            kind,
            input: { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
          });
          const kept = page.items.filter(({ visibility }) => visibility !== "hidden");
          records.push(...kept.map(({ number, content }) => ({ number, content })));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        records.reverse();
        const name = (list: keyof typeof codeLists) => (code: string) => codeLists[list].name(code) ?? code;
        const names = { field: name("field"), industry: name("industry"), discipline: name("discipline") };
        const options = { title: entityNames[kind], modifiedAt: ctx.now() };
        await writeFile(
          out,
          out.endsWith(".csv") ? exportCsv(kind, records, names) : exportXlsx(kind, records, options, names),
        );
        return records.length;
      });
      process.stderr.write(`${count} 条${entityNames[kind]}已写入 ${out}\n`);
    });
}
