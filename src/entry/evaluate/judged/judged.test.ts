import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../../domain/shared/errors.ts";
import { loadCodeLists, resolversOf } from "../../load-code-lists.ts";
import { goldAchievement, goldExpert, goldNeed } from "./gold-record.ts";
import { goldTasks, readGold } from "./read-gold.ts";
import { readJsonl } from "./read-jsonl.ts";
import { readJudgements } from "./read-judgements.ts";
import { readTasks } from "./read-tasks.ts";

const codes = resolversOf(await loadCodeLists());

let directory: string;
const jsonl = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "duijie-evaluate-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

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

describe("readJudgements", () => {
  it("reads grades by query and document, tabs or spaces between", async () => {
    const path = join(directory, "qrels.tsv");
    await writeFile(path, "q1\ta\t3\r\nq1 b 0\n\nq2\ta\t1\n");
    const judgements = await readJudgements(path);
    expect([...judgements!].map(([query, grades]) => [query, [...grades]])).toEqual([
      [
        "q1",
        [
          ["a", 3],
          ["b", 0],
        ],
      ],
      ["q2", [["a", 1]]],
    ]);
  });

  it("is null where nobody judged", async () => {
    expect(await readJudgements(join(directory, "none.tsv"))).toBeNull();
  });

  it.each(["q1\ta", "q1\ta\tgood", "q1\ta\t-1", "q1\t0\ta\t1"])("names the line that holds %j", async (bad) => {
    const path = join(directory, "bad.tsv");
    await writeFile(path, `q1\ta\t1\n${bad}\n`);
    const error = await readJudgements(path).catch((caught: unknown) => caught);
    expect((error as AppError).issues[0]!.where).toContain("第 2 行");
  });
});

describe("readTasks", () => {
  async function taskDirectory(): Promise<string> {
    const tasks = join(directory, "tasks");
    await mkdir(join(tasks, "corpora"), { recursive: true });
    const listed = {
      t1: { corpus: "docs", candidate: "achievement", note: "" },
      t2: { corpus: "people", candidate: "expert" },
    };
    await writeFile(join(tasks, "tasks.json"), JSON.stringify(listed));
    await writeFile(join(tasks, "corpora/docs.jsonl"), jsonl([{ id: "d1", text: "化学镀镍废水", answer: "q1" }]));
    const people = [
      { id: "p1", text: "", papers: [{ title: "黄酒发酵", abstract: "酸败", keywords: ["菌群"] }] },
      { id: "p2", text: "废水", papers: ["镀镍废水的破络"] },
      { id: "p3" },
    ];
    await writeFile(join(tasks, "corpora/people.jsonl"), jsonl(people));
    for (const task of ["t1", "t2"]) {
      await mkdir(join(tasks, task), { recursive: true });
      await writeFile(join(tasks, task, "queries.jsonl"), jsonl([{ id: "q1", text: "镀镍废水", answer: "d1" }]));
    }
    await writeFile(join(tasks, "t1/qrels.tsv"), "q1\td1\t1\n");
    return tasks;
  }

  it("reads id and text of queries, id, text and papers of candidates, and nothing else", async () => {
    const [first, second] = await readTasks(await taskDirectory(), null);
    expect([first!.name, first!.targetKind, second!.name, second!.targetKind]).toEqual([
      "t1",
      "achievement",
      "t2",
      "expert",
    ]);
    expect(first!.queries.map(({ id, content }) => [id, content.description])).toEqual([["q1", "镀镍废水"]]);
    expect(JSON.stringify([first!.queries, await first!.candidates()])).not.toContain("answer");
    expect((await second!.candidates()).map(({ id, content }) => [id, "papers" in content && content.papers])).toEqual([
      ["p1", ["黄酒发酵\n酸败\n菌群"]],
      ["p2", ["镀镍废水的破络"]],
      ["p3", []],
    ]);
    expect(first!.judgements!.get("q1")!.get("d1")).toBe(1);
    expect(second!.judgements).toBeNull();
  });

  it("keeps the tasks asked for and refuses those there are not", async () => {
    const tasks = await taskDirectory();
    expect((await readTasks(tasks, ["t2"])).map(({ name }) => name)).toEqual(["t2"]);
    await expect(readTasks(tasks, ["t1", "t9"])).rejects.toThrow("“t9”；可选：t1、t2");
  });
});

describe("goldTasks", () => {
  it("measures each kind on the needs that have a useful candidate of it", async () => {
    await writeFile(
      join(directory, "needs.jsonl"),
      jsonl([
        { id: "n1", title: "甲" },
        { id: "n2", title: "乙" },
      ]),
    );
    await writeFile(join(directory, "experts.jsonl"), jsonl([{ id: "e1", bio: "甲" }]));
    await writeFile(join(directory, "achievements.jsonl"), jsonl([{ id: "a1", title: "乙" }]));
    await writeFile(join(directory, "qrels.tsv"), "n1\te1\t3\nn1\ta1\t0\nn2\ta1\t2\nn2\tx9\t3\n");
    const gold = await readGold(directory, codes);
    const judged = goldTasks(gold, "").map(({ name, judgements }) => [
      name,
      [...judgements!].map(([need, grades]) => [need, Object.fromEntries(grades)]),
    ]);
    expect(judged).toEqual([
      ["experts", [["n1", { e1: 3 }]]],
      ["achievements", [["n2", { a1: 2 }]]],
    ]);
  });
});
