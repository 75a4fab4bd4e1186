import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import {
  findLatestRun,
  findRun,
  listRunItems,
  markRunsStale,
  type NewMatchItem,
  type NewMatchRun,
  saveMatchRun,
} from "../../src/db/match-runs.ts";
import { matchItemTable, matchRunTable } from "../../src/db/schema/match.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";

const NEED = testId(1);

function run(n: number, change: Partial<NewMatchRun> = {}): NewMatchRun {
  return {
    id: testId(1_000 + n),
    subjectKind: "need",
    subjectId: NEED,
    subjectVersion: 1,
    targetKind: "expert",
    audience: "internal",
    weightsVersion: "w1",
    indexVersion: String(n),
    analyser: "map-1",
    modelVersion: null,
    createdAt: new Date(0),
    candidates: 2,
    summary: { note: "甲" },
    ...change,
  };
}

const items = (count: number): NewMatchItem[] =>
  Array.from({ length: count }, (_, n) => ({
    rank: n + 1,
    targetId: testId(50 + n),
    targetVersion: 1,
    score: 1 / (n + 3),
    factors: { text: 0.1 + 0.2, region: null } as never,
    gates: [],
  }));

describeOnDatabase("match runs", (current) => {
  it("are read back to the last bit, newest first, by subject and kind", async () => {
    const { db } = current();
    await db.transaction((tx) => saveMatchRun(tx, run(1), items(1_200)));
    await db.transaction((tx) => saveMatchRun(tx, run(2, { targetKind: "achievement" }), []));
    const key = { subjectKind: "need", subjectId: NEED, targetKind: "expert", audience: "internal" } as const;
    const latest = await findLatestRun(db.orm, key);
    expect(latest).toEqual({ ...run(1), staleReason: null, staleAt: null });
    expect(await findRun(db.orm, run(1).id)).toEqual(latest);
    const stored = await listRunItems(db.orm, run(1).id);
    expect(stored).toEqual(items(1_200).map((item) => ({ ...item, runId: run(1).id })));
    expect(await listRunItems(db.orm, run(1).id, 2)).toEqual(stored.slice(0, 2));
    expect(await findLatestRun(db.orm, { ...key, subjectId: testId(2) })).toBeUndefined();
    expect(await findLatestRun(db.orm, { ...key, audience: "members" })).toBeUndefined();
  });

  it("keep the newest three per subject and kind", async () => {
    const { db } = current();
    for (let n = 1; n <= 5; n += 1) await db.transaction((tx) => saveMatchRun(tx, run(n), items(2)));
    await db.transaction((tx) => saveMatchRun(tx, run(9, { subjectId: testId(2) }), items(2)));
    const ids = (await db.orm.select({ id: matchRunTable.id }).from(matchRunTable).orderBy(matchRunTable.id)).map(
      ({ id }) => id,
    );
    expect(ids).toEqual([3, 4, 5, 9].map((n) => run(n).id));
    expect(await db.orm.select().from(matchItemTable)).toHaveLength(8);
  });

  it("go stale by kind, by subject, and keep their first reason", async () => {
    const { db } = current();
    await db.transaction((tx) => saveMatchRun(tx, run(1), []));
    await db.transaction((tx) => saveMatchRun(tx, run(2, { subjectId: testId(2) }), []));
    const now = new Date(5_000);
    expect(await markRunsStale(db.orm, { subject: { kind: "need", id: NEED }, reason: "subject_changed", now })).toBe(
      1,
    );
    expect(await markRunsStale(db.orm, { targetKind: "achievement", reason: "weights_changed", now })).toBe(0);
    expect(await markRunsStale(db.orm, { targetKind: "expert", reason: "weights_changed", now })).toBe(1);
    expect(await findRun(db.orm, run(1).id)).toMatchObject({ staleReason: "subject_changed", staleAt: now });
    expect(await findRun(db.orm, run(2).id)).toMatchObject({ staleReason: "weights_changed" });
  });

  it("go stale when the indexer applies a change that concerns them", async () => {
    const { ctx, indexer, advance } = createTestContext(current().db);
    const need = await createRecord({ ctx, kind: "need", input: { content: { title: "甲" } } });
    await indexer.drain();
    const save = (n: number, change: Partial<NewMatchRun>) =>
      ctx.db.transaction((tx) => saveMatchRun(tx, run(n, change), []));
    await save(1, { subjectId: need.id });
    await save(2, { subjectId: need.id, targetKind: "achievement" });
    await save(3, { subjectId: testId(77) });
    const reasons = async () =>
      (await ctx.db.orm.select().from(matchRunTable).orderBy(matchRunTable.id)).map(({ staleReason }) => staleReason);

    await indexer.drain();
    expect(await reasons()).toEqual([null, null, null]);
    await createRecord({ ctx, kind: "achievement", input: { content: { title: "成果" } } });
    await indexer.drain();
    expect(await reasons()).toEqual([null, "candidates_changed", null]);
    advance(1_000);
    await updateRecord({ ctx, kind: "need", id: need.id, ifVersion: 1, input: { content: { title: "乙" } } });
    await save(4, { subjectId: need.id, subjectVersion: 2 });
    await indexer.drain();
    expect(await reasons()).toEqual(["subject_changed", "candidates_changed", null, null]);
    await createRecord({ ctx, kind: "expert", input: { content: { name: "专家" } } });
    await indexer.drain();
    expect(await reasons()).toEqual([
      "subject_changed",
      "candidates_changed",
      "candidates_changed",
      "candidates_changed",
    ]);
  });
});
