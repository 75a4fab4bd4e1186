import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import type { SearchDocument } from "../../src/domain/matching/document.ts";
import { createEmbeddingLeg, type EmbeddingLegOptions } from "../../src/search/embedding/embedding-leg.ts";
import { createLatentLeg, type LatentLeg } from "../../src/search/latent/latent-leg.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { type EmbeddingStandIn, startEmbeddingStandIn } from "../support/embedding-stand-in.ts";

/** What the fallback says of every document: the endpoint's cosines are never this. */
const fallen = 0.125;
const budgetMs = 800;
const breakMs = 30_000;

let service: EmbeddingStandIn;
let clock: ReturnType<typeof createClock>;
let logged: string[];
let directory: string;
let open: LatentLeg[];
beforeEach(async () => {
  service = await startEmbeddingStandIn();
  clock = createClock();
  logged = [];
  open = [];
  directory = await mkdtemp(join(tmpdir(), "duijie-embedding-"));
});
afterEach(async () => {
  for (const leg of open) await leg.close();
  service.release();
  await service.close();
  await rm(directory, { recursive: true, force: true });
});

/** Time that stands still until told: the budget and the breaker's pauses wait for `advance`; pauses between requests do not last. */
function createClock() {
  let now = 0;
  let waiting: { at: number; go: () => void }[] = [];
  return {
    now: () => now,
    pause: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
        if (ms < budgetMs || ms === 1000) setImmediate(resolve);
        else waiting.push({ at: now + ms, go: resolve });
      }),
    advance(ms: number) {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { go } of due) go();
    },
    /** How many wait for `advance`. */
    sleepers: () => waiting.length,
  };
}

function createLeg(more: Partial<EmbeddingLegOptions> = {}): LatentLeg {
  const latent = createLatentLeg({ analyser: createAnalyser(gramsOnlyCutter), directory });
  const fallback: LatentLeg = {
    ...latent,
    model: "latent-1",
    similarities: async (_, ids) => ids.map(() => fallen),
  };
  const leg = createEmbeddingLeg({
    endpoint: { url: service.url, model: "m", key: "secret-key" },
    disclosure: "public",
    fallback,
    log: (level, message) => void logged.push(`${level} ${message}`),
    budgetMs,
    clock,
    ...more,
  });
  open.push(leg);
  return leg;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await holds()); turn += 1) {
    if (turn > 2_000) throw new Error(`Still not so: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const document = (id: string, title: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  kind: "achievement",
  id,
  version: 1,
  visibility: "public",
  text: { title: [title] },
  names: [],
  facets: {},
  ...more,
});
const query = (text: string, visibility: "public" | "private" = "public") =>
  ({ kind: "achievement", terms: new Map(), text, visibility }) as const;
const near = (leg: LatentLeg, text: string, ids: readonly string[] = ["a", "b"]) => leg.similarities(query(text), ids);
const documents = [document("a", "甲醇"), document("b", "乙烯")];
/** Exact up to 8 bits a number: the same direction, and another one. */
const expectNear = (similarities: readonly (number | null)[]) => {
  expect(similarities[0]).toBeCloseTo(1, 2);
  expect(similarities[1]).toBeLessThan(0.1);
};

/** A leg whose documents have their vectors. */
async function createFilled(more: Partial<EmbeddingLegOptions> = {}): Promise<LatentLeg> {
  const leg = createLeg(more);
  await leg.upsert(documents);
  await until(() => service.texts().includes("乙烯") && leg.model !== "latent-1");
  return leg;
}

describe("embedding leg", () => {
  it("takes the fallback's place: nearness by the service's vectors, the model named without address", async () => {
    const leg = await createFilled();
    expectNear(await near(leg, "甲苯"));
    expect(leg.model).toBe("m:8+latent-1");
    expect(leg.degraded).toBeNull();
    expect(service.requests.every(({ authorization }) => authorization === "Bearer secret-key")).toBe(true);
    expect(logged).toEqual([]);
  });

  it("does not make a write wait for vectors, and answers by the fallback until they are there", async () => {
    service.manner = "held";
    const leg = createLeg();
    await leg.upsert(documents);
    expect(leg.versions("achievement").size).toBe(2);
    await until(() => service.requests.length === 1);
    expect(await near(leg, "甲苯")).toEqual([fallen, fallen]);
    expect(service.texts()).toEqual(["甲醇", "乙烯"]);
    service.release();
    await until(() => leg.model !== "latent-1");
    expectNear(await near(leg, "甲苯"));
  });

  it("works documents off oldest first, many to a request", async () => {
    const leg = createLeg();
    const many = Array.from({ length: 70 }, (_, at) => document(`d${at}`, `文${at}`));
    await leg.upsert(many);
    await until(() => service.requests.length === 3);
    expect(service.texts()).toEqual(many.map(({ text }) => text.title![0]));
  });

  it("gives a document of several items the mean of its best three", async () => {
    const leg = createLeg();
    const works = ["甲", "甲", "乙", "丙"].map((sign, at) => `${sign}${at}`.padEnd(80, "文"));
    await leg.upsert([document("e", "", { kind: "expert", text: { works } })]);
    await until(() => leg.model !== "latent-1");
    const [similarity] = await leg.similarities({ ...query("甲"), kind: "expert" }, ["e"]);
    expect(similarity).toBeGreaterThan(0.66);
    expect(similarity).toBeLessThan(0.75);
  });
});

describe("embedding leg: one list, one model", () => {
  it("leaves documents without vectors unknown, where at least half of the list has some", async () => {
    const leg = await createFilled();
    const [a, b, none] = await near(leg, "甲苯", ["a", "b", "none"]);
    expectNear([a!, b!]);
    expect(none).toBeNull();
  });

  it("gives the whole list to the fallback where fewer have, without asking", async () => {
    const leg = await createFilled();
    const before = service.requests.length;
    expect(await near(leg, "甲苯", ["a", "x", "y"])).toEqual([fallen, fallen, fallen]);
    expect(service.requests.length).toBe(before);
  });

  it("takes the fallback for a query without text", async () => {
    const leg = await createFilled();
    expect(await leg.similarities({ kind: "achievement", terms: new Map() }, ["a"])).toEqual([fallen]);
  });
});

describe("embedding leg: a slow service", () => {
  it("falls back once the budget is spent, says so once, and asks no more until the pause is over", async () => {
    const leg = await createFilled();
    service.manner = "held";
    const list = near(leg, "甲苯");
    await until(() => service.texts().includes("甲苯") && clock.sleepers() > 0);
    clock.advance(budgetMs);
    expect(await list).toEqual([fallen, fallen]);
    const before = service.requests.length;
    for (const text of ["甲一", "甲二", "甲三"]) expect(await near(leg, text)).toEqual([fallen, fallen]);
    expect(service.requests.length).toBe(before);
    expect(leg.degraded).toBe("向量服务没有在 800 毫秒内应答检索");
    expect(logged).toEqual(["warn 向量服务没有在 800 毫秒内应答检索；暂用本机向量排序，稍后自动重试"]);

    service.release();
    clock.advance(breakMs);
    expectNear(await near(leg, "甲二"));
    expect(leg.degraded).toBeNull();
    expect(logged.slice(1)).toEqual(["info 向量服务恢复正常"]);
  });

  it("keeps the late answer for the next time", async () => {
    const leg = await createFilled();
    service.manner = "held";
    const list = near(leg, "甲苯");
    await until(() => service.texts().includes("甲苯") && clock.sleepers() > 0);
    clock.advance(budgetMs);
    await list;
    service.release();
    await until(async () => (await near(leg, "甲苯"))[0] !== fallen);
    expect(service.texts().filter((text) => text === "甲苯").length).toBe(1);
  });

  it("sends queries that come together together", async () => {
    const leg = await createFilled();
    const before = service.requests.length;
    const lists = await Promise.all(Array.from({ length: 40 }, (_, at) => near(leg, `甲${at % 20}`)));
    for (const list of lists) expectNear(list);
    expect(service.requests.length - before).toBeLessThanOrEqual(3);
    expect(new Set(service.texts()).size).toBe(service.texts().length);
  });
});

describe("embedding leg: a service that is down", () => {
  it("writes and answers meanwhile, says so once, and makes up for it", async () => {
    await service.close();
    const leg = createLeg();
    await leg.upsert(documents);
    await until(() => leg.degraded !== null);
    for (let at = 0; at < 5; at += 1) expect(await near(leg, `甲${at}`)).toEqual([fallen, fallen]);
    expect(leg.degraded).toBe("向量服务无法连接，请检查 EMBEDDING_URL 以及服务是否在运行");
    expect(logged.length).toBe(1);
    clock.advance(breakMs);
    await until(() => clock.sleepers() > 0);
    expect(logged.length).toBe(1);

    await service.open();
    clock.advance(2 * breakMs);
    await until(() => leg.model !== "latent-1");
    expectNear(await near(leg, "甲苯"));
    expect(leg.degraded).toBeNull();
    expect(logged.slice(1)).toEqual(["info 向量服务恢复正常"]);
  });

  it("uses what is cached all the same", async () => {
    const leg = await createFilled();
    await near(leg, "甲苯");
    await service.close();
    expect(await near(leg, "甲二")).toEqual([fallen, fallen]);
    expectNear(await near(leg, "甲苯"));
    await service.open();
  });

  it("keeps to a long Retry-After", async () => {
    Object.assign(service, { manner: "rate-limited", retryAfter: "120" });
    const leg = createLeg();
    await leg.upsert(documents);
    await until(() => leg.degraded !== null && clock.sleepers() > 0);
    expect(leg.degraded).toBe("向量服务请求过多（429）");
    expect(service.requests.length).toBe(1);
    service.release();
    clock.advance(119_000);
    expect(await near(leg, "甲苯")).toEqual([fallen, fallen]);
    expect(service.requests.length).toBe(1);
    clock.advance(1_000);
    await until(() => leg.model !== "latent-1");
    expect(leg.degraded).toBeNull();
  });

  it("closes while an answer is awaited", async () => {
    service.manner = "held";
    const leg = createLeg();
    await leg.upsert(documents);
    await until(() => service.requests.length === 1);
    await leg.close();
    expect(logged).toEqual([]);
  });
});

describe("embedding leg: vectors of another size", () => {
  it.each(["too-few", "ragged", "not-finite", "not-json"] as const)(
    "falls back when the answer is %s",
    async (manner) => {
      const leg = await createFilled();
      service.manner = manner;
      expect(await near(leg, "甲苯")).toEqual([fallen, fallen]);
      expect(leg.degraded).toMatch(/^向量服务/);
      service.manner = "normal";
      clock.advance(breakMs);
      expectNear(await near(leg, "甲苯"));
      expect(leg.degraded).toBeNull();
    },
  );

  it("compares no vectors of two sizes, and goes on when the old size is back", async () => {
    const leg = await createFilled();
    service.dimension = 6;
    expect(await near(leg, "甲苯")).toEqual([fallen, fallen]);
    expect(leg.degraded).toBe("向量服务的向量由 8 维变为 6 维，请检查 EMBEDDING_MODEL");
    service.dimension = 8;
    clock.advance(breakMs);
    expectNear(await near(leg, "甲苯"));
    expect(leg.model).toBe("m:8+latent-1");
  });

  it("begins anew where the size stays another: the documents come again with the next comparison", async () => {
    const leg = await createFilled();
    service.dimension = 6;
    for (let pause = breakMs; pause <= 4 * breakMs; pause *= 2) {
      expect(await near(leg, "甲苯")).toEqual([fallen, fallen]);
      clock.advance(pause);
    }
    expect(leg.model).toBe("m:6+latent-1");
    expect(leg.versions("achievement").size).toBe(0);
    await leg.upsert(documents);
    await until(() => service.texts().filter((text) => text === "乙烯").length === 2);
    await until(() => leg.versions("achievement").size === 2);
    await until(async () => (await near(leg, "甲苯"))[0] !== fallen);
    expect(leg.degraded).toBeNull();
  });
});

describe("embedding leg: what leaves", () => {
  it("is the ranked text of public records and nothing else", async () => {
    const leg = createLeg();
    const secrets = { names: ["某公司"], facets: { organization: ["某公司"] } };
    await leg.upsert([
      document("a", "甲醇", secrets),
      document("b", "乙烯", secrets),
      document("s", "登录可见", { visibility: "signedIn" }),
      document("p", "不公开", { visibility: "private" }),
      document("h", "已隐藏", { visibility: "hidden" }),
      { ...document("u", "不知道"), visibility: "private" },
    ]);
    await until(() => leg.model !== "latent-1");
    expect(service.texts()).toEqual(["甲醇", "乙烯"]);
    const [a, b, ...others] = await near(leg, "甲苯", ["a", "b", "p", "s"]);
    expectNear([a!, b!]);
    expect(others).toEqual([null, null]);
    expect(leg.versions("achievement").size).toBe(6);
  });

  it("leaves private queries to the fallback", async () => {
    const leg = await createFilled();
    expect(await leg.similarities(query("甲苯", "private"), ["a", "b"])).toEqual([fallen, fallen]);
    const { visibility: _, ...unknown } = query("甲苯");
    expect(await leg.similarities(unknown, ["a", "b"])).toEqual([fallen, fallen]);
    expect(service.texts()).not.toContain("甲苯");
  });

  it("goes as far as the setting says, and never to withdrawn records", async () => {
    const leg = createLeg({ disclosure: "private" });
    await leg.upsert([
      document("p", "不公开", { visibility: "private" }),
      document("h", "已隐藏", { visibility: "hidden" }),
    ]);
    await until(() => leg.model !== "latent-1");
    expect(service.texts()).toEqual(["不公开"]);
  });

  it("takes a record's vector away with its publicity, and sends no removed or older text", async () => {
    const leg = await createFilled();
    await leg.upsert([document("a", "甲醇", { version: 2, visibility: "private" })]);
    expect((await near(leg, "甲苯"))[0]).toBeNull();
    await leg.remove([{ kind: "achievement", id: "b", version: 5 }]);
    await leg.upsert([document("b", "旧文", { version: 4 }), document("a", "旧文", { version: 1 })]);
    await leg.upsert([document("c", "丙酮")]);
    await until(() => service.texts().includes("丙酮"));
    expect(service.texts()).not.toContain("旧文");
  });

  it("takes a waiting text back when its record is withdrawn", async () => {
    service.manner = "rate-limited";
    const leg = createLeg();
    await leg.upsert(documents);
    await until(() => leg.degraded !== null && clock.sleepers() > 0);
    await leg.remove([{ kind: "achievement", id: "a", version: 2 }]);
    const before = service.requests.length;
    service.release();
    clock.advance(breakMs);
    await until(() => service.requests.length > before);
    expect(service.requests.at(-1)!.input).toEqual(["乙烯"]);
  });

  it("puts the key into no message and no file", async () => {
    service.manner = "unauthorised";
    const leg = createLeg({ directory });
    await leg.upsert(documents);
    await until(() => leg.degraded !== null);
    expect(leg.degraded).toBe("向量服务不接受 EMBEDDING_KEY（401）");
    await leg.flush();
    const saved = await readFile(join(directory, "embeddings.snapshot"), "latin1");
    for (const text of [...logged, leg.degraded, leg.model, saved]) expect(text).not.toMatch(/secret-key|127\.0\.0\.1/);
  });
});

describe("embedding leg: texts that are not taken", () => {
  it("leaves out the one, and goes on with the others", async () => {
    service.manner = "picky";
    const leg = createLeg();
    await leg.upsert([document("x", "坏字"), ...documents]);
    await until(() => service.requests.at(-1)?.input[0] === "乙烯");
    await until(async () => (await near(leg, "甲苯"))[0] !== fallen);
    const [a, b, refused] = await near(leg, "甲苯", ["a", "b", "x"]);
    expectNear([a!, b!]);
    expect(refused).toBeNull();
    expect(leg.degraded).toBeNull();
    expect(leg.versions("achievement").size).toBe(3);
  });
});

describe("embedding leg: what is known is not asked again", () => {
  it("sends equal texts and repeated queries once, also after a rebuild", async () => {
    const leg = await createFilled();
    await leg.upsert([document("c", "甲醇"), document("a", "甲醇", { version: 2 })]);
    for (let at = 0; at < 3; at += 1) expectNear(await near(leg, "甲苯", ["c", "b"]));
    await leg.clear();
    expect(leg.versions("achievement").size).toBe(0);
    await leg.upsert(documents);
    expectNear(await near(leg, "甲苯"));
    expect(service.texts()).toEqual(["甲醇", "乙烯", "甲苯"]);
  });

  it("has vectors of documents and queries again after a restart", async () => {
    const first = await createFilled({ directory });
    expectNear(await near(first, "甲苯"));
    await first.flush();
    await first.close();
    service.requests.length = 0;
    const second = createLeg({ directory });
    expect(await second.load()).toBeNull();
    expect(second.model).toBe("m:8+latent-1");
    expect(second.versions("achievement").size).toBe(2);
    expectNear(await near(second, "甲苯"));
    expect(service.requests).toEqual([]);
  });

  it("has what came after the last flush, too", async () => {
    const first = createLeg({ directory });
    service.manner = "held";
    await first.upsert(documents);
    await first.flush();
    service.release();
    await until(() => first.model !== "latent-1");
    await first.close();
    const second = createLeg({ directory });
    await second.load();
    expect(second.versions("achievement").size).toBe(2);
  });

  it("lets documents that waited come again after a restart", async () => {
    const first = createLeg({ directory });
    service.manner = "held";
    await first.upsert(documents);
    await first.flush();
    await first.close();
    const second = createLeg({ directory });
    expect(await second.load()).toBeNull();
    expect(second.versions("achievement").size).toBe(0);
  });

  it("takes over nothing of another model, and under another level no documents", async () => {
    const first = await createFilled({ directory });
    await first.flush();
    await first.close();
    service.requests.length = 0;
    const other = createLeg({ directory, endpoint: { url: service.url, model: "other", key: null } });
    await other.load();
    expect([other.model, other.versions("achievement").size]).toEqual(["latent-1", 0]);
    const wider = createLeg({ directory, disclosure: "signedIn" });
    await wider.load();
    expect([wider.model, wider.versions("achievement").size]).toEqual(["m:8+latent-1", 0]);
    await wider.upsert(documents);
    expect(wider.versions("achievement").size).toBe(2);
    expect(service.requests).toEqual([]);
  });
});

describe("embedding leg: train", () => {
  it("says when enough new vectors have come, and then no more", async () => {
    const leg = await createFilled();
    expect(await leg.train()).toBe(true);
    expect(await leg.train()).toBe(false);
  });
});
