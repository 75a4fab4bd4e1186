import { expect, it } from "vitest";
import { claimDue } from "../../indexer/claim.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import type { Database, Orm } from "../../src/db/database.ts";
import { enqueue } from "../../src/db/outbox.ts";
import { outboxTable } from "../../src/db/schema/outbox.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { createTestContext, testId } from "../support/context.ts";
import { databaseName, describeOnDatabase } from "../support/database.ts";
import { divergence } from "../support/divergence.ts";
import { sampleContent } from "../support/samples.ts";

const content = sampleContent("need", "防腐涂料");

describeOnDatabase("outbox", (current) => {
  it("gets one row per record, at its newest version", async () => {
    const { ctx } = createTestContext(current().db);
    const { id } = await createRecord({ ctx, kind: "need", input: { content } });
    await updateRecord({ ctx, kind: "need", id, ifVersion: 1, input: { content: { title: "乙" } } });
    await withdrawRecord({ ctx, kind: "need", id, ifVersion: 2 });
    const rows = await ctx.db.orm.select().from(outboxTable);
    expect(rows).toMatchObject([{ kind: "need", entityId: id, version: 3, status: "pending", attempts: 0 }]);
  });

  it("holds nothing of a change that was rolled back", async () => {
    const { ctx } = createTestContext(current().db);
    const failing = { ...ctx, db: whenWritten(ctx.db, () => Promise.reject(new RangeError("cut off"))) };
    await expect(createRecord({ ctx: failing, kind: "need", input: { content } })).rejects.toThrow("cut off");
    expect(await ctx.db.orm.select().from(outboxTable)).toEqual([]);
    expect(await ctx.db.orm.select().from(needTable)).toEqual([]);

    const { id } = await createRecord({ ctx, kind: "need", input: { content } });
    const update = updateRecord({ ctx: failing, kind: "need", id, ifVersion: 1, input: { content: { title: "乙" } } });
    await expect(update).rejects.toThrow("cut off");
    expect(await ctx.db.orm.select().from(outboxTable)).toMatchObject([{ version: 1 }]);
    expect((await getRecord({ ctx, kind: "need", id })).version).toBe(1);
  });

  it("keeps a row whose record changed while it was being indexed", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    const { id } = await createRecord({ ctx, kind: "need", input: { content } });
    search.interfere = async ({ name }) => {
      if (name !== "upsert") return;
      search.interfere = () => {};
      await updateRecord({ ctx, kind: "need", id, ifVersion: 1, input: { content: { title: "乙" } } });
    };
    await indexer.drain();
    expect(search.live()).toEqual(new Map([[id, 2]]));
    expect(await ctx.db.orm.select().from(outboxTable)).toEqual([]);
  });

  it("never lowers a version, and takes one record named twice", async () => {
    const { db } = current();
    const ref = { kind: "need" as const, id: testId(1) };
    const now = new Date(0);
    await db.transaction((tx) =>
      enqueue(
        tx,
        [
          { ...ref, version: 2 },
          { ...ref, version: 5 },
          { ...ref, version: 3 },
        ],
        now,
      ),
    );
    await db.transaction((tx) => enqueue(tx, [{ ...ref, version: 4 }], now));
    await db.transaction((tx) => enqueue(tx, [], now));
    expect(await db.orm.select().from(outboxTable)).toMatchObject([{ version: 5 }]);
  });

  it("gives a dead claimer's rows to the next one after a minute", async () => {
    const { ctx, indexer, search, advance } = createTestContext(current().db);
    await createRecord({ ctx, kind: "need", input: { content } });
    expect(await claimDue(ctx.db, ctx.now(), 10)).toHaveLength(1);
    expect(await indexer.drain()).toMatchObject({ applied: 0 });
    advance(60_001);
    expect(await indexer.drain()).toMatchObject({ applied: 1 });
    expect(search.live().size).toBe(1);
  });

  // Only a database with several connections can commit in another order than it draws ids.
  if (databaseName === "postgres") {
    it("misses none of 100 pairs that commit in reverse order", async () => {
      const { ctx, indexer, search } = createTestContext(current().db);
      for (let round = 0; round < 100; round += 1) {
        const commit = latch();
        const written = latch();
        const slow = {
          ...ctx,
          db: whenWritten(ctx.db, () => {
            written.resolve();
            return commit.promise;
          }),
        };
        const first = createRecord({
          ctx: slow,
          kind: "need",
          input: { content: { title: `先${round}`, organizationName: "" } },
        });
        await written.promise;
        await createRecord({ ctx, kind: "need", input: { content: { title: `后${round}` } } });
        expect(await indexer.drain()).toMatchObject({ applied: 1 });
        commit.resolve();
        await first;
        expect(await indexer.drain()).toMatchObject({ applied: 1 });
      }
      expect(search.live().size).toBe(200);
      expect(await divergence(ctx.db, search)).toEqual([]);
    });

    it("is shared by two indexers without a row done by neither", async () => {
      const { ctx, indexer, search } = createTestContext(current().db);
      const other = createTestContext(current().connectAgain!());
      const created = Array.from({ length: 300 }, (_, n) =>
        createRecord({ ctx, kind: "need", input: { content: { title: `需求${n}` } } }),
      );
      await Promise.all(created);
      const [one, two] = await Promise.all([indexer.drain(), other.indexer.drain()]);
      expect(one.applied + two.applied).toBe(300);
      expect(search.live().size + other.search.live().size).toBe(300);
      expect(await ctx.db.orm.select().from(outboxTable)).toEqual([]);
    });
  }
});

/** The database with `then` run inside every transaction, after its work and before its commit. */
function whenWritten(db: Database, then: () => Promise<void>): Database {
  return {
    ...db,
    transaction: <T>(fn: (tx: Orm) => Promise<T>) =>
      db.transaction(async (tx) => {
        const result = await fn(tx);
        await then();
        return result;
      }),
  };
}

function latch(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
