import { beforeAll, describe, expect, it } from "vitest";
import { matchOffline, type OfflineList } from "../../src/app/match/match-offline.ts";
import { fillMemoryPool, type MemoryPool } from "../../src/app/match/memory-pool.ts";
import { type RankedList, rankCandidates } from "../../src/app/match/rank-candidates.ts";
import { achievementContent } from "../../src/domain/achievement/achievement.ts";
import { expertContent } from "../../src/domain/expert/expert.ts";
import type { Analyser } from "../../src/domain/matching/analyser.ts";
import { profileOf } from "../../src/domain/matching/profile.ts";
import { rankedText } from "../../src/domain/matching/project-record.ts";
import { factorNames, lexicalParams, startWeights, type Weights } from "../../src/domain/matching/weights.ts";
import { needContent } from "../../src/domain/need/need.ts";
import type { EntityKind } from "../../src/domain/shared/entity.ts";
import { unstoredRecord } from "../../src/domain/shared/new-record.ts";
import type { AnyRecord } from "../../src/domain/shared/record-content.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import type { RankRequest, SearchEngine } from "../../src/search/engine.ts";
import { noFields, testAnalyser } from "./match-setup.ts";

const need = unstoredRecord(
  "need",
  "n1",
  "XQ-1",
  needContent.parse({
    title: "化学镀镍废水除镍",
    description: "电镀园区化学镀镍废水含次磷酸盐，破络后镍仍超标，希望回收镍并降低总磷。",
    organizationName: "甲公司",
    field: "70101",
    regionCode: "330302",
    wantedTrl: 6,
    cooperationModes: ["技术转让"],
  }),
);
const otherNeed = unstoredRecord(
  "need",
  "n2",
  "XQ-2",
  needContent.parse({ title: "黄酒发酵酸败", description: "机械化黄酒发酵罐前段温度波动，酸败批次多。" }),
);
const topics = [
  "化学镀镍废水资源化",
  "次磷酸盐氧化破络",
  "电镀污泥处置",
  "黄酒发酵菌群",
  "光伏组件清洗",
  "连铸板坯裂缝",
];

const expert = (id: string, directions: string[], more: Record<string, unknown> = {}) =>
  unstoredRecord(
    "expert",
    id,
    null,
    expertContent.parse({ name: `专家${id}`, researchDirections: directions, ...more }),
  );
const achievement = (id: string, title: string, more: Record<string, unknown> = {}) =>
  unstoredRecord("achievement", id, null, achievementContent.parse({ title, abstract: `${title}的成套办法`, ...more }));

const experts = [
  expert("e1", ["化学镀镍废水资源化", "次磷酸盐氧化破络"], {
    fields: ["70101"],
    regionCode: "330100",
    cooperationCount: 10,
    successCount: 9,
    cooperationModes: ["技术转让"],
    lastActiveYear: 2025,
  }),
  expert("e2", ["化学镀镍废水资源化"], {
    conflicts: ["甲公司"],
    available: false,
    maxMeetingsPerYear: 0,
    organizationName: "甲公司",
  }),
  ...topics.map((topic, index) => expert(`t${index}`, [topic])),
  // Alike in everything but the id, given in an order that is not the ids'.
  ...["z3", "z1", "z2"].map((id) => expert(id, ["电镀废水处理"])),
];
const achievements = topics.map((topic, index) => achievement(`a${index}`, topic, { trl: index + 1, field: "70102" }));
const records: AnyRecord[] = [need, otherNeed, ...experts, ...achievements];

let analyser: Analyser;
let pool: MemoryPool;

async function poolOf(given: readonly AnyRecord[]): Promise<MemoryPool> {
  return fillMemoryPool(createEmbeddedEngine({ analyser, params: lexicalParams }), analyser, noFields(), given);
}

function rank(
  from: AnyRecord,
  targetKind: EntityKind,
  {
    limit = 50,
    weights = startWeights,
    inPool = pool,
  }: { limit?: number; weights?: Weights; inPool?: MemoryPool } = {},
): Promise<RankedList> {
  const subject = { profile: profileOf(from), text: rankedText(from.kind, from.content) };
  return rankCandidates(inPool, { subject, targetKind, limit, weights, currentYear: 2026 });
}

const ids = (list: RankedList) => list.items.map(({ profile }) => profile.id);

beforeAll(async () => {
  analyser = await testAnalyser();
  pool = await poolOf(records);
});

describe("rankCandidates", () => {
  it("hands the engine the subject's ranked wording, as private unless said otherwise", async () => {
    const asked: RankRequest[] = [];
    const engine: SearchEngine = {
      ...pool.engine,
      rank: (request) => {
        asked.push(request);
        return pool.engine.rank(request);
      },
    };
    const subject = { profile: profileOf(need), text: { title: ["涂层"], body: ["附着力低", "起泡"] } };
    const options = { targetKind: "expert", limit: 5, weights: startWeights, currentYear: 2026 } as const;
    await rankCandidates({ ...pool, engine }, { ...options, subject });
    await rankCandidates({ ...pool, engine }, { ...options, subject: { ...subject, visibility: "public" } });
    expect(asked.map(({ text, visibility }) => [text, visibility])).toEqual([
      ["涂层\n附着力低\n起泡", "private"],
      ["涂层\n附着力低\n起泡", "public"],
    ]);
  });

  it("puts the expert who says what the need says first", async () => {
    const list = await rank(need, "expert");
    expect(ids(list)[0]).toBe("e1");
    expect(ids(list)).toContain("t0");
    expect(ids(list)).not.toContain("t3");
    expect(list.items.map(({ rank: place }) => place)).toEqual(list.items.map((_, index) => index + 1));
  });

  it("ranks the other way round by the same path: achievement → needs, expert → needs", async () => {
    for (const from of [achievements[0]!, experts[0]!]) {
      const list = await rank(from, "need");
      expect(ids(list)[0]).toBe("n1");
      expect(list.items.every(({ profile }) => profile.kind === "need")).toBe(true);
    }
    expect(ids(await rank(achievements[3]!, "need"))[0]).toBe("n2");
  });

  it("gives a pair the same factors from either side, but for the text", async () => {
    const forward = (await rank(need, "expert")).items.find(({ profile }) => profile.id === "e1")!;
    const backward = (await rank(experts[0]!, "need")).items.find(({ profile }) => profile.id === "n1")!;
    for (const name of factorNames.filter((each) => each !== "text")) {
      expect(backward.signals[name], name).toEqual(forward.signals[name]);
    }
    expect(forward.signals.field.value).toBe(1);
    expect(forward.signals.region.value).toBe(0.7);
    expect(forward.signals.track.value).toBeCloseTo(10 / 14, 12);
  });

  it("answers the same twenty times, from pools filled in another order too", async () => {
    const first = await rank(need, "expert");
    for (let run = 0; run < 20; run += 1) expect(await rank(need, "expert")).toEqual(first);
    const shuffled = await rank(need, "expert", { inPool: await poolOf(records.toReversed()) });
    expect(shuffled.items.map(({ profile, result }) => [profile.id, result])).toEqual(
      first.items.map(({ profile, result }) => [profile.id, result]),
    );
  });

  it("orders equal scores by id", async () => {
    const list = await rank(need, "expert");
    const tied = list.items.filter(({ profile }) => profile.id.startsWith("z"));
    expect(new Set(tied.map(({ result }) => result.score)).size).toBe(1);
    expect(tied.map(({ profile }) => profile.id)).toEqual(["z1", "z2", "z3"]);
  });

  it("shows gates and hides nobody for them", async () => {
    const list = await rank(need, "expert");
    const gated = list.items.find(({ profile }) => profile.id === "e2")!;
    expect(gated.gates.map(({ code }) => code)).toEqual(["conflict", "conflict", "unavailable", "capacityUsed"]);
    expect(list.items.find(({ profile }) => profile.id === "t0")!.gates).toEqual([]);
    // No gate lowers a score: without them the same record scores the same.
    const free = expert("e2", ["化学镀镍废水资源化"]);
    const without = await rank(need, "expert", {
      inPool: await poolOf([...records.filter(({ id }) => id !== "e2"), free]),
    });
    expect(without.items.find(({ profile }) => profile.id === "e2")!.result.score).toBe(gated.result.score);
  });

  it("shows whole points that sum to the score, of every item in every direction", async () => {
    const lists = [
      await rank(need, "expert"),
      await rank(need, "achievement"),
      await rank(experts[0]!, "need"),
      await rank(achievements[0]!, "need"),
    ];
    for (const { items } of lists) {
      expect(items.length).toBeGreaterThan(0);
      for (const { result } of items) {
        const points = factorNames.reduce((sum, name) => sum + result.points[name], 0);
        expect(points).toBe(Math.round(100 * result.score));
      }
      const scores = items.map(({ result }) => result.score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }
  });

  it("lets the weights decide: by region alone the candidate from the province leads", async () => {
    const zero = Object.fromEntries(factorNames.map((name) => [name, 0])) as Weights["factors"];
    const weights = { ...startWeights, factors: { ...zero, region: 1 } };
    const list = await rank(need, "expert", { weights });
    expect(list.items[0]!.result.score).toBe(0.7);
    // Nobody else says where they are, so that all have the mean, which is that of the one who does.
    expect(new Set(list.items.map(({ result }) => result.score))).toEqual(new Set([0.7]));
    expect(list.means.region).toBe(0.7);
    expect(ids(list)).toEqual(ids(list).toSorted());
  });

  it("lifts a candidate past another by a factor other than text", async () => {
    const twins = [
      expert("x1", ["电镀废水处理"]),
      expert("x2", ["电镀废水处理"], { fields: ["70101"] }),
      expert("x3", ["电镀废水处理"], { fields: ["10101"] }),
    ];
    const list = await rank(need, "expert", { inPool: await poolOf(twins) });
    expect(ids(list)).toEqual(["x2", "x1", "x3"]);
  });

  it("cuts the list at the limit, and is empty for a subject nobody shares a term with", async () => {
    expect((await rank(need, "expert", { limit: 2 })).items).toHaveLength(2);
    const foreign = unstoredRecord("need", "n9", null, needContent.parse({ title: "zzz qqq" }));
    expect((await rank(foreign, "expert")).items).toEqual([]);
  });

  it("leaves out candidates whose profile may not be matched now", async () => {
    const closed: MemoryPool = {
      ...pool,
      profiles: async (kind, asked) => {
        const profiles = await pool.profiles(kind, asked);
        profiles.delete("e1");
        return profiles;
      },
    };
    const list = await rank(need, "expert", { inPool: closed });
    expect(ids(list)).not.toContain("e1");
    expect(list.items[0]!.rank).toBe(1);
  });
});

describe("fillMemoryPool", () => {
  it("reports progress up to the number of records and keeps every record by kind", async () => {
    const seen: [number, number][] = [];
    const filled = await fillMemoryPool(
      createEmbeddedEngine({ analyser, params: lexicalParams }),
      analyser,
      noFields(),
      records,
      (done, total) => seen.push([done, total]),
    );
    expect(seen.at(-1)).toEqual([records.length, records.length]);
    expect([...filled.records.expert.keys()]).toEqual(experts.map(({ id }) => id));
    expect([...filled.records.need.keys()]).toEqual(["n1", "n2"]);
    expect((await filled.profiles("expert", ["e1", "nobody"])).size).toBe(1);
  });
});

describe("matchOffline", () => {
  it("describes every list in order and passes over needs without words", async () => {
    const wordless = unstoredRecord("need", "n3", null, { ...need.content, title: "", description: "", problem: "" });
    const options = { weights: startWeights, regionName: () => "", currentYear: 2026, top: 3 };
    const lists: OfflineList[] = [];
    for await (const list of matchOffline(pool, [need, wordless, otherNeed], ["expert", "achievement"], options))
      lists.push(list);
    expect(lists.map(({ need: { id }, targetKind }) => `${id} ${targetKind}`)).toEqual([
      "n1 expert",
      "n1 achievement",
      "n2 expert",
      "n2 achievement",
    ]);
    const [first] = lists;
    expect(first!.items).toHaveLength(3);
    expect(first!.items[0]).toMatchObject({ rank: 1, target: { id: "e1", title: "专家e1" } });
    expect(first!.items[0]!.matched.length).toBeGreaterThan(0);
    expect(first!.items[0]!.shown).toBe(first!.items[0]!.points.reduce((sum, { points }) => sum + points, 0));
  });
});
