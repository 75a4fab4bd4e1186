import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { compareLists } from "../../app/match/compare-lists.ts";
import { fillMemoryPool, type MemoryPool } from "../../app/match/memory-pool.ts";
import { rankCandidates } from "../../app/match/rank-candidates.ts";
import { createAnalyser } from "../../domain/matching/analyser.ts";
import { createConcepts } from "../../domain/matching/concepts.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import { lexicalParams, startWeights } from "../../domain/matching/weights.ts";
import { needContent } from "../../domain/need/need.ts";
import { beijingYear } from "../../domain/shared/beijing-time.ts";
import { entityNames } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { unstoredRecord } from "../../domain/shared/new-record.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import { createEmbeddedEngine } from "../../search/embedded/embedded-engine.ts";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import { loadCodeLists } from "../load-code-lists.ts";
import { readConceptEntries } from "../load-concepts.ts";
import { openFields } from "../pick-adapters.ts";
import { projectRoot } from "../project-root.ts";
import { readRecordsFile } from "../read-records-file.ts";
import { wholeNumber } from "./whole-number.ts";

const sample = (file: string) => join(projectRoot, "data/sample", file);
const candidateKinds = ["expert", "achievement"] as const;

interface PreviewOptions {
  queries: string;
  experts: string;
  achievements: string;
  group?: string[];
  top: number;
}

/** `duijie synonyms preview`: what data/synonyms, or some of its groups, change in the lists of saved queries. */
export function synonymsCommand(): Command {
  const preview = new Command("preview")
    .description("预览同义词对已存检索词的影响：有与无两种排序中位次不同的专家和成果")
    .requiredOption("--queries <文件>", "文本文件，每行一条检索词或需求")
    .option("--experts <文件>", "专家表", sample("专家.xlsx"))
    .option("--achievements <文件>", "成果表", sample("科技成果.xlsx"))
    .option("--group <编号>", "只看这一组的影响，如 c0001；可重复，不给则看全部", collect)
    .option("--top <个数>", "比较前几名", wholeNumber(1, 100), 10)
    .action(runPreview);
  return new Command("synonyms").description("同义词").addCommand(preview);
}

function collect(id: string, earlier: string[] = []): string[] {
  return [...earlier, id];
}

async function runPreview({ queries, experts, achievements, group, top }: PreviewOptions): Promise<void> {
  const { entries } = await readConceptEntries();
  for (const id of group ?? []) {
    if (!entries.some((entry) => entry.id === id))
      throw new AppError("invalid_input", `data/synonyms 里没有编号为“${id}”的同义词组，编号形如 c0001。`, {
        reason: "usage",
      });
  }
  const lines = (await readFile(queries, "utf8")).split(/\r?\n/).filter((line) => line.trim() !== "");
  const candidates = [...(await read(experts, "expert")), ...(await read(achievements, "achievement"))];
  const without = entries.filter(({ id }) => group !== undefined && !group.includes(id));
  const [before, after] = [await openPool(without, candidates), await openPool(entries, candidates)];
  const names = new Map(candidates.map((record) => [record.id, recordTitle(record.kind, record.content)]));
  let changed = 0;
  for (const query of lines) {
    const rows: string[] = [];
    for (const kind of candidateKinds) {
      const changes = compareLists(await list(before, query, kind, top), await list(after, query, kind, top), top);
      for (const { id, before: from, after: to } of changes)
        rows.push(`${query}\t${entityNames[kind]}\t${names.get(id)}\t${from ?? "—"}\t${to ?? "—"}\n`);
    }
    if (rows.length > 0) changed += 1;
    process.stdout.write(rows.join(""));
  }
  process.stderr.write(
    `${lines.length} 条检索词中 ${changed} 条的前 ${top} 名有变化（列：检索词、种类、名称、无、有）。\n`,
  );
}

async function read(path: string, kind: (typeof candidateKinds)[number]): Promise<AnyRecord[]> {
  const { table } = await readRecordsFile(path, kind);
  return table.inputs.map(
    ({ content, number }, index) =>
      unstoredRecord(kind, `${kind}-${String(index).padStart(7, "0")}`, number, content) as AnyRecord,
  );
}

async function openPool(
  groups: Parameters<typeof createConcepts>[0],
  candidates: readonly AnyRecord[],
): Promise<MemoryPool> {
  const newFields = await openFields((await loadCodeLists()).field);
  const analyser = createAnalyser((await loadCutter()).cutter, createConcepts(groups, String(groups.length)));
  const engine = createEmbeddedEngine({ analyser, params: lexicalParams });
  const pool = await fillMemoryPool(engine, analyser, newFields(), candidates);
  await engine.compact();
  return pool;
}

async function list(pool: MemoryPool, query: string, targetKind: (typeof candidateKinds)[number], limit: number) {
  const need = unstoredRecord("need", "query", null, needContent.parse({ description: query }));
  const { items } = await rankCandidates(pool, {
    subject: { profile: profileOf(need, pool.fields.guess), text: rankedText("need", need.content) },
    targetKind,
    limit,
    weights: startWeights,
    currentYear: beijingYear(new Date()),
  });
  return items.map(({ profile }) => profile.id);
}
