import { desc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { importRows } from "../../src/app/import/import-rows.ts";
import { exportProfiles } from "../../src/app/own-profiles/export-profiles.ts";
import type { ProfileKind } from "../../src/app/own-profiles/own-rows.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getContact } from "../../src/app/record/get-contact.ts";
import { listRecords } from "../../src/app/record/list-records.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { type Principal, visitor } from "../../src/domain/shared/principal.ts";
import { loadCodeLists, resolversOf } from "../../src/entry/load-code-lists.ts";
import { parseTable } from "../../src/sheets/parse-rows.ts";
import { readTable } from "../../src/sheets/read-workbook.ts";
import { paperWords } from "../../src/web/paper/paper-words.ts";
import { userPrincipal } from "../support/accounts.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";

const office = (school: string) =>
  userPrincipal({ id: `of ${school}`, roles: ["university"], organizationId: school, organizationKind: "institution" });
const [own, other] = [office("某甲大学"), office("某乙大学")];
const contact = { name: "周老师", phone: "13700003333", email: "zhou@school.test" };
const lists = await loadCodeLists();
const { codeNames } = paperWords(lists);

const expert = {
  name: "周某",
  organizationName: "某甲大学",
  department: "材料学院",
  researchDirections: ["膜分离；纳滤", "“浓盐水”处理"],
  bio: "第一段\n第二段，含 = 号",
  keywords: ["纳滤", "=1+1"],
  papers: ["甲：一种膜，及其制备", "乙"],
  fields: ["10", lists.field.find("新材料")!],
  disciplines: ["430"],
  cooperationModes: ["委托开发"],
  cooperationCount: 3,
  available: true,
  regionCode: "330302",
  regionText: "浙江省温州市鹿城区",
};
const achievement = {
  title: "络合镍捕集剂",
  organizationName: "某甲大学",
  abstract: "捕集络合镍",
  trl: 7,
  field: "10",
  priceFen: 12_345_600,
  transferModes: ["许可"],
};

describeOnDatabase("own profiles as a workbook", (current) => {
  async function world() {
    const { ctx, indexer, advance } = createTestContext(current().db);
    const now = ctx.now();
    const stamp = { createdBy: "system", version: 1, createdAt: now, updatedAt: now };
    const school = { kind: "institution" as const, regionCode: null, status: "active" as const, ...stamp };
    await ctx.db.orm
      .insert(organizationTable)
      .values(["某甲大学", "某乙大学"].map((id) => ({ id, name: id, nameKey: id, ...school })));
    const as = (principal: Principal) => ({ ...ctx, principal });
    const add = (kind: ProfileKind, content: object, principal: Principal = own, number: string | null = null) =>
      createRecord({ ctx: as(principal), kind, input: { content, contact, number } });
    const take = async (kind: ProfileKind, principal: Principal = own, input: object = {}) => {
      const asked = { reason: "核对资料", ...input };
      const bytes = await exportProfiles({ ctx: as(principal), kind, names: codeNames, input: asked });
      const table = parseTable(readTable(bytes, { fileName: "导出.xlsx" }), kind, resolversOf(lists));
      return { bytes, table, rows: table.inputs };
    };
    const bring = async (kind: ProfileKind, rows: Parameters<typeof importRows>[0]["rows"]) => {
      const { batchId: _id, ...result } = await importRows({
        ctx,
        kind,
        rows,
        source: { fileName: "a", sha256: "0".repeat(64) },
      });
      return result;
    };
    const all = async (kind: ProfileKind) => {
      const { items } = await listRecords({ ctx, kind, input: { limit: 100 } });
      return new Map(items.map((record) => [record.id, record]));
    };
    return { ctx, as, add, take, bring, all, indexer, advance };
  }

  it("come back without a change, with or without a number of their own", async () => {
    const { add, take, bring, all, indexer } = await world();
    for (const kind of ["expert", "achievement"] as const) {
      const content = kind === "expert" ? expert : achievement;
      await add(kind, content);
      await add(kind, content, own, "1");
      await add(kind, { ...content, organizationName: "" }, own, "1");
      await indexer.drain();
      const before = await all(kind);
      const { table, rows } = await take(kind);
      expect([table.unusable, table.issues, rows.flatMap(({ warnings }) => warnings)]).toEqual([[], [], []]);
      expect(await bring(kind, rows)).toEqual({ created: 0, updated: 0, unchanged: 3, failed: [] });
      expect(await bring(kind, rows.toReversed())).toEqual({ created: 0, updated: 0, unchanged: 3, failed: [] });
      expect(await all(kind)).toEqual(before);
      expect(await indexer.status()).toMatchObject({ pending: 0 });
    }
  });

  it("hold no contact, and bringing them back leaves it as it is", async () => {
    const { ctx, add, take, bring, all, advance } = await world();
    const { id } = await add("expert", expert);
    const { bytes, rows } = await take("expert");
    const said = JSON.stringify(readTable(bytes, { fileName: "a" }).sheets);
    expect(/周老师|13700003333|zhou@|联系|邮箱/.test(said)).toBe(false);
    const changed = rows.map((row) => ({ ...row, content: { ...row.content, title: "教授" } }));
    expect(await bring("expert", changed)).toMatchObject({ created: 0, updated: 1 });
    expect((await all("expert")).get(id)).toMatchObject({ version: 2, content: { title: "教授" } });
    expect(await getContact({ ctx, kind: "expert", id })).toEqual(contact);
    // An older copy says what it says, whatever was changed since.
    advance(60_000);
    await updateRecord({ ctx, kind: "expert", id, ifVersion: 2, input: { content: { ...expert, title: "院士" } } });
    expect(await bring("expert", changed)).toMatchObject({ updated: 1 });
    expect((await all("expert")).get(id)).toMatchObject({ version: 4, content: { title: "教授" } });
  });

  it("refuse a row whose record is not there, and two that say different things of one", async () => {
    const { add, take, bring } = await world();
    await add("expert", expert);
    const [row] = (await take("expert")).rows;
    const twice = { ...row!, row: 3, content: { ...row!.content, title: "教授" } };
    const strange = { ...row!, row: 4, recordId: "gone" };
    const { failed, ...counts } = await bring("expert", [row!, twice, strange]);
    expect(counts).toEqual({ created: 0, updated: 0, unchanged: 1 });
    expect(failed).toMatchObject([
      { row: 3, code: "duplicate_number", found: expect.stringContaining("系统编号与工作表“专家”第 2 行相同") },
      { row: 4, code: "unknown_record", column: "系统编号", found: expect.stringContaining("gone") },
    ]);
  });

  it("are one's own alone, as far as the filter shows, for a reason that is kept", async () => {
    const { ctx, add, take } = await world();
    await add("expert", expert);
    await add("expert", { ...expert, name: "吴某" });
    await add("expert", { ...expert, name: "郑某", organizationName: "某乙大学" }, other);
    const filter = { words: "吴某", incomplete: false, confirmed: "never" };
    expect((await take("expert", own, { filter })).rows.map(({ content }) => content)).toMatchObject([
      { name: "吴某" },
    ]);
    expect((await take("expert", other)).rows.map(({ content }) => content)).toMatchObject([{ name: "郑某" }]);
    const [kept] = await ctx.db.orm
      .select()
      .from(auditTable)
      .where(eq(auditTable.action, "record.export"))
      .orderBy(desc(auditTable.seq));
    expect(kept).toMatchObject({
      actor: "of 某乙大学",
      subjectKind: "expert",
      reason: "核对资料",
      details: { rows: 1 },
    });
    for (const [principal, code, input] of [
      [own, "invalid_input", { reason: " " }],
      [userPrincipal({ roles: ["staff"] }), "precondition_failed", {}],
      [userPrincipal({ roles: ["enterprise"] }), "forbidden", {}],
      [visitor, "unauthenticated", {}],
    ] as const)
      await expect(take("expert", principal, input)).rejects.toMatchObject({ code });
  });
});
