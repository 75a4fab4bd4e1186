import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { achievementContent } from "../../../domain/achievement/achievement.ts";
import { expertContent } from "../../../domain/expert/expert.ts";
import { needContent } from "../../../domain/need/need.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import { unstoredRecord } from "../../../domain/shared/new-record.ts";
import type { AnyRecord, RecordOf } from "../../../domain/shared/record-content.ts";
import type { CandidateKind, JudgedTask } from "./judged-task.ts";
import { readJsonl, stringAt } from "./read-jsonl.ts";
import { readJudgements } from "./read-judgements.ts";

const tasksFile = z.record(
  z.string(),
  z.looseObject({ corpus: z.string(), candidate: z.enum(["expert", "achievement"]) }),
);

/** The tasks of a directory with `tasks.json`, `corpora` and a folder a task, in the order of the file.
 * Reads `id` and `text` of queries and `id`, `text`, `papers` of candidates only.
 * @param only names to keep; null = all
 * @throws AppError invalid_input on a name there is not */
export async function readTasks(directory: string, only: readonly string[] | null): Promise<JudgedTask[]> {
  const tasks = Object.entries(tasksFile.parse(JSON.parse(await readFile(join(directory, "tasks.json"), "utf8"))));
  const unknown = only?.filter((name) => !tasks.some(([task]) => task === name)) ?? [];
  if (unknown.length > 0) {
    const names = tasks.map(([name]) => name).join("、");
    throw new AppError("invalid_input", `没有任务“${unknown.join("”“")}”；可选：${names}。`, { reason: "usage" });
  }
  const wanted = tasks.filter(([name]) => only === null || only.includes(name));
  return Promise.all(
    wanted.map(async ([name, { corpus, candidate }]) => ({
      name,
      targetKind: candidate,
      corpus: `${corpus}/${candidate}`,
      candidates: async () => {
        const rows = await readJsonl(join(directory, "corpora", `${corpus}.jsonl`));
        return rows.map((row) => candidateRecord(candidate, row));
      },
      queries: (await readJsonl(join(directory, name, "queries.jsonl"))).map(queryRecord),
      judgements: await readJudgements(join(directory, name, "qrels.tsv")),
      successGrade: 1,
    })),
  );
}

function queryRecord(row: Record<string, unknown>): RecordOf<"need"> {
  return unstoredRecord("need", stringAt(row, "id"), null, needContent.parse({ description: stringAt(row, "text") }));
}

function candidateRecord(kind: CandidateKind, row: Record<string, unknown>): AnyRecord {
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
