import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnalyser } from "../../domain/matching/analyser.ts";
import { lexicalParams } from "../../domain/matching/weights.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { createEmbeddedEngine } from "../../search/embedded/embedded-engine.ts";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import { loadCodeLists, resolversOf } from "../load-code-lists.ts";
import { goldAchievement, goldExpert, goldNeed, rankGold } from "./rank-gold.ts";
import { type EvaluateTools, rankTasks } from "./rank-tasks.ts";
import { readJsonl } from "./read-jsonl.ts";

const codes = resolversOf(await loadCodeLists());
const analyser = createAnalyser((await loadCutter()).cutter);
const tools: EvaluateTools = {
  analyser,
  newEngine: () => createEmbeddedEngine({ analyser, params: lexicalParams }),
  currentYear: 2026,
  onProgress: () => {},
};

let directory: string;
const jsonl = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "duijie-evaluate-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Lines of a run file as [query, document, rank, score]. */
async function runOf(path: string): Promise<[string, string, number, number][]> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.map((line) => {
    const [query, document, rank, score, ...more] = line.split("\t");
    expect(more).toEqual([]);
    return [query!, document!, Number(rank), Number(score)];
  });
}

describe("readJsonl", () => {
  it("reads one object a line, blank lines passed over", async () => {
    const path = join(directory, "good.jsonl");
    await writeFile(path, '{"id":"a"}\r\n\n  \n{"id":"b","n":[1]}\n');
    expect(await readJsonl(path)).toEqual([{ id: "a" }, { id: "b", n: [1] }]);
  });

  it.each(["[1]", "null", "7", '"text"', "{broken"])("names the line that holds %s", async (bad) => {
    const path = join(directory, "bad.jsonl");
    await writeFile(path, `{"id":"a"}\n${bad}\n`);
    const error = await readJsonl(path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).issues[0]!.where).toContain("第 2 行");
  });
});

describe("a judged record", () => {
  it("fills the product's own fields", () => {
    const need = goldNeed(
      {
        id: "n",
        title: "甲",
        description: "乙",
        field: "资源与环境",
        region: "浙江温州",
        budget_wan: 140.5,
        deadline: "2026-12-31",
        keywords: ["丙"],
        cooperation_modes: ["技术转让"],
      },
      codes,
    );
    expect(need.content).toMatchObject({
      title: "甲",
      description: "乙",
      field: "70",
      regionCode: "330300",
      budgetFen: 140_500_000,
      deadline: "2026-12-31",
      keywords: ["丙"],
      cooperationModes: ["技术转让"],
    });
    const expert = goldExpert({
      id: "e",
      org: "某大学",
      research_directions: ["方向"],
      papers_titles: ["论文"],
      patents_titles: ["专利"],
      projects: ["项目"],
    });
    expect(expert.content).toMatchObject({
      organizationName: "某大学",
      researchDirections: ["方向"],
      papers: ["论文"],
      patents: ["专利"],
      projects: ["项目"],
    });
    expect(goldAchievement({ id: "a", title: "甲", trl: 7, transfer_modes: ["许可"] }, codes).content).toMatchObject({
      trl: 7,
      transferModes: ["许可"],
    });
  });

  it.each([
    ["absent", {}],
    [
      "empty",
      {
        title: "",
        description: "",
        abstract: "",
        name: "",
        field: "",
        region: "",
        keywords: [],
        budget_wan: null,
        deadline: "",
        trl: null,
        cooperation_modes: [],
        papers_titles: [],
      },
    ],
  ])("may have every key but its id %s", (_, row) => {
    expect(goldNeed({ id: "dN01", ...row }, codes)).toMatchObject({
      id: "dN01",
      content: { field: null, regionCode: null, deadline: null, budgetFen: null },
    });
    expect(goldExpert({ id: "dE01", ...row })).toMatchObject({ id: "dE01" });
    expect(goldAchievement({ id: "dA01", ...row }, codes)).toMatchObject({ id: "dA01", content: { trl: null } });
  });

  it("never takes the judges' hints: variant and clean text are not read", () => {
    const hints = { variant: "typo", clean_title: "干净标题", clean_description: "干净描述" };
    const need = goldNeed({ id: "n", title: "甲", description: "乙", ...hints }, codes);
    expect(JSON.stringify(need)).not.toMatch(/typo|干净/);
  });

  it("is cut to what the product stores", () => {
    expect(goldNeed({ id: "n", title: "长".repeat(200) }, codes).content.title).toHaveLength(80);
    expect(goldAchievement({ id: "a", title: "长".repeat(500) }, codes).content.title).toHaveLength(200);
  });
});

describe("rankGold", () => {
  it("writes for every need its experts and its achievements, each ranked from 1, scores unrounded", async () => {
    await writeFile(
      join(directory, "needs.jsonl"),
      jsonl([
        { id: "n1", title: "化学镀镍废水除镍" },
        { id: "n2", title: "黄酒发酵酸败" },
      ]),
    );
    await writeFile(
      join(directory, "experts.jsonl"),
      jsonl([
        { id: "e1", research_directions: ["黄酒发酵"] },
        { id: "e2", research_directions: ["化学镀镍废水"] },
        { id: "e3", bio: "废水发酵" },
      ]),
    );
    await writeFile(
      join(directory, "achievements.jsonl"),
      jsonl([
        { id: "a1", title: "黄酒发酵菌" },
        { id: "a2", title: "镀镍废水装置" },
      ]),
    );
    const out = join(directory, "gold.tsv");
    await rankGold(directory, out, codes, tools);
    const run = await runOf(out);
    const first = (need: string, side: string) =>
      run.find(([query, document, rank]) => query === need && document.startsWith(side) && rank === 1)?.[1];
    expect([first("n1", "e"), first("n1", "a"), first("n2", "e"), first("n2", "a")]).toEqual(["e2", "a2", "e1", "a1"]);
    expect(run.some(([, , , score]) => String(score).length > 6)).toBe(true);
    expect(
      run.filter(([query, document]) => query === "n1" && document.startsWith("e")).map(([, , rank]) => rank),
    ).toEqual([1, 2]);
  });
});

describe("rankTasks", () => {
  it("writes one run file a task, 100 lines a query at most, each corpus an index of its own", async () => {
    const tasks = join(directory, "tasks");
    await mkdir(join(tasks, "corpora"), { recursive: true });
    await writeFile(
      join(tasks, "tasks.json"),
      JSON.stringify({
        t1: { corpus: "docs", candidate: "achievement" },
        t2: { corpus: "people", candidate: "expert" },
      }),
    );
    const documents = Array.from({ length: 130 }, (_, n) => ({
      id: `d${n}`,
      text: n === 77 ? "化学镀镍废水" : `废水样本${n}`,
    }));
    await writeFile(join(tasks, "corpora/docs.jsonl"), jsonl(documents));
    const people = [
      { id: "p1", text: "", papers: [{ title: "黄酒发酵", abstract: "酸败", keywords: ["菌群"] }] },
      { id: "p2", text: "废水", papers: ["镀镍废水的破络"] },
      { id: "p3" },
    ];
    await writeFile(join(tasks, "corpora/people.jsonl"), jsonl(people));
    for (const [task, text] of [
      ["t1", "化学镀镍废水"],
      ["t2", "镀镍废水破络"],
    ] as const) {
      await mkdir(join(tasks, task), { recursive: true });
      await writeFile(join(tasks, task, "queries.jsonl"), jsonl([{ id: `${task}q`, text, answer: "d0" }]));
    }
    const out = join(directory, "runs");
    expect(await rankTasks(tasks, out, tools)).toEqual(["t1", "t2"]);
    const [t1, t2] = [await runOf(join(out, "t1.run.tsv")), await runOf(join(out, "t2.run.tsv"))];
    expect(t1).toHaveLength(100);
    expect(t1[0]!.slice(0, 3)).toEqual(["t1q", "d77", 1]);
    expect(t1.map(([, , rank]) => rank)).toEqual(t1.map((_, index) => index + 1));
    expect(t1.map(([, , , score]) => score)).toEqual(t1.map(([, , , score]) => score).toSorted((a, b) => b - a));
    expect(t2.map(([, document]) => document)).toEqual(["p2"]);
  });
});
