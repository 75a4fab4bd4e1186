import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillMemoryPool, type MemoryPool } from "../../src/app/match/memory-pool.ts";
import { rankCandidates } from "../../src/app/match/rank-candidates.ts";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { profileOf } from "../../src/domain/matching/profile.ts";
import { rankedText } from "../../src/domain/matching/project-record.ts";
import { lexicalParams, startWeights } from "../../src/domain/matching/weights.ts";
import type { EntityKind } from "../../src/domain/shared/entity.ts";
import { unstoredRecord } from "../../src/domain/shared/new-record.ts";
import type { AnyRecord, RecordOf } from "../../src/domain/shared/record-content.ts";
import { loadCodeLists } from "../../src/entry/load-code-lists.ts";
import { loadConcepts } from "../../src/entry/load-concepts.ts";
import { openFields } from "../../src/entry/pick-adapters.ts";
import { projectRoot } from "../../src/entry/project-root.ts";
import { readRecordsFile } from "../../src/entry/read-records-file.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";

const directory = join(projectRoot, "data/sample");
const files = { need: "技术需求.xlsx", expert: "专家.xlsx", achievement: "科技成果.xlsx" } as const;
/** Years since the sample was made do not belong into a measure of its ranking. */
const currentYear = 2026;
const depth = 10;

export type CandidateKind = Exclude<EntityKind, "need">;

/** The sample workbooks, matched by the product's own path, and the judgements on them. */
export interface JudgedSample {
  needs: RecordOf<"need">[];
  candidates: AnyRecord[];
  /** Mean nDCG@10 of these needs' lists over the needs with a judged candidate of the kind. */
  ndcg(needs: readonly RecordOf<"need">[], kind: CandidateKind): Promise<number>;
}

export async function openSample(): Promise<JudgedSample> {
  const analyser = createAnalyser((await loadCutter()).cutter, await loadConcepts());
  const needs = await recordsOf("need");
  const candidates: AnyRecord[] = [...(await recordsOf("expert")), ...(await recordsOf("achievement"))];
  const newFields = await openFields((await loadCodeLists()).field);
  const engine = createEmbeddedEngine({ analyser, params: lexicalParams });
  const pool = await fillMemoryPool(engine, analyser, newFields(), candidates);
  await engine.compact();
  const judgements = await readJudgements();
  return {
    needs,
    candidates,
    async ndcg(asked, kind) {
      const gains: number[] = [];
      for (const need of asked) {
        const grades = judgements.get(need.id)!;
        const own = [...grades].filter(([id]) => pool.records[kind].has(id)).map(([, grade]) => grade);
        if (own.every((grade) => grade === 0)) continue;
        const ranked = await topOf(pool, need, kind);
        const best = own.toSorted((a, b) => b - a).slice(0, depth);
        gains.push(gainOf(ranked.map((id) => grades.get(id) ?? 0)) / gainOf(best));
      }
      return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    },
  };
}

/** Rows of one workbook as records whose id is their 编号. */
async function recordsOf<K extends EntityKind>(kind: K): Promise<RecordOf<K>[]> {
  const { table } = await readRecordsFile(join(directory, files[kind]), kind);
  return table.inputs.map(({ number, content }) => unstoredRecord(kind, number!, number, content));
}

/** Grades 0–3 by need and candidate; a pair not listed counts 0. */
async function readJudgements(): Promise<Map<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>();
  const lines = (await readFile(join(directory, "judgements.tsv"), "utf8")).trim().split("\n");
  for (const line of lines) {
    const [need, candidate, grade] = line.split("\t") as [string, string, string];
    const own = judgements.get(need) ?? new Map<string, number>();
    judgements.set(need, own.set(candidate, Number(grade)));
  }
  return judgements;
}

async function topOf(pool: MemoryPool, need: RecordOf<"need">, targetKind: CandidateKind): Promise<string[]> {
  const subject = { profile: profileOf(need, pool.fields.guess), text: rankedText("need", need.content) };
  const list = await rankCandidates(pool, { subject, targetKind, limit: depth, weights: startWeights, currentYear });
  return list.items.map(({ profile }) => profile.id);
}

function gainOf(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}
