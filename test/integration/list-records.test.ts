import { beforeEach, expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { listRecords } from "../../src/app/record/list-records.ts";
import { systemStatus } from "../../src/app/status/system-status.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { sampleContent } from "../support/samples.ts";

describeOnDatabase("listRecords", (current) => {
  beforeEach(async () => {
    const { ctx } = createTestContext(current().db);
    for (let n = 0; n < 25; n += 1) {
      const content = {
        ...sampleContent("need", `需求${n}`),
        regionCode: n % 2 === 0 ? "330302" : "320500",
        field: n % 5 === 0 ? "103" : "402",
        organizationName: n % 10 === 0 ? "十号企业" : "某某企业",
      };
      await createRecord({ ctx, kind: "need", input: { content, status: n < 3 ? "draft" : "submitted" } });
    }
  });

  it("pages through everything once, newest first, undisturbed by new records", async () => {
    const { ctx } = createTestContext(current().db);
    const titles: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listRecords<"need">>> = await listRecords({
        ctx,
        kind: "need",
        input: { limit: 7, cursor: cursor ?? undefined, withTotal: true },
      });
      titles.push(...page.items.map(({ content }) => content.title));
      cursor = page.nextCursor;
      const content = { ...sampleContent("need", "后来"), organizationName: "后来企业" };
      await createRecord({ ctx: { ...ctx, newId: () => crypto.randomUUID() }, kind: "need", input: { content } });
    } while (cursor !== null);
    expect(titles).toEqual(Array.from({ length: 25 }, (_, n) => `需求${24 - n}`));
  });

  it("filters by field with its sub-fields, region with its parts, state and organisation", async () => {
    const { ctx } = createTestContext(current().db);
    const total = async (filter: object) =>
      (await listRecords({ ctx, kind: "need", input: { filter, withTotal: true, limit: 1 } })).total;
    expect(await total({})).toBe(25);
    expect(await total({ field: "10" })).toBe(5);
    expect(await total({ field: "103" })).toBe(5);
    expect(await total({ field: "0" })).toBe(0);
    expect(await total({ field: "%" })).toBe(0);
    expect(await total({ regionCode: "330000" })).toBe(13);
    expect(await total({ regionCode: "330300" })).toBe(13);
    expect(await total({ regionCode: "330303" })).toBe(0);
    expect(await total({ status: "draft" })).toBe(3);
    expect(await total({ organizationName: "十号企业", regionCode: "330302" })).toBe(3);
  });

  it("refuses limits, cursors and filters that mean nothing", async () => {
    const { ctx } = createTestContext(current().db);
    const bad = [
      { limit: 0 },
      { limit: 101 },
      { cursor: "x'y" },
      { cursor: "" },
      { filter: { status: "listed" } },
      { filter: { regionCode: "33%" } },
    ];
    for (const input of bad) {
      await expect(listRecords({ ctx, kind: "need", input })).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  it("is counted by systemStatus", async () => {
    const { ctx } = createTestContext(current().db);
    expect(await systemStatus({ ctx })).toMatchObject({
      records: { need: { draft: 3, submitted: 22 }, expert: {} },
      outbox: { pending: 25, failed: 0, oldestAt: ctx.now() },
      index: { analyser: "map-1" },
    });
  });
});
