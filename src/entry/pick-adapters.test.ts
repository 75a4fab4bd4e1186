import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillMemoryPool, type MemoryPool } from "../app/match/memory-pool.ts";
import { type RankedList, rankCandidates, rankCandidatesOfMany } from "../app/match/rank-candidates.ts";
import { achievementContent } from "../domain/achievement/achievement.ts";
import { createAnalyser } from "../domain/matching/analyser.ts";
import { profileOf } from "../domain/matching/profile.ts";
import { rankedText } from "../domain/matching/project-record.ts";
import { startWeights } from "../domain/matching/weights.ts";
import { needContent } from "../domain/need/need.ts";
import { unstoredRecord } from "../domain/shared/new-record.ts";
import { leastItems } from "../search/latent/train-model.ts";
import { gramsOnlyCutter } from "../search/tokenizer/grams-only.ts";
import { loadCodeLists } from "./load-code-lists.ts";
import { openEngine, openFields } from "./pick-adapters.ts";

const analyser = createAnalyser(gramsOnlyCutter);
const subjects = ["电镀废水", "焊接变形", "蓝藻治理", "轴承磨损", "叶片除冰", "粮食烘干", "电池回收"];
const methods = ["膜分离", "数值模拟", "生物絮凝", "表面涂层", "激光测量", "余热利用", "机器视觉", "低温等离子"];
const aims = ["降低能耗", "提高精度", "减少排放", "延长寿命", "在线检测"];

const records = Array.from({ length: leastItems + 60 }, (_, at) => {
  const [subject, method, aim] = [subjects[at % 7]!, methods[(at * 3) % 8]!, aims[(at * 2) % 5]!];
  const site = String.fromCharCode(0x5000 + (at % 300), 0x6000 + (at % 300));
  const abstract = `面向${subject}，采用${method}，${aim}，第${at}批样机在${site}运行。`;
  return unstoredRecord(
    "achievement",
    `a${at}`,
    null,
    achievementContent.parse({ title: `${subject}${method}`, abstract, field: ["70102", "804", null][at % 3] }),
  );
});
const needs = Array.from({ length: 40 }, (_, at) =>
  unstoredRecord(
    "need",
    `n${at}`,
    null,
    needContent.parse({ description: `${subjects[at % 7]}严重，希望${aims[at % 5]}，${methods[at % 8]}也行。` }),
  ),
);

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "engine-"));
});
afterAll(() => rm(directory, { recursive: true }));

const optionsOf = (pool: MemoryPool) => (need: (typeof needs)[number]) => ({
  subject: { profile: profileOf(need, pool.fields.guess), text: rankedText("need", need.content) },
  targetKind: "achievement" as const,
  limit: 20,
  weights: startWeights,
  currentYear: 2026,
});
const listed = (lists: readonly RankedList[]) =>
  JSON.stringify(lists.map(({ items }) => items.map(({ profile, result }) => [profile.id, result])));
const listsOf = async (pool: MemoryPool) => {
  const lists: RankedList[] = [];
  for (const need of needs) lists.push(await rankCandidates(pool, optionsOf(pool)(need)));
  return listed(lists);
};

it("ranks the same twenty times, many at once, from another order of writing, and after a restart from its files", async () => {
  const newFields = await openFields((await loadCodeLists()).field);
  const engine = openEngine({ analyser, directory });
  const pool = await fillMemoryPool(engine, analyser, newFields(), records);
  expect((await engine.status()).indexVersion).toMatch(/latent-1$/);
  await engine.compact();
  const first = await listsOf(pool);
  for (let run = 1; run < 20; run += 1) expect(await listsOf(pool)).toBe(first);
  expect(listed(await rankCandidatesOfMany(pool, needs.map(optionsOf(pool))))).toBe(first);

  const shuffled = openEngine({ analyser });
  const other = await fillMemoryPool(shuffled, analyser, newFields(), records.toReversed());
  await shuffled.compact();
  expect(await listsOf(other)).toBe(first);

  await engine.flush();
  const restarted = openEngine({ analyser, directory });
  expect(await restarted.loadSnapshot(directory)).toEqual({ loaded: true });
  expect(await listsOf({ ...pool, engine: restarted })).toBe(first);

  await rm(join(directory, "vectors.snapshot"));
  const halved = await openEngine({ analyser, directory }).loadSnapshot(directory);
  expect(halved).toEqual({ loaded: false, reason: "vectors: no snapshot" });
});
