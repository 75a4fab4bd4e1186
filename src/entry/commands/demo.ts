import { access } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { currentRun } from "../../app/match/current-run.ts";
import { getRecords } from "../../app/record/get-records.ts";
import { listRecords } from "../../app/record/list-records.ts";
import { type Config, readConfig } from "../../config.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { discloseSample } from "../disclose-sample.ts";
import type { Installation } from "../pick-adapters.ts";
import { createProgress } from "../progress.ts";
import { projectRoot } from "../project-root.ts";
import { startServer } from "../server.ts";
import { createDemoUsers, demoAccounts } from "./demo-users.ts";
import { importFile } from "./import.ts";
import { stopOnSignal } from "./serve.ts";

/** The sample workbooks, in the order they are imported. */
const samples = [
  ["expert", "专家.xlsx"],
  ["achievement", "科技成果.xlsx"],
  ["need", "技术需求.xlsx"],
] as const;

/** `duijie demo`: loads data/sample into a directory of its own, computes every match and serves. Again is harmless. */
export function demoCommand(): Command {
  return new Command("demo").description("装入演示数据并启动服务").action(async () => {
    const given = readConfig({ DUIJIE_DEMO: "1" });
    const config: Config = { ...given, dataDirectory: join(given.dataDirectory, "demo") };
    let prepared = false;
    const server = await startServer(config, { isPrepared: () => prepared, demoAccounts });
    const first = await prepare(server.installation);
    await createDemoUsers(server.installation.context(localStaff));
    prepared = true;
    process.stderr.write(
      [
        "",
        "演示数据已就绪，请在浏览器打开：",
        `  首页        ${server.url}/`,
        `  检索        ${server.url}/search?q=废水`,
        ...(first === null ? [] : [`  需求的匹配  ${server.url}/needs/${first}/matches`]),
        "演示账号（密码是公开的，只在本机的演示中有效）：",
        ...demoAccounts.map(({ role, username, password }) => `  ${username.padEnd(11)} ${password}  ${role}`),
        "按 Ctrl+C 停止。",
        "",
      ].join("\n"),
    );
    await stopOnSignal(server);
  });
}

/** Imports the sample and computes both lists of every need. @returns the id of the first need */
async function prepare(installation: Installation): Promise<string | null> {
  const progress = createProgress();
  for (const [kind, file] of samples) {
    const path = join(projectRoot, "data/sample", file);
    await access(path);
    await importFile(installation, kind, path);
  }
  const ctx = installation.context(localStaff);
  await discloseSample(ctx);
  await installation.indexer.drain();
  const page = await listRecords({ ctx, kind: "need", input: { limit: 100 } });
  const needs = await getRecords({ ctx, kind: "need", ids: page.items.map(({ id }) => id), onlySearchable: true });
  for (const [index, need] of needs.entries()) {
    for (const targetKind of ["expert", "achievement"] as const) await currentRun(ctx, need as AnyRecord, targetKind);
    progress.update("计算匹配", index + 1, needs.length);
  }
  return needs.at(-1)?.id ?? null;
}
