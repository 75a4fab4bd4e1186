import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAnalyser } from "../../domain/matching/analyser.ts";
import type { SearchDocument } from "../../domain/matching/document.ts";
import { lexicalParams } from "../../domain/matching/weights.ts";
import { gramsOnlyCutter } from "../tokenizer/grams-only.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "./embedded-engine.ts";

const analyser = createAnalyser(gramsOnlyCutter);
const newEngine = () => createEmbeddedEngine({ analyser, params: lexicalParams });

const documents = Array.from(
  { length: 40 },
  (_, number): SearchDocument => ({
    kind: number % 2 === 0 ? "expert" : "achievement",
    id: `id-${number}`,
    version: number + 1,
    text: { title: [`碳纤维复合材料 ${number}`], body: ["用于风电叶片的轻量化制造".slice(0, 3 + (number % 9))] },
    names: [`碳纤维课题组${number % 5}`, "风电叶片"],
    facets: { region: [number % 3 === 0 ? "省会" : "沿海"] },
  }),
);

/** Everything a caller can ask for. */
async function answers(engine: EmbeddedEngine) {
  const kinds = ["expert", "achievement", "need"] as const;
  const page = { kinds, facets: ["region"], offset: 0, limit: 50 };
  return {
    ranked: await engine.rank({ kind: "expert", terms: analyser.bag("碳纤维风电轻量化").counts, limit: 50 }),
    found: await engine.search({ ...page, query: "风电" }),
    byPinyin: await engine.search({ ...page, query: "tanxianwei" }),
    suggested: await engine.suggest({ prefix: "txw", kinds, limit: 10 }),
    versions: await engine.versions("achievement"),
    status: await engine.status(),
  };
}

describe("snapshot", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "snapshot-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("gives back the same answers, removals remembered", async () => {
    const engine = newEngine();
    await engine.upsert(documents);
    await engine.remove([{ kind: "expert", id: "id-4", version: 9 }]);
    await engine.saveSnapshot(directory);
    const restored = newEngine();
    expect(await restored.loadSnapshot(directory)).toEqual({ loaded: true });
    expect(await answers(restored)).toEqual(await answers(engine));
    await restored.upsert([documents[4]!]);
    expect((await restored.versions("expert")).has("id-4")).toBe(false);
  });

  it("keeps needs of named organisations on shelves of their own", async () => {
    const engine = newEngine();
    const face = { text: { title: ["密封涂层"] }, names: ["密封涂层"], facets: {} };
    const whole = { ...documents[0]!, kind: "need" as const, id: "kept", version: 3 };
    await engine.upsert([{ ...whole, faces: {}, named: { organizations: ["o"], face } }]);
    await engine.saveSnapshot(directory);
    const restored = newEngine();
    expect(await restored.loadSnapshot(directory)).toEqual({ loaded: true });
    const found = async (each: EmbeddedEngine, also: string[]) =>
      each.search({ query: "密封", kinds: ["need"], audience: "members", also, offset: 0, limit: 5 });
    expect(await restored.namedNeeds(["o"])).toEqual([{ kind: "need", id: "kept", version: 3 }]);
    expect((await found(restored, ["kept"])).totals.need).toBe(1);
    for (const also of [["kept"], []]) expect(await found(restored, also)).toEqual(await found(engine, also));
  });

  it("goes on from where it was saved", async () => {
    const engine = newEngine();
    await engine.upsert(documents.slice(0, 20));
    await engine.saveSnapshot(directory);
    const restored = newEngine();
    await restored.loadSnapshot(directory);
    for (const each of [engine, restored]) {
      await each.upsert(documents.slice(20));
      await each.remove([{ kind: "achievement", id: "id-3", version: 99 }]);
    }
    expect(await answers(restored)).toEqual(await answers(engine));
  });

  it("refuses any flipped byte", async () => {
    const engine = newEngine();
    await engine.upsert(documents.slice(0, 6));
    await engine.saveSnapshot(directory);
    const file = join(directory, "expert.index");
    const good = await readFile(file);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bad = Buffer.from(good);
        bad[at]! ^= change;
        await writeFile(file, bad);
        const restored = newEngine();
        expect((await restored.loadSnapshot(directory)).loaded).toBe(false);
        expect((await restored.status()).documents).toEqual({ need: 0, expert: 0, achievement: 0 });
      }),
    );
  });

  it("refuses a file cut short anywhere", async () => {
    const engine = newEngine();
    await engine.upsert(documents.slice(0, 6));
    await engine.saveSnapshot(directory);
    const file = join(directory, "achievement.index");
    const { length } = await readFile(file);
    for (let cut = length - 1; cut >= 0; cut -= 97) {
      await truncate(file, cut);
      expect((await newEngine().loadSnapshot(directory)).loaded).toBe(false);
    }
  });

  it("refuses another analyser, other parameters and an absent file, naming the reason", async () => {
    const engine = newEngine();
    expect(await engine.loadSnapshot(directory)).toEqual({ loaded: false, reason: "need: no snapshot" });
    await engine.saveSnapshot(directory);
    const other = createEmbeddedEngine({ analyser: { ...analyser, id: "another" }, params: lexicalParams });
    expect(await other.loadSnapshot(directory)).toMatchObject({
      loaded: false,
      reason: expect.stringContaining("made by analyser"),
    });
    const tuned = createEmbeddedEngine({ analyser, params: { ...lexicalParams, k1: 1 } });
    expect((await tuned.loadSnapshot(directory)).loaded).toBe(false);
  });

  it("saves on flush where a directory is given", async () => {
    const engine = createEmbeddedEngine({ analyser, params: lexicalParams, directory });
    await engine.upsert(documents);
    await engine.flush();
    expect(await newEngine().loadSnapshot(directory)).toEqual({ loaded: true });
  });
});
