import { join } from "node:path";
import type { AnyRecord, RecordOf } from "../../../domain/shared/record-content.ts";
import { type CodeFinder, goldAchievement, goldExpert, goldNeed } from "./gold-record.ts";
import type { CandidateKind, JudgedTask, Judgements } from "./judged-task.ts";
import { readJsonl } from "./read-jsonl.ts";
import { readJudgements } from "./read-judgements.ts";

/** The grade of a candidate that can solve exactly this problem. */
const solves = 3;

/** What stands in one collection of needs, experts and achievements, and the judgements of their pairs. */
export interface GoldCollection {
  /** Names these candidates; collections that share them share the name. */
  corpus: string;
  needs: RecordOf<"need">[];
  candidates: AnyRecord[];
  judgements: Judgements | null;
}

/** Reads needs.jsonl, experts.jsonl, achievements.jsonl and, where there is one, qrels.tsv. */
export async function readGold(directory: string, codes: CodeFinder): Promise<GoldCollection> {
  const [needs, experts, achievements] = await Promise.all(
    ["needs", "experts", "achievements"].map((name) => readJsonl(join(directory, `${name}.jsonl`))),
  );
  return {
    corpus: "gold",
    needs: needs!.map((row) => goldNeed(row, codes)),
    candidates: [...experts!.map((row) => goldExpert(row)), ...achievements!.map((row) => goldAchievement(row, codes))],
    judgements: await readJudgements(join(directory, "qrels.tsv")),
  };
}

/** Two tasks, needs against experts and needs against achievements. Needs without a useful candidate of the kind are not measured.
 * @param variant what was changed, joined to the tasks' names; "" = nothing */
export function goldTasks({ corpus, needs, candidates, judgements }: GoldCollection, variant: string): JudgedTask[] {
  return (["expert", "achievement"] as const).map((targetKind) => ({
    name: `${targetKind}s${variant}`,
    targetKind,
    corpus,
    candidates: async () => candidates,
    queries: needs,
    judgements: judgements === null ? null : judgementsOf(judgements, candidates, targetKind),
    successGrade: solves,
  }));
}

function judgementsOf(judgements: Judgements, candidates: readonly AnyRecord[], kind: CandidateKind): Judgements {
  const own = new Set(candidates.filter((candidate) => candidate.kind === kind).map(({ id }) => id));
  return new Map(
    [...judgements].flatMap(([need, grades]) => {
      const kept = new Map([...grades].filter(([id]) => own.has(id)));
      return [...kept.values()].some((grade) => grade > 0) ? [[need, kept] as const] : [];
    }),
  );
}
