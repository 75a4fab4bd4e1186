import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command } from "commander";
import { matchOffline, type OfflineList } from "../../app/match/match-offline.ts";
import { fillMemoryPool } from "../../app/match/memory-pool.ts";
import { startWeights } from "../../domain/matching/weights.ts";
import { beijingYear } from "../../domain/shared/beijing-time.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { unstoredRecord } from "../../domain/shared/new-record.ts";
import { type AnyRecord, type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { ParsedTable } from "../../sheets/parse-rows.ts";
import {
  type MatchRow,
  matchListColumns,
  matchRowCells,
  streamMatchList,
  type UnusableRow,
} from "../../sheets/write-match-list.ts";
import { loadCodeLists, regionNameOf } from "../load-code-lists.ts";
import { openAnalyser, openEngine, openFields } from "../pick-adapters.ts";
import { createProgress } from "../progress.ts";
import { readRecordsFile, reportIssues } from "../read-records-file.ts";
import { exitCodes } from "../report-failure.ts";
import { wholeNumber } from "./whole-number.ts";

interface MatchOptions {
  needs: string;
  experts?: string;
  achievements?: string;
  out?: string;
  top: number;
  json?: boolean;
}

/** `duijie match`: three workbooks in, 匹配清单.xlsx out; no server, no data directory. */
export function matchCommand(): Command {
  return new Command("match")
    .description("离线匹配：读入需求、专家、成果表格，写出匹配清单")
    .requiredOption("--needs <文件>", "需求表（.xlsx 或 .csv）")
    .option("--experts <文件>", "专家表")
    .option("--achievements <文件>", "成果表")
    .option("--out <文件>", "写出的匹配清单（.xlsx）")
    .option("--top <个数>", "每项需求列出的专家数和成果数", wholeNumber(1, 100), 10)
    .option("--json", "把同样的行以 JSON 写到标准输出")
    .action(runMatch);
}

async function runMatch(options: MatchOptions): Promise<void> {
  if (options.experts === undefined && options.achievements === undefined)
    usage("至少给出 --experts 或 --achievements 之一");
  if (options.out === undefined && options.json !== true) usage("请给出 --out 文件名，或 --json");
  if (options.out !== undefined && !options.out.toLowerCase().endsWith(".xlsx"))
    usage("匹配清单是 Excel 文件：--out 的文件名应以 .xlsx 结尾");
  const progress = createProgress();
  const codeLists = await loadCodeLists();
  const tables: ParsedTable<EntityKind>[] = [];
  const read = async <K extends EntityKind>(path: string | undefined, kind: K): Promise<RecordOf<K>[]> => {
    if (path === undefined) return [];
    const { table } = await readRecordsFile(path, kind);
    reportIssues(table as unknown as ParsedTable<EntityKind>);
    tables.push(table as unknown as ParsedTable<EntityKind>);
    return table.inputs.map((input, index) =>
      unstoredRecord(kind, String(index).padStart(7, "0"), input.number ?? `第 ${input.row} 行`, input.content),
    );
  };
  const needs = await read(options.needs, "need");
  const candidates: AnyRecord[] = [
    ...(await read(options.experts, "expert")),
    ...(await read(options.achievements, "achievement")),
  ];
  const analyser = await openAnalyser((message) => process.stderr.write(`${message}\n`));
  const newFields = await openFields(codeLists.field);
  const engine = openEngine({ analyser });
  const pool = await fillMemoryPool(engine, analyser, newFields(), candidates, (done, total) =>
    progress.update("建立索引", done, total),
  );
  await engine.compact();
  const kinds = (["expert", "achievement"] as const).filter((kind) => pool.records[kind].size > 0);
  const settings = {
    weights: startWeights,
    regionName: regionNameOf(codeLists),
    currentYear: beijingYear(new Date()),
    top: options.top,
  };
  const rows: MatchRow[] = [];
  const matched = new Set<string>();
  let lists = 0;
  for await (const list of matchOffline(pool, needs, kinds, settings)) {
    if (list.items.length > 0) matched.add(list.need.id);
    rows.push(...matchRows(list));
    lists += 1;
    progress.update("匹配", Math.ceil(lists / kinds.length), needs.length);
  }
  const unusable = tables.flatMap((table) => table.unusable.map((issue) => ({ ...issue, file: table.fileName })));
  if (options.out !== undefined) await writeList(options.out, rows, unusable);
  if (options.json === true) await writeJson(rows);
  process.stderr.write(
    `${needs.length} 项需求中 ${matched.size} 项得到匹配，共 ${rows.length} 行；${unusable.length} 处未能使用。\n`,
  );
  if (matched.size === 0) {
    process.stderr.write("没有一项需求得到匹配：请检查表格内容。\n");
    process.exitCode = exitCodes.failed;
  }
}

function usage(message: string): never {
  throw new AppError("invalid_input", message, { reason: "usage" });
}

function matchRows({ need, targetKind, items }: OfflineList): MatchRow[] {
  return items.map((item) => ({
    needNumber: need.number ?? "",
    needTitle: recordTitle("need", need.content),
    kind: targetKind === "expert" ? "专家" : "成果",
    candidateNumber: item.target.number ?? "",
    candidateName: item.target.title,
    organization: item.target.organizationName,
    rank: item.rank,
    score0to100: item.shown,
    band: item.band,
    reasons: item.reasons,
    matchedPhrases: item.matched,
    unknowns: item.unknowns,
  }));
}

async function writeList(path: string, rows: readonly MatchRow[], unusable: readonly UnusableRow[]): Promise<void> {
  const pieces = streamMatchList(rows, unusable, { title: "匹配清单", generatedAt: new Date() });
  await pipeline(Readable.from(pieces), createWriteStream(path));
}

/** One JSON array, a row an object under the workbook's own headers. */
async function writeJson(rows: readonly MatchRow[]): Promise<void> {
  const headers = matchListColumns.map(({ header }) => header);
  function* lines() {
    for (const [index, row] of rows.entries()) {
      const cells = matchRowCells(row);
      const object = Object.fromEntries(headers.map((header, column) => [header, cells[column]]));
      yield `${index === 0 ? "[\n" : ",\n"}${JSON.stringify(object)}`;
    }
    yield rows.length === 0 ? "[]\n" : "\n]\n";
  }
  await pipeline(Readable.from(lines()), process.stdout, { end: false });
}
