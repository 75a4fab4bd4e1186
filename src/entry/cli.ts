import { Command, CommanderError } from "commander";
import { adminCommand } from "./commands/admin.ts";
import { benchCommand } from "./commands/bench.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { evalCommand } from "./commands/eval.ts";
import { evalGoldCommand } from "./commands/eval-gold.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { learnCommand } from "./commands/learn.ts";
import { matchCommand } from "./commands/match.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { reconcileCommand, reindexCommand } from "./commands/reindex.ts";
import { searchCommand } from "./commands/search.ts";
import { serveCommand } from "./commands/serve.ts";
import { synonymsCommand } from "./commands/synonyms.ts";
import { templateCommand } from "./commands/template.ts";
import { verifyCommand } from "./commands/verify.ts";
import { exitCodes, reportFailure } from "./report-failure.ts";
import { version } from "./version.ts";

const program = new Command("duijie")
  .description("对接通：企业技术需求与高校专家、科技成果的匹配与对接")
  .version(version, "-v, --version", "显示版本")
  .helpOption("-h, --help", "显示帮助")
  .helpCommand("help [command]", "显示某个命令的帮助")
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "用法错误：")) })
  .exitOverride();

for (const command of [
  matchCommand(),
  importCommand(),
  exportCommand(),
  templateCommand(),
  searchCommand(),
  learnCommand(),
  serveCommand(),
  demoCommand(),
  adminCommand(),
  migrateCommand(),
  doctorCommand(),
  verifyCommand(),
  reindexCommand(),
  reconcileCommand(),
  evalCommand(),
  evalGoldCommand(),
  synonymsCommand(),
  benchCommand(),
]) {
  for (const part of command.commands) part.copyInheritedSettings(program);
  program.addCommand(command.copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  else process.exitCode = reportFailure(error);
}
