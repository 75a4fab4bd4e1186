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

  it("prints a table of what is judged, keeps it as a baseline, and says what changed since", async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, "corpora"));
    const tasks = { t: { corpus: "a", candidate: "achievement" }, u: { corpus: "a", candidate: "achievement" } };
    await writeFile(join(directory, "tasks.json"), JSON.stringify(tasks));
    const texts = ["化学镀镍废水深度处理", "黄酒发酵过程控制", "废水回用"];
    await writeFile(join(directory, "corpora/a.jsonl"), jsonl(texts.map((text, n) => ({ id: `a${n}`, text }))));
    for (const task of ["t", "u"]) {
      await mkdir(join(directory, task));
      await writeFile(join(directory, task, "queries.jsonl"), jsonl([{ id: "q1", text: "化学镀镍废水" }]));
    }
    await writeFile(join(directory, "t/qrels.tsv"), "q1\ta2\t1\n");
    const [out, baseline] = [join(directory, "out"), join(directory, "baseline.json")];
    const asked = ["eval", "--tasks", directory, "--out", out, "--only", "t"];
    const first = await runCli([...asked, "--save-baseline", baseline]);
    expect(
      first.stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(/ +/).slice(0, 3)),
    ).toEqual([
      ["任务", "查询", "nDCG@10"],
      ["t", "1", "0.6309"],
    ]);
    await writeFile(join(directory, "t/qrels.tsv"), "q1\ta0\t1\n");
    const second = await runCli([...asked, "--baseline", baseline, "--diff", "1"]);
    expect(second.stdout).toContain("+0.3691");
    expect(second.stdout).toContain("t 变好\n  +0.3691  q1  化学镀镍废水  a0 —→1");
    await expect(runLines(join(out, "u.run.tsv"))).rejects.toThrow("ENOENT");
  });

  it("refuses a system there is not as a fault of use", async () => {
    const { code, stderr } = await runCli(["eval", "--tasks", "x", "--out", "x", "--system", "best"]);
    expect(code).toBe(2);
    expect(stderr).toContain("可选：duijie");
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

  it("measures experts, achievements and their mean, also without numbers and limits, damaged, and by every system", async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, "needs.jsonl"), jsonl([{ id: "n1", title: "镀镍废水80吨" }]));
    const experts = [
      { id: "e1", bio: "镀镍废水，不涉及电镀" },
      { id: "e2", bio: "镀镍" },
    ];
    await writeFile(join(directory, "experts.jsonl"), jsonl(experts));
    await writeFile(join(directory, "achievements.jsonl"), jsonl([{ id: "a1", title: "镀镍废水处理" }]));
    await writeFile(join(directory, "qrels.tsv"), "n1\te1\t3\nn1\ta1\t3\n");
    const [out, json] = [join(directory, "run.tsv"), join(directory, "figures.json")];
    const options = ["--without-numbers", "--without-limits", "--damaged", "--ablate", "--json", json];
    const { code, stdout } = await runCli(["eval-gold", "--dir", directory, "--out", out, ...options]);
    expect(code).toBe(0);
    expect((await runLines(out)).map(([need, id]) => `${need} ${id}`)).toEqual(["n1 e1", "n1 e2", "n1 a1"]);
    const figures = JSON.parse(await readFile(json, "utf8"));
    const variants = ["", "/without-numbers", "/without-limits"];
    expect(figures.tasks.map(({ task }: { task: string }) => task)).toEqual(
      variants.flatMap((variant) => [`experts${variant}`, `achievements${variant}`, `mean${variant}`]),
    );
    expect(figures.tasks[2].means).toEqual({ ndcg10: 1, mrr10: 1, recall50: 1, success5: 1 });
    expect(figures.ablation.map(({ name }: { name: string }) => name)).toContain("text-only");
    expect(stdout).toMatch(/^homophone +5 /m);
  });
});
