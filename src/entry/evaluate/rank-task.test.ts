import { describe, expect, it } from "vitest";
import { createFieldGuesses } from "../../app/field/field-guesses.ts";
import { achievementContent } from "../../domain/achievement/achievement.ts";
import { createAnalyser } from "../../domain/matching/analyser.ts";
import { needContent } from "../../domain/need/need.ts";
import { unstoredRecord } from "../../domain/shared/new-record.ts";
import { parseCodeList } from "../../domain/taxonomy/code-list.ts";
import { createEmbeddedEngine } from "../../search/embedded/embedded-engine.ts";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import type { JudgedTask } from "./judged/judged-task.ts";
import { measureSystem } from "./measure-system.ts";
import { createRanker } from "./rank-task.ts";
import { runLines } from "./run-file.ts";
import { systemOf, systems } from "./systems.ts";

const analyser = createAnalyser((await loadCutter()).cutter);
const product = systems[0]!;

function task(texts: readonly string[], query: string, read: () => void = () => {}): JudgedTask {
  return {
    name: "t",
    targetKind: "achievement",
    corpus: "c",
    async candidates() {
      read();
      return texts.map((abstract, n) =>
        unstoredRecord("achievement", `d${n}`, null, achievementContent.parse({ abstract })),
      );
    },
    queries: [unstoredRecord("need", "q", null, needContent.parse({ description: query }))],
    judgements: new Map([["q", new Map([["d77", 1]])]]),
    successGrade: 1,
  };
}

const newRanker = () =>
  createRanker({
    analyser,
    newEngine: (params) => createEmbeddedEngine({ analyser, params }),
    newFields: () => createFieldGuesses(parseCodeList("code\tparentCode\tname"), []),
    currentYear: 2026,
    onProgress: () => {},
  });
const texts = Array.from({ length: 130 }, (_, n) => (n === 77 ? "化学镀镍废水" : `废水样本${n}`));

describe("createRanker", () => {
  it("lists at most 100 candidates, best first, scores unrounded", async () => {
    const run = await newRanker()(task(texts, "化学镀镍废水"), product);
    const list = run.get("q")!;
    expect(list).toHaveLength(100);
    expect(list[0]!.id).toBe("d77");
    expect(list.map(({ score }) => score)).toEqual(list.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(runLines(run, "q")[0]).toBe(`q\td77\t1\t${list[0]!.score}\n`);
    expect(runLines(run, "other")).toEqual([]);
  });

  it("reads a corpus once for all systems that share its index, and anew for one that does not", async () => {
    let reads = 0;
    const asked = task(texts.slice(0, 5), "废水", () => {
      reads += 1;
    });
    const rank = newRanker();
    for (const name of ["duijie", "text-only", "without-field"]) await rank(asked, systemOf(name));
    expect(reads).toBe(1);
    await rank(asked, systemOf("without-words"));
    expect(reads).toBe(2);
  });
});

describe("measureSystem", () => {
  it("measures what is judged and adds means behind their tasks", async () => {
    const judged = task(texts, "化学镀镍废水");
    const tasks = [
      judged,
      { ...judged, name: "u", judgements: null },
      { ...judged, name: "v" },
      { ...judged, name: "w" },
    ];
    const { runs, measured } = await measureSystem(newRanker(), tasks, product, [{ name: "mean", of: ["t", "v"] }]);
    expect([...runs.keys()]).toEqual(["t", "u", "v", "w"]);
    expect([...measured.keys()]).toEqual(["t", "v", "mean", "w"]);
    expect(measured.get("mean")!.get("q")).toMatchObject({ ndcg10: 1, success5: 1 });
  });
});

describe("systems", () => {
  it("begin with the product; each other differs from it", () => {
    expect(new Set(systems.map(({ name }) => name)).size).toBe(systems.length);
    const settings = systems.map(({ lexical, weights, similarity }) => JSON.stringify([lexical, weights, similarity]));
    expect(new Set(settings).size).toBe(systems.length);
  });

  it("are found by name; another name is refused with those there are", () => {
    expect(systemOf("text-only").weights.factors).toMatchObject({ text: product.weights.factors.text, field: 0 });
    expect(() => systemOf("best")).toThrow("“best”的系统；可选：duijie、text-only");
  });
});
