import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import { searchRecords } from "../../src/app/search/search-records.ts";
import { suggestNames } from "../../src/app/search/suggest-names.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { sampleContent } from "../support/samples.ts";

describeOnDatabase("searchRecords", (current) => {
  it("gives hits with their current record and title", async () => {
    const { ctx, indexer } = createTestContext(current().db);
    for (const kind of ["need", "expert", "achievement"] as const) {
      await createRecord({ ctx, kind, input: { content: sampleContent(kind, "防腐涂料") } });
    }
    expect(await indexer.drain()).toEqual({ applied: 3, failed: 0, outage: false });
    const page = await searchRecords({ ctx, input: { query: "防腐", kinds: ["expert", "need"] } });
    expect(page.hits.map(({ record, title }) => [record.kind, title])).toEqual([
      ["expert", "防腐涂料"],
      ["need", "防腐涂料"],
    ]);
    expect(page).toMatchObject({ totals: { need: 1, expert: 1, achievement: 0 }, degraded: false });
    expect(await suggestNames({ ctx, input: { prefix: "防" } })).toMatchObject({ degraded: false });
  });

  it("never shows a hidden, withdrawn or unknown record from an index that is behind", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    const visible = await createRecord({ ctx, kind: "expert", input: { content: sampleContent("expert", "张三") } });
    const hidden = await createRecord({ ctx, kind: "expert", input: { content: sampleContent("expert", "李四") } });
    const withdrawn = await createRecord({ ctx, kind: "expert", input: { content: sampleContent("expert", "王五") } });
    const cancelled = await createRecord({ ctx, kind: "need", input: { content: sampleContent("need", "甲") } });
    await indexer.drain();
    await updateRecord({ ctx, kind: "expert", id: hidden.id, ifVersion: 1, input: { visibility: "hidden" } });
    await withdrawRecord({ ctx, kind: "expert", id: withdrawn.id, ifVersion: 1 });
    await withdrawRecord({ ctx, kind: "need", id: cancelled.id, ifVersion: 1 });
    search.staleHits = [
      hidden,
      withdrawn,
      visible,
      cancelled,
      { kind: "expert" as const, id: testId(999), version: 1 },
    ];

    const page = await searchRecords({ ctx, input: { query: "" } });
    expect(page.hits.map(({ title }) => title)).toEqual(["张三"]);
    expect(page.totals).toEqual({ need: 0, expert: 1, achievement: 0 });

    await indexer.drain();
    expect([...search.live().keys()]).toEqual([visible.id]);
  });

  it("answers from the database, marked, when the engine fails in any way", async () => {
    const { ctx, search } = createTestContext(current().db);
    for (const name of ["防腐涂料 A100%", "防腐涂料 B", "焊接机器人"]) {
      await createRecord({ ctx, kind: "achievement", input: { content: sampleContent("achievement", name) } });
    }
    await createRecord({
      ctx,
      kind: "expert",
      input: { content: sampleContent("expert", "张三"), visibility: "hidden" },
    });
    const titles = async (input: Parameters<typeof searchRecords>[0]["input"]) => {
      const page = await searchRecords({ ctx, input });
      expect(page.degraded).toBe(true);
      return page.hits.map(({ title }) => title);
    };
    for (const fault of [
      new AppError("unavailable", "引擎没有回应"),
      new SyntaxError("<html>"),
      new TypeError("x is undefined"),
    ]) {
      search.interfere = () => {
        throw fault;
      };
      expect(await titles({ query: "防腐塗料" })).toEqual(["防腐涂料 B", "防腐涂料 A100%"]);
      expect(await titles({ query: "涂料 a100%" })).toEqual(["防腐涂料 A100%"]);
      expect(await titles({ query: "_" })).toEqual([]);
      expect(await titles({ query: "张三" })).toEqual([]);
      expect(await titles({ query: "", filter: { trl: ["6"], mode: ["许可", "转让"], field: ["05"] } })).toHaveLength(
        3,
      );
      expect(await titles({ query: "", filter: { trl: ["5"] } })).toEqual([]);
      expect(await titles({ query: "", filter: { nonsense: ["1"] } })).toEqual([]);
      expect(await titles({ query: "", offset: 1, limit: 1 })).toEqual(["防腐涂料 B"]);
    }
    const page = await searchRecords({ ctx, input: { query: "防腐", limit: 1 } });
    expect(page.totals).toEqual({ need: 0, expert: 0, achievement: 2 });
  });

  it("refuses a request that means nothing", async () => {
    const { ctx } = createTestContext(current().db);
    for (const input of [
      { limit: 0 },
      { limit: 1_000 },
      { offset: -1 },
      { kinds: [] },
      { query: "x".repeat(20_001) },
    ]) {
      await expect(searchRecords({ ctx, input })).rejects.toMatchObject({ code: "invalid_input" });
    }
  });
});
