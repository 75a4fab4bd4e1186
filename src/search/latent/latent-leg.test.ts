import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createAnalyser } from "../../domain/matching/analyser.ts";
import type { SearchDocument } from "../../domain/matching/document.ts";
import { gramsOnlyCutter } from "../tokenizer/grams-only.ts";
import { createLatentLeg } from "./latent-leg.ts";
import { leastItems } from "./train-model.ts";

const analyser = createAnalyser(gramsOnlyCutter);
const topics = 220;

/** A text of five of a topic's nine words, so that words of one topic stand together now and then. */
function text(topic: number, seed: number): string {
  const word = (index: number) => String.fromCharCode(0x4e00 + topic * 11 + index, 0x6000 + topic * 13 + index);
  return Array.from({ length: 5 }, (_, at) => word((seed * 2 + at * (1 + (seed % 4))) % 9)).join("，");
}

function achievement(number: number, version = 1, topic = number % topics): SearchDocument {
  const id = `a${String(number).padStart(5, "0")}`;
  return {
    kind: "achievement",
    id,
    version,
    text: { body: [text(topic, Math.floor(number / topics))] },
    names: [],
    facets: {},
  };
}

const documents = Array.from({ length: leastItems + 760 }, (_, at) => achievement(at));
const query = analyser.bag(text(3, 1)).counts;
const ids = ["a00003", "a00223", "a00004", "nobody"];
const directories: string[] = [];

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "latent-"));
  directories.push(made);
  return made;
}

afterEach(async () => {
  for (const made of directories.splice(0)) await rm(made, { recursive: true });
});

async function trained(options: { directory?: string; order?: readonly SearchDocument[] } = {}) {
  const leg = createLatentLeg({ analyser, ...(options.directory && { directory: options.directory }) });
  await leg.upsert(options.order ?? documents);
  expect(await leg.train()).toBe(true);
  return leg;
}

describe("createLatentLeg", () => {
  it("knows nothing before it has learnt, then who is near", async () => {
    const leg = createLatentLeg({ analyser });
    await leg.upsert(documents);
    expect(leg.model).toBe("");
    expect(await leg.similarities({ kind: "achievement", terms: query }, ids)).toEqual([null, null, null, null]);
    expect(await leg.train()).toBe(true);
    expect(leg.model).toBe("latent-1");
    const [same, sibling, other, absent] = await leg.similarities({ kind: "achievement", terms: query }, ids);
    expect(same).toBeGreaterThan(0.8);
    expect(sibling).toBeGreaterThan(0.8);
    expect(other).toBeLessThan(0.3);
    expect(absent).toBeNull();
  });

  it("gives the same answers whatever the order of writing", async () => {
    const one = await trained();
    const other = await trained({
      order: [achievement(7, 0, 9), ...documents.toReversed(), achievement(7, 0, 11)],
    });
    const all = documents.map(({ id }) => id);
    expect(await other.similarities({ kind: "achievement", terms: query }, all)).toEqual(
      await one.similarities({ kind: "achievement", terms: query }, all),
    );
  });

  it("gives a new document a vector at once, under the model there is, and learns anew when enough has changed", async () => {
    const leg = await trained();
    await leg.upsert([achievement(90_003, 1, 3)]);
    const [fresh] = await leg.similarities({ kind: "achievement", terms: query }, ["a90003"]);
    expect(fresh).toBeGreaterThan(0.8);
    expect(await leg.train()).toBe(false);
    await leg.upsert(documents.slice(0, 200).map((document) => ({ ...document, version: 2 })));
    expect(await leg.train()).toBe(true);
    expect(leg.model).toBe("latent-2");
  });

  it("ignores older versions, forgets what is removed, and does not let a replay bring it back", async () => {
    const leg = await trained();
    await leg.upsert([achievement(3, 5, 4), achievement(3, 4, 3)]);
    const [moved] = await leg.similarities({ kind: "achievement", terms: query }, ["a00003"]);
    expect(moved).toBeLessThan(0.3);
    await leg.remove([{ kind: "achievement", id: "a00003", version: 6 }]);
    await leg.upsert([achievement(3, 6, 3)]);
    expect(await leg.similarities({ kind: "achievement", terms: query }, ["a00003"])).toEqual([null]);
    expect(leg.versions("achievement").has("a00003")).toBe(false);
  });

  it("comes back from its file as it was, and says why when it cannot", async () => {
    const saved = await directory();
    const leg = await trained({ directory: saved });
    await leg.upsert([achievement(90_003, 1, 3)]);
    await leg.remove([{ kind: "achievement", id: "a00001", version: 3 }]);
    await leg.flush();
    const again = createLatentLeg({ analyser, directory: saved });
    expect(await again.load()).toBeNull();
    const all = [...leg.versions("achievement").keys()];
    expect(again.model).toBe("latent-1");
    expect(await again.similarities({ kind: "achievement", terms: query }, all)).toEqual(
      await leg.similarities({ kind: "achievement", terms: query }, all),
    );
    await again.upsert([achievement(1, 3)]);
    expect(again.versions("achievement").has("a00001")).toBe(false);

    const path = join(saved, "vectors.snapshot");
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    const torn = createLatentLeg({ analyser, directory: saved });
    expect(await torn.load()).toContain("checksum");
    expect(torn.versions("achievement").size).toBe(0);
    expect(await createLatentLeg({ analyser: { ...analyser, id: "other" }, directory: saved }).load()).not.toBeNull();
  });

  it("gives up learning when it is closed", async () => {
    const leg = createLatentLeg({ analyser });
    await leg.upsert(documents);
    const learning = leg.train().catch((error: Error) => error.message);
    await leg.close();
    expect(await learning).toContain("given up");
  });
});
