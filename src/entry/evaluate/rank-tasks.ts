import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fillMemoryPool, type MemoryPool } from "../../app/match/memory-pool.ts";
import { rankCandidates } from "../../app/match/rank-candidates.ts";
import { achievementContent } from "../../domain/achievement/achievement.ts";
import { expertContent } from "../../domain/expert/expert.ts";
import type { Analyser } from "../../domain/matching/analyser.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import { startWeights } from "../../domain/matching/weights.ts";
import { needContent } from "../../domain/need/need.ts";
import { unstoredRecord } from "../../domain/shared/new-record.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { SearchEngine } from "../../search/engine.ts";
import { readJsonl, stringAt } from "./read-jsonl.ts";
import { runLines } from "./run-file.ts";

/** Hits written per query. */
const hitsPerQuery = 100;

const tasksFile = z.record(
  z.string(),
  z.looseObject({ corpus: z.string(), candidate: z.enum(["expert", "achievement"]) }),
);

export interface EvaluateTools {
  analyser: Analyser;
  /** A new empty engine. */
  newEngine(): SearchEngine;
  currentYear: number;
  onProgress(stage: string, done: number, total: number): void;
}

/** Ranks every query of every task through the product's need → match path and writes `<task>.run.tsv` to `out`.
 * Reads `id` and `text` of queries and `id`, `text`, `papers` of candidates only; each corpus is an index of its own.
 * @returns task names in file order */
export async function rankTasks(directory: string, out: string, tools: EvaluateTools): Promise<string[]> {
  const tasks = tasksFile.parse(JSON.parse(await readFile(join(directory, "tasks.json"), "utf8")));
  await mkdir(out, { recursive: true });
  const pools = new Map<string, MemoryPool>();
  for (const [task, { corpus, candidate }] of Object.entries(tasks)) {
    const key = `${corpus}/${candidate}`;
    let pool = pools.get(key);
    if (pool === undefined) {
      const rows = await readJsonl(join(directory, "corpora", `${corpus}.jsonl`));
      const records = rows.map((row) => candidateRecord(candidate, row));
      pool = await fillMemoryPool(tools.newEngine(), tools.analyser, records, (done, total) =>
        tools.onProgress(`索引 ${corpus}`, done, total),
      );
      pools.set(key, pool);
    }
    const queries = await readJsonl(join(directory, task, "queries.jsonl"));
    const lines: string[] = [];
    for (const [index, query] of queries.entries()) {
      const need = unstoredRecord(
        "need",
        stringAt(query, "id"),
        null,
        needContent.parse({ description: stringAt(query, "text") }),
      );
      const list = await rankCandidates(pool, {
        subject: { profile: profileOf(need), text: rankedText("need", need.content) },
        targetKind: candidate,
        limit: hitsPerQuery,
        weights: startWeights,
        currentYear: tools.currentYear,
      });
      lines.push(...runLines(need.id, list));
      tools.onProgress(`排序 ${task}`, index + 1, queries.length);
    }
    await writeFile(join(out, `${task}.run.tsv`), lines.join(""));
  }
  return Object.keys(tasks);
}

function candidateRecord(kind: "expert" | "achievement", row: Record<string, unknown>): AnyRecord {
  const id = stringAt(row, "id");
  if (kind === "achievement") {
    return unstoredRecord(kind, id, null, achievementContent.parse({ abstract: stringAt(row, "text") }));
  }
  const papers = Array.isArray(row.papers) ? row.papers.map(paperText) : [];
  const content = { name: id, bio: stringAt(row, "text"), papers: papers.filter((paper) => paper !== "") };
  return unstoredRecord(kind, id, null, expertContent.parse(content));
}

function paperText(paper: unknown): string {
  if (typeof paper !== "object" || paper === null) return typeof paper === "string" ? paper : "";
  const { title, abstract, keywords } = paper as Record<string, unknown>;
  return [title, abstract, ...(Array.isArray(keywords) ? keywords : [])]
    .filter((part) => typeof part === "string")
    .join("\n");
}
