import { access, constants, statfs } from "node:fs/promises";
import { Command } from "commander";
import { systemStatus } from "../../app/status/system-status.ts";
import { type EmbeddingConfig, readConfig } from "../../config.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { systemClock } from "../../search/embedding/embedding-leg.ts";
import { requestEmbeddings } from "../../search/embedding/request-embeddings.ts";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import { exitCodes } from "../report-failure.ts";
import { version } from "../version.ts";
import { withInstallation } from "./with-installation.ts";

/** Below this much free disk a data directory is in danger. */
const leastFreeBytes = 1024 ** 3;
const embeddingTimeoutMs = 10_000;

/** `duijie doctor`: checks what the program stands on and says how to mend it. Exit 1 when something must be mended. */
export function doctorCommand(): Command {
  return new Command("doctor").description("检查运行环境、数据库和索引").action(async () => {
    const findings: [ok: boolean, text: string][] = [
      [true, `对接通 ${version}，Node.js ${process.version}，${process.platform}-${process.arch}`],
    ];
    const config = readConfig();
    const { cutter, failed } = await loadCutter();
    findings.push([true, `分词器 ${cutter.name} ${cutter.version}，词典 ${cutter.dictionaryHash}`]);
    for (const { name, reason } of failed) findings.push([true, `分词器 ${name} 未能加载（不影响使用）：${reason}`]);
    findings.push([
      true,
      config.databaseUrl === null ? `内置数据库，目录 ${config.dataDirectory}` : "PostgreSQL（DATABASE_URL）",
    ]);
    if (config.databaseUrl === null) findings.push(...(await diskFindings(config.dataDirectory)));
    if (config.embedding !== null) findings.push(await embeddingFinding(config.embedding));
    const status = await withInstallation(({ context }) => systemStatus({ ctx: context(localStaff) }));
    findings.push([true, `记录 ${JSON.stringify(status.records)}`]);
    findings.push([
      status.outbox.failed === 0,
      `待索引 ${status.outbox.pending}，失败 ${status.outbox.failed}${status.outbox.failed > 0 ? "：请运行 duijie reconcile" : ""}`,
    ]);
    findings.push([
      status.index !== null,
      status.index === null
        ? "检索索引没有应答：请运行 duijie reindex"
        : `索引 ${JSON.stringify(status.index.documents)}`,
    ]);
    for (const [ok, text] of findings) process.stdout.write(`${ok ? "正常" : "异常"}  ${text}\n`);
    if (findings.some(([ok]) => !ok)) process.exitCode = exitCodes.failed;
  });
}

/** Asks the embedding service for the vector of a word that gives nothing away. */
async function embeddingFinding(embedding: EmbeddingConfig): Promise<[boolean, string]> {
  const said = { public: "公开的", signedIn: "公开和登录后可见的", private: "全部" }[embedding.disclosure];
  try {
    const limits = { clock: systemClock, attempts: 1, timeoutMs: embeddingTimeoutMs };
    const [vector] = await requestEmbeddings(embedding, ["技术需求"], limits);
    return [true, `向量服务 ${embedding.model}，${vector!.length} 维，可发送${said}记录的文本`];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [false, `${error.message}；匹配暂用本机向量`];
  }
}

async function diskFindings(directory: string): Promise<[boolean, string][]> {
  try {
    await access(directory, constants.W_OK);
    const { bavail, bsize } = await statfs(directory);
    const free = bavail * bsize;
    return [[free >= leastFreeBytes, `磁盘可用 ${(free / 1024 ** 3).toFixed(1)} GB`]];
  } catch {
    return [[true, `数据目录 ${directory} 尚未建立，首次启动时建立`]];
  }
}
