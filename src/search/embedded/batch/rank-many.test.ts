import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnalyser } from "../../../domain/matching/analyser.ts";
import type { SearchDocument } from "../../../domain/matching/document.ts";
import { lexicalParams } from "../../../domain/matching/weights.ts";
import type { RankRequest } from "../../engine.ts";
import { gramsOnlyCutter } from "../../tokenizer/grams-only.ts";
import { createEmbeddedEngine } from "../embedded-engine.ts";
import type { RankPlan } from "../ranking/rank-segments.ts";
import { runPlans } from "./run-plans.ts";

const analyser = createAnalyser(gramsOnlyCutter);
const characters = [..."碳纤维复合材料制备方法强度风电叶片"];
const wordOf = (number: number, step: number) => characters[Math.floor(number / step) % characters.length]!;
const textOf = (number: number) => [1, 3, 7, 11, 17, 61].map((step) => wordOf(number * 31, step)).join("");

const documents = Array.from(
  { length: 3000 },
  (_, number): SearchDocument => ({
    kind: number % 3 === 0 ? "achievement" : "expert",
    id: `d${(number * 7919) % 3001}`,
    version: number,
    text: { body: [textOf(number)] },
    names: [],
    facets: { half: [`${number % 2}`] },
  }),
);
const requests = Array.from(
  { length: 100 },
  (_, number): RankRequest => ({
    kind: number % 5 === 0 ? "achievement" : "expert",
    terms: analyser.bag(textOf(number * 13)).counts,
    limit: 1 + (number % 40),
    ...(number % 4 === 0 && { filter: { half: ["1"] } }),
  }),
);

describe("rankMany", () => {
  it("gives what ranking one by one gives, on several segments with removals, and while a write goes on", async () => {
    const engine = createEmbeddedEngine({ analyser, params: lexicalParams, threads: 3 });
    for (let from = 0; from < documents.length; from += 700) await engine.upsert(documents.slice(from, from + 700));
    await engine.remove(
      documents.filter((_, at) => at % 19 === 0).map(({ kind, id, version }) => ({ kind, id, version })),
    );
    const single = await Promise.all(requests.map((request) => engine.rank(request)));
    const [batch] = await Promise.all([
      engine.rankMany!(requests),
      engine.upsert(documents.map((document) => ({ ...document, version: 9999, text: { body: ["换了内容"] } }))),
    ]);
    expect(JSON.stringify(batch)).toBe(JSON.stringify(single));
    expect(single.flat().length).toBeGreaterThan(1000);
  });

  it("ranks few requests without threads", async () => {
    const engine = createEmbeddedEngine({ analyser, params: lexicalParams, threads: 3 });
    await engine.upsert(documents.slice(0, 50));
    const few = requests.slice(0, 7);
    expect(await engine.rankMany!(few)).toEqual(await Promise.all(few.map((request) => engine.rank(request))));
    expect(await engine.rankMany!([])).toEqual([]);
  });
});

describe("runPlans", () => {
  let directory: string;
  const plan: RankPlan = { limit: 1, segments: [] };
  const scripts: Record<string, URL> = {};
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "rank-thread-"));
    const sources = {
      throwing: "require('node:worker_threads').parentPort.on('message', () => { throw new Error('broken') })",
      ending: "require('node:worker_threads').parentPort.once('message', () => process.exit(3))",
      unloadable: "require('./absent.cjs')",
    };
    for (const [name, source] of Object.entries(sources)) {
      scripts[name] = pathToFileURL(join(directory, `${name}.cjs`));
      await writeFile(scripts[name], source);
    }
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each([
    ["throwing", "A ranking thread failed: broken"],
    ["ending", "A ranking thread ended early with code 3"],
    ["unloadable", "Cannot find module"],
  ])("rejects when a thread is %s", async (name, message) => {
    await expect(runPlans([plan, plan].values(), 2, scripts[name])).rejects.toThrow(message);
  });
});
