import { expect, it } from "vitest";
import { importRows } from "../../src/app/import/import-rows.ts";
import type { ImportRow } from "../../src/app/import/prepare-rows.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getContact } from "../../src/app/record/get-contact.ts";
import { listRecords } from "../../src/app/record/list-records.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import type { Database, Orm } from "../../src/db/database.ts";
import { contactTable } from "../../src/db/schema/contact.ts";
import { importBatchTable } from "../../src/db/schema/import.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { divergence } from "../support/divergence.ts";

const source = { fileName: "需求.xlsx", sha256: "ab".repeat(32) };

function needRow(n: number, change: Partial<ImportRow> & { content?: Record<string, unknown> } = {}): ImportRow {
  const content = { title: `需求${n}`, problem: "涂层开裂", organizationName: `第${n % 7}企业`, ...change.content };
  const contact = { name: "", phone: `1380000${String(n).padStart(4, "0")}`, email: "" };
  const raw = { 需求名称: `需求${n}`, 电话: contact.phone };
  return { number: `N-${n}`, contact, sheet: "需求", row: n + 2, raw, ...change, content };
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => needRow(n));

describeOnDatabase("importRows", (current) => {
  it("stores every row once with contact, organisation and origin", async () => {
    const { ctx, indexer, search } = createTestContext(current().db);
    const progress: number[] = [];
    const result = await importRows({
      ctx,
      kind: "need",
      rows: numbered(450),
      source,
      onProgress: ({ processed }) => progress.push(processed),
    });
    expect(result).toMatchObject({ created: 450, updated: 0, unchanged: 0, failed: [] });
    expect(progress).toEqual([100, 200, 300, 400, 450]);
    const { items, total } = await listRecords({ ctx, kind: "need", input: { withTotal: true, limit: 1 } });
    expect(total).toBe(450);
    expect(items[0]).toMatchObject({
      number: "N-449",
      source: "excel",
      sourceRow: 451,
      status: "submitted",
      version: 1,
    });
    expect(await getContact({ ctx, kind: "need", id: items[0]!.id })).toMatchObject({ phone: "13800000449" });
    expect(await ctx.db.orm.select().from(organizationTable)).toHaveLength(7);
    await indexer.drain();
    expect(await divergence(ctx.db, search)).toEqual([]);
    expect(search.live().size).toBe(450);
  });

  it("adds nothing when the same file, or the same rows in another order, come again", async () => {
    const { ctx, indexer } = createTestContext(current().db);
    const rows = [...numbered(20), ...Array.from({ length: 20 }, (_, n) => needRow(100 + n, { number: null }))];
    await importRows({ ctx, kind: "need", rows, source });
    await indexer.drain();
    for (const again of [rows, rows.toReversed()]) {
      expect(await importRows({ ctx, kind: "need", rows: again, source })).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 40,
      });
    }
    expect(await indexer.status()).toMatchObject({ pending: 0 });
    expect((await listRecords({ ctx, kind: "need", input: { withTotal: true } })).total).toBe(40);
  });

  it("makes a new version of a known number that says something else", async () => {
    const { ctx } = createTestContext(current().db);
    await importRows({ ctx, kind: "need", rows: numbered(5), source });
    const rows = numbered(5);
    rows[1] = needRow(1, { content: { problem: "涂层脱落" } });
    rows[2] = needRow(2, { contact: { phone: "13900000000" } });
    expect(await importRows({ ctx, kind: "need", rows, source })).toMatchObject({
      created: 0,
      updated: 2,
      unchanged: 3,
    });
    const { items } = await listRecords({ ctx, kind: "need" });
    expect(items.map(({ number, version }) => [number, version])).toEqual([
      ["N-4", 1],
      ["N-3", 1],
      ["N-2", 2],
      ["N-1", 2],
      ["N-0", 1],
    ]);
    expect(items[3]!.content.problem).toBe("涂层脱落");
    expect(await getContact({ ctx, kind: "need", id: items[2]!.id })).toMatchObject({ phone: "13900000000" });
    expect(await ctx.db.orm.select().from(contactTable)).toHaveLength(5);
  });

  it("keeps what staff changed when the old file comes again", async () => {
    const { ctx } = createTestContext(current().db);
    await importRows({ ctx, kind: "need", rows: numbered(1), source });
    const { items } = await listRecords({ ctx, kind: "need" });
    await updateRecord({
      ctx,
      kind: "need",
      id: items[0]!.id,
      ifVersion: 1,
      input: { content: { title: "局里改过的名称" } },
    });
    expect(await importRows({ ctx, kind: "need", rows: numbered(1), source })).toMatchObject({ unchanged: 1 });
    expect((await listRecords({ ctx, kind: "need" })).items).toMatchObject([
      { version: 2, content: { title: "局里改过的名称" } },
    ]);
  });

  it("never makes one person of two with the same name", async () => {
    const { ctx } = createTestContext(current().db);
    const expert = (change: object, number: string | null, phone = ""): ImportRow => ({
      content: { name: "张伟", organizationName: "某某大学", ...change },
      contact: { phone },
      number,
      sheet: "专家",
      row: 2,
      raw: {},
    });
    const rows = [
      expert({ department: "材料学院" }, null),
      expert({ department: "机械学院" }, null),
      expert({ department: "机械学院" }, null, "13800000001"),
      expert({ organizationName: "另一大学" }, null),
      expert({ department: "材料学院" }, "E-1"),
      expert({ department: "材料学院" }, null),
    ];
    expect(await importRows({ ctx, kind: "expert", rows, source })).toMatchObject({ created: 5, unchanged: 1 });
    expect(await importRows({ ctx, kind: "expert", rows, source })).toMatchObject({ created: 0, unchanged: 6 });
  });

  it("reports one number used for two versions of a thing, and keeps two things with one number apart", async () => {
    const { ctx } = createTestContext(current().db);
    const rows = [
      needRow(1, { number: "1" }),
      needRow(1, { number: "1", content: { problem: "别的问题" }, row: 9 }),
      needRow(2, { number: "1", sheet: "第二张" }),
    ];
    const result = await importRows({ ctx, kind: "need", rows, source });
    expect(result).toMatchObject({ created: 2, failed: [{ row: 9, code: "duplicate_number" }] });
    const otherTown = [needRow(50, { number: "1", content: { title: "别处的需求", organizationName: "别处企业" } })];
    expect(await importRows({ ctx, kind: "need", rows: otherTown, source })).toMatchObject({ created: 1, updated: 0 });
    expect(await importRows({ ctx, kind: "need", rows: otherTown, source })).toMatchObject({
      created: 0,
      unchanged: 1,
    });
    expect(await importRows({ ctx, kind: "need", rows, source })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
    });
  });

  it("knows a record that was typed in by its number", async () => {
    const { ctx } = createTestContext(current().db);
    const typed = { number: "N-1", content: { title: "需求1", problem: "涂层开裂", organizationName: "第1企业" } };
    await createRecord({ ctx, kind: "need", input: typed });
    expect(await importRows({ ctx, kind: "need", rows: numbered(2), source })).toMatchObject({
      created: 1,
      updated: 1,
    });
    expect(await importRows({ ctx, kind: "need", rows: numbered(2), source })).toMatchObject({ unchanged: 2 });
  });

  it("lists rows it cannot use and stores the others", async () => {
    const { ctx } = createTestContext(current().db);
    const rows = numbered(4);
    rows[1] = needRow(1, { content: { title: "", problem: "" } });
    rows[2] = needRow(2, { content: { title: "字".repeat(81) } });
    const result = await importRows({ ctx, kind: "need", rows, source });
    expect(result).toMatchObject({
      created: 2,
      failed: [
        { row: 3, code: "invalid_input" },
        { row: 4, code: "invalid_input" },
      ],
    });
    expect(result.failed[1]!.expected).toContain("title");
    expect(await importRows({ ctx, kind: "need", rows, source })).toMatchObject({ unchanged: 2, failed: [{}, {}] });
  });

  it("does not bring a withdrawn record back", async () => {
    const { ctx } = createTestContext(current().db);
    await importRows({ ctx, kind: "need", rows: numbered(1), source });
    const { items } = await listRecords({ ctx, kind: "need" });
    await withdrawRecord({ ctx, kind: "need", id: items[0]!.id, ifVersion: 1 });
    expect(await importRows({ ctx, kind: "need", rows: numbered(1), source })).toMatchObject({ unchanged: 1 });
    const changed = [needRow(0, { content: { problem: "别的" } })];
    expect(await importRows({ ctx, kind: "need", rows: changed, source })).toMatchObject({
      failed: [{ code: "wrong_state" }],
    });
    expect((await listRecords({ ctx, kind: "need" })).items).toMatchObject([{ status: "cancelled", version: 2 }]);
  });

  it("goes on where it was cut off, counting both parts", async () => {
    const { ctx } = createTestContext(current().db);
    const rows = numbered(1_000);
    for (const transactions of [1, 2, 4]) {
      const cut = { ...ctx, db: failingAfter(ctx.db, transactions) };
      await expect(importRows({ ctx: cut, kind: "need", rows, source })).rejects.toMatchObject({ code: "unavailable" });
    }
    const processed: number[] = [];
    const result = await importRows({
      ctx,
      kind: "need",
      rows,
      source,
      onProgress: (at) => processed.push(at.processed),
    });
    expect(result).toMatchObject({ created: 1_000, updated: 0, unchanged: 0, failed: [] });
    expect(processed[0]).toBe(500);
    expect((await listRecords({ ctx, kind: "need", input: { withTotal: true, limit: 1 } })).total).toBe(1_000);
    expect(await ctx.db.orm.select({ status: importBatchTable.status }).from(importBatchTable)).toEqual([
      { status: "done" },
    ]);
  });

  it("stores the others when the database refuses one row", async () => {
    const { ctx } = createTestContext(current().db);
    const taken = await createRecord({ ctx, kind: "need", input: { content: { title: "占位" } } });
    await importRows({ ctx, kind: "need", rows: [needRow(0)], source });
    // The third new id is one that is taken, and again when its row is tried alone: an error of the database, not of the row.
    const ids = [7_001, 7_002, null, 7_004, 7_005, 7_006, null, 7_008].map((n) => (n === null ? taken.id : testId(n)));
    const clashing = { ...ctx, newId: () => ids.shift() ?? ctx.newId() };
    const rows = [1, 2, 3, 4].map((n) => needRow(n, { content: { organizationName: "" } }));
    const result = await importRows({ ctx: clashing, kind: "need", rows, source });
    expect(result).toMatchObject({ created: 3, failed: [{ code: "not_stored" }] });
    expect((await listRecords({ ctx, kind: "need", input: { withTotal: true } })).total).toBe(5);
    expect(await importRows({ ctx, kind: "need", rows, source })).toMatchObject({
      created: 1,
      unchanged: 3,
      failed: [],
    });
  });

  it("stores each row once when the same file is imported by several at once", async () => {
    const { ctx } = createTestContext(current().db);
    const rows = numbered(500);
    const others = { ...ctx, db: current().connectAgain?.() ?? ctx.db };
    const results = await Promise.all(
      [ctx, others, ctx].map((one) => importRows({ ctx: one, kind: "need", rows, source })),
    );
    expect((await listRecords({ ctx, kind: "need", input: { withTotal: true, limit: 1 } })).total).toBe(500);
    for (const { created, unchanged } of results) expect(created + unchanged).toBe(500);
  });

  it("lets other work pass while 5,000 rows are coming in", async () => {
    const { ctx } = createTestContext(current().db);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const started = performance.now();
    await importRows({ ctx, kind: "need", rows: numbered(5_000), source });
    clearInterval(timer);
    console.log(`5,000 rows in ${Math.round(performance.now() - started)} ms, longest stall ${Math.round(longest)} ms`);
    expect((await listRecords({ ctx, kind: "need", input: { withTotal: true, limit: 1 } })).total).toBe(5_000);
  });
});

/** The database, gone after some transactions. */
function failingAfter(db: Database, transactions: number): Database {
  let left = transactions;
  return {
    ...db,
    transaction: <T>(fn: (tx: Orm) => Promise<T>) => {
      left -= 1;
      if (left < 0) return Promise.reject(new AppError("unavailable", "数据库暂时不可用"));
      return db.transaction(fn);
    },
  };
}
