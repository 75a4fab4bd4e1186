import { Command, CommanderError } from "commander";
import { exitCodes, reportFailure } from "./report-failure.ts";
import { version } from "./version.ts";

const program = new Command("duijie")
  .description("对接通：企业技术需求与高校专家、科技成果的匹配与对接")
  .version(version, "-v, --version", "显示版本")
  .helpOption("-h, --help", "显示帮助")
  .helpCommand("help [command]", "显示某个命令的帮助")
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "用法错误：")) })
  .exitOverride();

/** Each command by its name, loaded only where it is called: a process that migrates needs no pages. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  match: async () => (await import("./commands/match.ts")).matchCommand(),
  import: async () => (await import("./commands/import.ts")).importCommand(),
  export: async () => (await import("./commands/export.ts")).exportCommand(),
  template: async () => (await import("./commands/template.ts")).templateCommand(),
  search: async () => (await import("./commands/search.ts")).searchCommand(),
  learn: async () => (await import("./commands/learn.ts")).learnCommand(),
  serve: async () => (await import("./commands/serve.ts")).serveCommand(),
  demo: async () => (await import("./commands/demo.ts")).demoCommand(),
  admin: async () => (await import("./commands/admin.ts")).adminCommand(),
  migrate: async () => (await import("./commands/migrate.ts")).migrateCommand(),
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand(),
  verify: async () => (await import("./commands/verify.ts")).verifyCommand(),
  reindex: async () => (await import("./commands/reindex.ts")).reindexCommand(),
  reconcile: async () => (await import("./commands/reindex.ts")).reconcileCommand(),
  eval: async () => (await import("./commands/eval.ts")).evalCommand(),
  "eval-gold": async () => (await import("./commands/eval-gold.ts")).evalGoldCommand(),
  synonyms: async () => (await import("./commands/synonyms.ts")).synonymsCommand(),
  bench: async () => (await import("./commands/bench.ts")).benchCommand(),
};

const name = process.argv[2] ?? "";
for (const load of Object.hasOwn(commands, name) ? [commands[name]!] : Object.values(commands)) {
  const command = await load();
  for (const part of command.commands) part.copyInheritedSettings(program);
  program.addCommand(command.copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  else process.exitCode = reportFailure(error);
}
