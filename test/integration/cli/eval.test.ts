import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryDirectory } from "./run-cli.ts";

const jsonl = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");

/** Lines of a run file as cells: query, document, rank, score. */
async function runLines(path: string): Promise<string[][]> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.map((line) => line.split("\t"));
}

describe("duijie eval", () => {
  it("writes a run a task, ranked by the product's path, whatever other keys the rows carry", async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, "corpora"));
    await mkdir(join(directory, "t"));
    const tasks = { t: { corpus: "a", candidate: "achievement" }, e: { corpus: "b", candidate: "expert" } };
    await mkdir(join(directory, "e"));
    await writeFile(join(directory, "tasks.json"), JSON.stringify(tasks));
    await writeFile(
      join(directory, "corpora/a.jsonl"),
      jsonl([
        { id: "a1", text: "化学镀镍废水深度处理" },
        { id: "a2", text: "黄酒发酵过程控制", secret: "化学镀镍" },
      ]),
    );
    await writeFile(
      join(directory, "corpora/b.jsonl"),
      jsonl([
        { id: "b1", papers: [{ title: null, abstract: "黄酒发酵菌群", keywords: null }] },
        { id: "b2", papers: [{ title: "镀镍", abstract: "化学镀镍废水", keywords: ["废水"] }] },
      ]),
    );
    for (const task of ["t", "e"]) {
      await writeFile(join(directory, task, "queries.jsonl"), jsonl([{ id: "q1", text: "化学镀镍废水" }]));
    }
    const out = join(directory, "out");
    expect((await runCli(["eval", "--tasks", directory, "--out", out])).code).toBe(0);
    expect((await runLines(join(out, "t.run.tsv"))).map(([query, id, rank]) => [query, id, rank])).toEqual([
      ["q1", "a1", "1"],
    ]);
    const [first] = await runLines(join(out, "e.run.tsv"));
    expect(first?.slice(0, 3)).toEqual(["q1", "b2", "1"]);
    expect(Number(first?.[3])).toBeGreaterThan(0);
  });

  it("refuses without its options", async () => {
    expect((await runCli(["eval", "--tasks", "x"])).code).toBe(2);
  });
});

describe("duijie eval-gold", () => {
  it("ranks experts and achievements of every need in one file; keys may be absent", async () => {
    const directory = await temporaryDirectory();
    await writeFile(
      join(directory, "needs.jsonl"),
      jsonl([
        { id: "n1", title: "镀镍废水" },
        { id: "n2", description: "黄酒酸败" },
      ]),
    );
    await writeFile(
      join(directory, "experts.jsonl"),
      jsonl([
        { id: "e1", research_directions: ["镀镍废水回收"] },
        { id: "e2", bio: "黄酒酸败预警" },
      ]),
    );
    await writeFile(join(directory, "achievements.jsonl"), jsonl([{ id: "a1", title: "镀镍废水处理", trl: 8 }]));
    const out = join(directory, "run.tsv");
    expect((await runCli(["eval-gold", "--dir", directory, "--out", out])).code).toBe(0);
    const firsts = (await runLines(out)).filter(([, , rank]) => rank === "1").map(([need, id]) => `${need} ${id}`);
    expect(firsts).toEqual(["n1 e1", "n1 a1", "n2 e2"]);
  });
});
