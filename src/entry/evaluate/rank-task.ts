import type { FieldGuesses } from "../../app/field/field-guesses.ts";
import { fillMemoryPool, type MemoryPool } from "../../app/match/memory-pool.ts";
import { rankCandidates } from "../../app/match/rank-candidates.ts";
import type { Analyser } from "../../domain/matching/analyser.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import type { LexicalParams } from "../../domain/matching/weights.ts";
import type { SearchEngine } from "../../search/engine.ts";
import type { JudgedTask } from "./judged/judged-task.ts";
import type { System } from "./systems.ts";

/** Candidates listed per query. */
const listLength = 100;

/** Candidates of each query, best first. */
export type Run = ReadonlyMap<string, readonly { id: string; score: number }[]>;

export interface EvaluateTools {
  analyser: Analyser;
  /** A new empty engine. */
  newEngine(params: LexicalParams): SearchEngine;
  /** A guesser of fields that has learnt nothing yet. */
  newFields(): FieldGuesses;
  currentYear: number;
  onProgress(stage: string, done: number, total: number): void;
}

/** Ranks every query of a task by one system, through the product's need → match path. */
export type RankTask = (task: JudgedTask, system: System) => Promise<Run>;

/** A ranker that indexes each corpus once per setting of the index. */
export function createRanker(tools: EvaluateTools): RankTask {
  const pools = new Map<string, Promise<MemoryPool>>();
  const poolOf = (task: JudgedTask, { lexical }: System): Promise<MemoryPool> => {
    const key = `${task.corpus} ${JSON.stringify(lexical)}`;
    const held = pools.get(key);
    if (held !== undefined) return held;
    const pool = task
      .candidates()
      .then((records) =>
        fillMemoryPool(tools.newEngine(lexical), tools.analyser, tools.newFields(), records, (done, total) =>
          tools.onProgress(`索引 ${task.corpus}`, done, total),
        ),
      );
    pools.set(key, pool);
    return pool;
  };
  return async (task, system) => {
    const pool = await poolOf(task, system);
    const run = new Map<string, { id: string; score: number }[]>();
    for (const query of task.queries) {
      const { items } = await rankCandidates(pool, {
        subject: { profile: profileOf(query, pool.fields.guess), text: rankedText("need", query.content) },
        targetKind: task.targetKind,
        limit: listLength,
        weights: system.weights,
        lexical: system.lexical,
        similarity: system.similarity,
        currentYear: tools.currentYear,
      });
      run.set(
        query.id,
        items.map(({ profile, result }) => ({ id: profile.id, score: result.score })),
      );
      tools.onProgress(`排序 ${task.name}`, run.size, task.queries.length);
    }
    return run;
  };
}
