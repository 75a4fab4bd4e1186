import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getContact } from "../../src/app/record/get-contact.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { getRecords } from "../../src/app/record/get-records.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { outboxTable } from "../../src/db/schema/outbox.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { entityKinds } from "../../src/domain/shared/entity.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { sampleContent } from "../support/samples.ts";

const ID = testId(900);
const FOREIGN = testId(901);
const contact = { name: "王某", phone: "13800000000", email: "" };

describeOnDatabase("createRecord", (current) => {
  it("stores a record of each kind that reads back the same", async () => {
    const { ctx } = createTestContext(current().db);
    for (const kind of entityKinds) {
      const created = await createRecord({
        ctx,
        kind,
        input: { content: sampleContent(kind, "样本甲"), number: "A-1" },
      });
      expect(created).toMatchObject({ kind, version: 1, number: "A-1", createdBy: "localStaff", createdAt: ctx.now() });
      expect(await getRecord({ ctx, kind, id: created.id })).toEqual(created);
    }
    const organizations = await ctx.db.orm.select().from(organizationTable).orderBy(organizationTable.name);
    expect(organizations.map(({ name, kind }) => [name, kind])).toEqual(
      expect.arrayContaining([
        ["某某企业", "enterprise"],
        ["某某大学", "institution"],
        ["某某研究院", "institution"],
      ]),
    );
  });

  it("returns the same record when the same form arrives twice, also at once", async () => {
    const { ctx } = createTestContext(current().db);
    const input = { id: ID, content: sampleContent("need", "防腐涂料"), contact };
    const sent = await Promise.all([1, 2, 3].map(() => createRecord({ ctx, kind: "need", input })));
    expect(new Set(sent.map(({ id }) => id))).toEqual(new Set([ID]));
    expect(await ctx.db.orm.select().from(needTable)).toHaveLength(1);
    expect(await ctx.db.orm.select().from(outboxTable)).toHaveLength(1);
  });

  it("refuses other content under a taken id", async () => {
    const { ctx } = createTestContext(current().db);
    await createRecord({ ctx, kind: "need", input: { id: ID, content: sampleContent("need", "防腐涂料") } });
    const other = createRecord({ ctx, kind: "need", input: { id: ID, content: sampleContent("need", "焊接") } });
    await expect(other).rejects.toMatchObject({ code: "conflict", reason: "id_taken" });
    const otherContact = { id: ID, content: sampleContent("need", "防腐涂料"), contact };
    await expect(createRecord({ ctx, kind: "need", input: otherContact })).rejects.toMatchObject({ code: "conflict" });
  });

  it("names every field that is wrong and stores nothing", async () => {
    const { ctx } = createTestContext(current().db);
    const content = { title: "甲", budgetFen: -1, unknownField: 1, keywords: "不是列表" };
    await expect(createRecord({ ctx, kind: "need", input: { content } })).rejects.toMatchObject({
      code: "invalid_input",
      issues: expect.arrayContaining([
        expect.objectContaining({ where: "budgetFen", found: "-1" }),
        expect.objectContaining({ where: "keywords" }),
      ]),
    });
    expect(await ctx.db.orm.select().from(needTable)).toEqual([]);
    expect(await ctx.db.orm.select().from(outboxTable)).toEqual([]);
  });

  it("stores text a database would refuse, made storable", async () => {
    const { ctx } = createTestContext(current().db);
    const content = { title: "甲\0乙\ud800丙𠮷", keywords: ["a\0b"] };
    const { id } = await createRecord({ ctx, kind: "need", input: { content, raw: { "名\0称": "x\udfff" } } });
    const stored = await getRecord({ ctx, kind: "need", id });
    expect(stored.content.title).toBe("甲乙\ufffd丙𠮷");
    expect(stored.content.keywords).toEqual(["ab"]);
  });

  it("keeps the contact apart from the record and out of its raw row", async () => {
    const { ctx } = createTestContext(current().db);
    const raw = { 联系电话: "138 0000 0000", 备注: "请打13800000000找王某", 预算: 50 };
    const { id } = await createRecord({
      ctx,
      kind: "need",
      input: { content: sampleContent("need", "甲"), contact, raw },
    });
    expect(await getContact({ ctx, kind: "need", id })).toEqual(contact);
    expect(JSON.stringify(await getRecord({ ctx, kind: "need", id }))).not.toContain("13800000000");
    const rows = await ctx.db.orm.select().from(needTable);
    expect(rows[0]?.raw).toEqual({ 联系电话: "{phone}", 备注: "请打{phone}找{name}", 预算: 50 });
    expect(JSON.stringify(rows)).not.toContain("13800000000");
  });
});

describeOnDatabase("updateRecord", (current) => {
  it("writes the next version with its contact and keeps what is left out", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const { id } = await createRecord({ ctx, kind: "need", input: { content: sampleContent("need", "甲"), contact } });
    advance(1_000);
    const updated = await updateRecord({
      ctx,
      kind: "need",
      id,
      ifVersion: 1,
      input: { content: { title: "乙", organizationName: "新企业" } },
    });
    expect(updated).toMatchObject({ version: 2, content: { title: "乙", problem: "" }, updatedAt: ctx.now() });
    expect(updated.createdAt).not.toEqual(updated.updatedAt);
    expect(await getContact({ ctx, kind: "need", id })).toEqual(contact);
    await updateRecord({ ctx, kind: "need", id, ifVersion: 2, input: { contact: {} } });
    expect(await getContact({ ctx, kind: "need", id })).toBeNull();
    expect(await getRecord({ ctx, kind: "need", id })).toMatchObject({ version: 3, content: { title: "乙" } });
  });

  it("writes nothing when nothing differs", async () => {
    const { ctx } = createTestContext(current().db);
    const content = sampleContent("expert", "张三");
    const { id } = await createRecord({ ctx, kind: "expert", input: { content, contact } });
    expect(await updateRecord({ ctx, kind: "expert", id, ifVersion: 1, input: { content, contact } })).toMatchObject({
      version: 1,
    });
  });

  it("lets one of two writers win and tells the other the current version", async () => {
    const { ctx } = createTestContext(current().db);
    const { id } = await createRecord({ ctx, kind: "need", input: { content: sampleContent("need", "甲") } });
    const writes = ["乙", "丙", "丁", "戊"].map((title) =>
      updateRecord({ ctx, kind: "need", id, ifVersion: 1, input: { content: { title } } }),
    );
    const results = await Promise.allSettled(writes);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") {
        expect(result.reason).toMatchObject({
          code: "stale_version",
          issues: [{ where: "version", found: "1", expected: "2" }],
        });
      }
    }
    expect((await getRecord({ ctx, kind: "need", id })).version).toBe(2);
  });

  it("refuses a record whose state forbids editing", async () => {
    const { ctx } = createTestContext(current().db);
    const { id } = await createRecord({
      ctx,
      kind: "need",
      input: { content: sampleContent("need", "甲"), status: "signed" },
    });
    const update = updateRecord({ ctx, kind: "need", id, ifVersion: 1, input: { content: { title: "乙" } } });
    await expect(update).rejects.toMatchObject({ code: "precondition_failed", reason: "signed" });
  });

  it("does not find a foreign or impossible id", async () => {
    const { ctx } = createTestContext(current().db);
    for (const id of [FOREIGN, "", "' OR 1=1--", "a\0b", "𠮷".repeat(5_000)]) {
      for (const kind of entityKinds) {
        await expect(getRecord({ ctx, kind, id })).rejects.toMatchObject({ code: "not_found" });
        await expect(getContact({ ctx, kind, id })).rejects.toMatchObject({ code: "not_found" });
        await expect(updateRecord({ ctx, kind, id, ifVersion: 1, input: {} })).rejects.toMatchObject({
          code: "not_found",
        });
        await expect(withdrawRecord({ ctx, kind, id, ifVersion: 1 })).rejects.toMatchObject({ code: "not_found" });
      }
    }
  });
});

describeOnDatabase("withdrawRecord", (current) => {
  it("hides an expert and cancels a need, once", async () => {
    const { ctx } = createTestContext(current().db);
    const expert = await createRecord({ ctx, kind: "expert", input: { content: sampleContent("expert", "张三") } });
    const need = await createRecord({ ctx, kind: "need", input: { content: sampleContent("need", "甲") } });
    const withdrawn = await withdrawRecord({ ctx, kind: "expert", id: expert.id, ifVersion: 1 });
    expect(withdrawn).toMatchObject({ status: "withdrawn", visibility: "hidden", version: 2 });
    const cancelled = await withdrawRecord({ ctx, kind: "need", id: need.id, ifVersion: 1 });
    expect(cancelled).toMatchObject({ status: "cancelled", version: 2 });
    await expect(withdrawRecord({ ctx, kind: "need", id: need.id, ifVersion: 1 })).rejects.toMatchObject({
      code: "stale_version",
    });
    const again = withdrawRecord({ ctx, kind: "need", id: need.id, ifVersion: 2 });
    await expect(again).rejects.toMatchObject({ code: "precondition_failed" });
  });
});

describeOnDatabase("getRecords", (current) => {
  it("keeps the order asked for and leaves out what is missing or, on request, unlisted", async () => {
    const { ctx } = createTestContext(current().db);
    const [a, b, c] = await Promise.all(
      ["甲", "乙", "丙"].map((title) =>
        createRecord({ ctx, kind: "expert", input: { content: sampleContent("expert", title) } }),
      ),
    );
    await withdrawRecord({ ctx, kind: "expert", id: b!.id, ifVersion: 1 });
    const ids = [c!.id, FOREIGN, b!.id, a!.id];
    const names = async (onlySearchable: boolean) =>
      (await getRecords({ ctx, kind: "expert", ids, onlySearchable })).map(({ content }) => content.name);
    expect(await names(false)).toEqual(["丙", "乙", "甲"]);
    expect(await names(true)).toEqual(["丙", "甲"]);
    expect(await getRecords({ ctx, kind: "expert", ids: [] })).toEqual([]);
  });
});
