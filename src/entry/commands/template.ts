import { writeFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { buildTemplate } from "../../sheets/templates.ts";

/** `duijie template need --out 需求.xlsx`: an empty workbook with notes, examples and drop-downs. */
export function templateCommand(): Command {
  return new Command("template")
    .description("写出填报模板（.xlsx）：need 需求，expert 专家，achievement 成果")
    .addArgument(new Argument("<种类>", "need、expert 或 achievement").choices(entityKinds))
    .requiredOption("--out <文件>", "写出的文件")
    .action(async (kind: EntityKind, { out }: { out: string }) => {
      await writeFile(out, buildTemplate(kind));
      process.stderr.write(`模板已写入 ${out}\n`);
    });
}
