import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { createIndexer } from "../../indexer/run.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import { findRun, saveMatchRun } from "../../src/db/match-runs.ts";
import { outboxTable } from "../../src/db/schema/outbox.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { projectRecord } from "../../src/domain/matching/project-record.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { divergence } from "../support/divergence.ts";
import { seededRandom } from "../support/random.ts";
import { sampleContent } from "../support/samples.ts";

const storedRun = {
  id: testId(9_001),
  subjectKind: "need",
  subjectId: testId(9_002),
  subjectVersion: 1,
  targetKind: "expert",
  audience: "internal",
  weightsVersion: "w1",
  indexVersion: "1",
  analyser: "map-1",
  modelVersion: null,
  createdAt: new Date(0),
  candidates: 0,
  summary: {},
} as const;
const kinds = ["need", "expert", "achievement"] as const;

describeOnDatabase("indexer", (current) => {
  it("indexes what is listed and removes what is hidden, withdrawn or in no matching state", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    const input = { content: sampleContent("need", "甲") };
    await createRecord({ ctx, kind: "need", input: { ...input, status: "draft" } });
    await createRecord({ ctx, kind: "need", input: { ...input, status: "closed" } });
    await createRecord({ ctx, kind: "need", input: { ...input, visibility: "hidden" } });
    const listed = await createRecord({ ctx, kind: "need", input });
    expect(await indexer.drain()).toMatchObject({ applied: 4 });
    expect([...search.live()]).toEqual([[listed.id, 1]]);
    await withdrawRecord({ ctx, kind: "need", id: listed.id, ifVersion: 1 });
    await indexer.drain();
    expect(search.live().size).toBe(0);
  });

  for (const seed of [1, 2, 3]) {
    it(`agrees with the database after 200 random changes (seed ${seed}) and an engine that fails, repeats, reorders`, async () => {
      const { ctx, search, advance } = createTestContext(current().db);
      const random = seededRandom(seed);
      const newIndexer = () => createIndexer({ db: ctx.db, search, now: ctx.now, log: () => {} });
      let indexer = newIndexer();
      search.interfere = ({ name }) => {
        if (name === "search" || name === "status") return;
        if (search.recorded > 0 && random() < 0.3) search.replay(Math.floor(random() * search.recorded));
        if (random() < 0.15) throw new AppError("unavailable", "引擎没有回应");
        if (random() < 0.15) throw new TypeError("500");
      };
      const versions = new Map<string, { kind: (typeof kinds)[number]; version: number }>();
      for (let step = 0; step < 200; step += 1) {
        const ids = [...versions.keys()];
        const id = ids[Math.floor(random() * ids.length)];
        const dice = random();
        if (id === undefined || dice < 0.4) {
          const kind = kinds[Math.floor(random() * 3)]!;
          const record = await createRecord({
            ctx: { ...ctx, newId: () => testId(seed * 100_000 + step) },
            kind,
            input: { content: { ...sampleContent(kind, `样本${seed}-${step}`), organizationName: "" } },
          });
          versions.set(record.id, { kind, version: 1 });
        } else {
          const { kind, version } = versions.get(id)!;
          const ref = { ctx, kind, id, ifVersion: version };
          const hide = { input: { visibility: dice < 0.6 ? ("hidden" as const) : ("public" as const) } };
          const changed =
            dice > 0.9
              ? await withdrawRecord(ref).catch(() => null)
              : await updateRecord({ ...ref, ...hide }).catch(() => null);
          if (changed !== null) versions.set(id, { kind, version: changed.version });
        }
        if (random() < 0.3) await indexer.drain();
        if (random() < 0.05) indexer = newIndexer();
        if (random() < 0.2) advance(5_000);
      }
      search.interfere = () => {};
      for (let round = 0; round < 20; round += 1) {
        advance(600_000);
        await indexer.drain();
      }
      expect(await divergence(ctx.db, search)).toEqual([]);
      expect(await indexer.status()).toMatchObject({ pending: 0, failed: 0, lastError: null });
    });
  }

  it("retries a poison row ever more rarely, gives it up, shows it, and never holds up the others", async () => {
    const { ctx, indexer, search, advance } = createTestContext(current().db);
    const poison = await createRecord({ ctx, kind: "need", input: { content: sampleContent("need", "毒") } });
    let tries = 0;
    search.interfere = ({ ids }) => {
      if (!ids.includes(poison.id)) return;
      if (ids.length === 1) tries += 1;
      throw new RangeError("document refused");
    };
    for (let round = 0; round < 60; round += 1) {
      const healthy = await createRecord({ ctx, kind: "need", input: { content: { title: `好${round}` } } });
      await indexer.drain();
      expect(search.live().has(healthy.id)).toBe(true);
      advance(60_000);
    }
    expect(tries).toBe(12);
    expect(await indexer.status()).toMatchObject({
      pending: 1,
      failed: 1,
      lastError: "RangeError: document refused",
      outage: false,
    });
    search.interfere = () => {};
    await updateRecord({ ctx, kind: "need", id: poison.id, ifVersion: 1, input: { content: { title: "解药" } } });
    await indexer.drain();
    expect(await indexer.status()).toMatchObject({ pending: 0, failed: 0, lastError: null });
    expect(search.live().get(poison.id)).toBe(2);
  });

  it("survives a record that cannot be projected", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    const broken = await createRecord({ ctx, kind: "need", input: { content: sampleContent("need", "坏") } });
    await createRecord({ ctx, kind: "need", input: { content: { title: "好" } } });
    await ctx.db.orm
      .update(needTable)
      .set({ content: null as never })
      .where(eq(needTable.id, broken.id))
      .catch(() => {});
    await ctx.db.orm
      .update(needTable)
      .set({ content: {} as never })
      .where(eq(needTable.id, broken.id));
    expect(await indexer.drain()).toMatchObject({ applied: 1, failed: 1 });
    expect(search.live().size).toBe(1);
    expect((await indexer.rebuild()).skipped).toMatchObject([{ kind: "need", id: broken.id }]);
  });

  it("waits out an engine that does not answer without using up attempts", async () => {
    const { ctx, indexer, search, advance } = createTestContext(current().db);
    await createRecord({ ctx, kind: "need", input: { content: { title: "甲" } } });
    search.interfere = () => {
      throw new AppError("unavailable", "搜索引擎没有回应");
    };
    for (let round = 0; round < 30; round += 1) {
      expect(await indexer.drain()).toEqual({ applied: 0, failed: 0, outage: true });
      advance(60_000);
    }
    expect(await indexer.status()).toMatchObject({
      pending: 1,
      failed: 0,
      outage: true,
      lastError: expect.stringContaining("没有回应"),
    });
    expect(await ctx.db.orm.select().from(outboxTable)).toMatchObject([{ status: "pending", attempts: 0 }]);
    search.interfere = () => {};
    expect(await indexer.drain()).toMatchObject({ applied: 1 });
  });

  it("lets the engine learn once nothing waits, and then marks the lists", async () => {
    const { ctx, search } = createTestContext(current().db);
    await ctx.db.transaction((tx) => saveMatchRun(tx, storedRun, []));
    const asked: number[] = [];
    const learning = {
      ...search,
      can: { ...search.can, vectors: true },
      train: async () => {
        asked.push(search.live().size);
        return asked.length === 1;
      },
    };
    const indexer = createIndexer({ db: ctx.db, search: learning, now: () => new Date(), log: () => {}, pollMs: 10 });
    await createRecord({
      ctx: { ...ctx, now: () => new Date() },
      kind: "need",
      input: { content: { title: "启动前" } },
    });
    await indexer.start();
    await until(async () => (await findRun(ctx.db.orm, storedRun.id))?.staleReason === "vectors_learnt");
    await indexer.stop();
    expect(asked[0]).toBe(1);
  });

  it("tries learning that failed again only after a while, which grows", async () => {
    const { ctx, search } = createTestContext(current().db);
    const tried: number[] = [];
    let clock = Date.now();
    const learning = {
      ...search,
      can: { ...search.can, vectors: true },
      train: async () => {
        tried.push(clock);
        throw new Error("内存不足");
      },
    };
    const waits: unknown[] = [];
    const log = (_level: string, text: string, fields?: object) => {
      if (text.includes("learnt")) waits.push((fields as { againInSeconds: number }).againInSeconds);
    };
    const indexer = createIndexer({ db: ctx.db, search: learning, now: () => new Date(clock), log, pollMs: 5 });
    await indexer.start();
    await until(() => waits.length === 1);
    await sleep(60);
    expect(tried).toHaveLength(1);
    clock += 30_000;
    await until(() => waits.length === 2);
    clock += 30_000;
    await sleep(60);
    expect([tried.length, waits]).toEqual([2, [30, 60]]);
    await indexer.stop();
  });

  it("runs by itself: picks up changes, outlives an outage, stops", async () => {
    const { ctx, search } = createTestContext(current().db);
    const settledAt: number[] = [];
    const settled = async () => {
      settledAt.push(search.live().size);
    };
    const indexer = createIndexer({ db: ctx.db, search, now: () => new Date(), log: () => {}, pollMs: 10, settled });
    const live = { ...ctx, now: () => new Date() };
    await createRecord({ ctx: live, kind: "need", input: { content: { title: "启动前" } } });
    await indexer.start();
    expect((await indexer.status()).state).toBe("running");
    await createRecord({ ctx: live, kind: "need", input: { content: { title: "运行中" } } });
    indexer.nudge();
    await until(() => search.live().size === 2);
    await until(() => settledAt.at(-1) === 2);
    const told = settledAt.length;
    await sleep(100);
    expect(settledAt).toHaveLength(told);
    search.interfere = () => {
      throw new AppError("unavailable", "引擎没有回应");
    };
    await createRecord({ ctx: live, kind: "need", input: { content: { title: "断线时" } } });
    await until(async () => (await indexer.status()).outage);
    search.interfere = () => {};
    await until(() => search.live().size === 3);
    await indexer.stop();
    await createRecord({ ctx: live, kind: "need", input: { content: { title: "停止后" } } });
    indexer.nudge();
    await sleep(100);
    expect(search.live().size).toBe(3);
    expect((await indexer.status()).state).toBe("stopped");
  });
});

describeOnDatabase("reconcile", (current) => {
  it("repairs lost, outdated, unwanted and unknown documents", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    const [lost, outdated, hidden, fine] = await Promise.all(
      ["丢", "旧", "藏", "好"].map((title) => createRecord({ ctx, kind: "need", input: { content: { title } } })),
    );
    await updateRecord({ ctx, kind: "need", id: outdated!.id, ifVersion: 1, input: { content: { title: "新" } } });
    await updateRecord({ ctx, kind: "need", id: hidden!.id, ifVersion: 1, input: { visibility: "hidden" } });
    await indexer.drain();
    search.lose("need", lost!.id);
    search.lose("need", outdated!.id);
    search.lose("need", hidden!.id);
    search.plant(projectRecord(outdated!));
    search.plant(projectRecord(hidden!));
    search.plant(projectRecord({ ...fine!, id: testId(777) }));
    expect(await divergence(ctx.db, search)).toHaveLength(4);

    expect(await indexer.reconcile()).toEqual({ enqueued: 4, rebuild: null });
    expect(await divergence(ctx.db, search)).toEqual([]);
    expect(await indexer.reconcile()).toEqual({ enqueued: 0, rebuild: null });
    expect(search.live()).toEqual(
      new Map([
        [lost!.id, 1],
        [outdated!.id, 2],
        [fine!.id, 1],
      ]),
    );
  });

  it("builds the index anew when it is ahead of the database or another analyser made it", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    const record = await createRecord({ ctx, kind: "need", input: { content: { title: "甲" } } });
    await indexer.drain();
    await indexer.reconcile();
    search.plant(projectRecord({ ...record, version: 9 }));
    expect(await indexer.reconcile()).toMatchObject({ rebuild: "index_ahead" });
    expect(search.live()).toEqual(new Map([[record.id, 1]]));
    search.analyser = "map-2";
    expect(await indexer.reconcile()).toMatchObject({ rebuild: "analyser_changed" });
    expect(await indexer.reconcile()).toEqual({ enqueued: 0, rebuild: null });
  });

  it("puts given-up rows to work again", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    await createRecord({ ctx, kind: "need", input: { content: { title: "甲" } } });
    await ctx.db.orm.update(outboxTable).set({ status: "failed", attempts: 12 });
    expect(await indexer.drain()).toMatchObject({ applied: 0 });
    await indexer.reconcile();
    expect(search.live().size).toBe(1);
    expect(await indexer.status()).toMatchObject({ pending: 0 });
  });

  it("rebuilds page by page with progress", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    await ctx.db.transaction(async () => {});
    for (let n = 0; n < 30; n += 1)
      await createRecord({ ctx, kind: "expert", input: { content: { name: `专家${n}` } } });
    const seen: number[] = [];
    const result = await indexer.rebuild(({ indexed }) => seen.push(indexed));
    expect(result).toEqual({ indexed: 30, skipped: [] });
    expect(seen).toEqual([30]);
    expect(await divergence(ctx.db, search)).toEqual([]);
  });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("did not happen within 30 s");
    await sleep(20);
  }
}
