import { and, asc, desc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { changeDisclosure } from "../../src/app/disclosure/change-disclosure.ts";
import { confirmRedaction } from "../../src/app/disclosure/confirm-redaction.ts";
import { previewNeed } from "../../src/app/disclosure/preview-need.ts";
import { suggestWording } from "../../src/app/disclosure/suggest-wording.ts";
import { changeIntroduction } from "../../src/app/introduction/change-introduction.ts";
import { needAccess } from "../../src/app/introduction/need-access.ts";
import { requestIntroduction } from "../../src/app/introduction/request-introduction.ts";
import { revealContact } from "../../src/app/introduction/reveal-contact.ts";
import { explainMatch } from "../../src/app/match/explain-match.ts";
import { getMatches } from "../../src/app/match/get-matches.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { getRecords } from "../../src/app/record/get-records.ts";
import { listRecords } from "../../src/app/record/list-records.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import { searchRecords } from "../../src/app/search/search-records.ts";
import { suggestNames } from "../../src/app/search/suggest-names.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { confidentialityText } from "../../src/domain/disclosure/introduction.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import type { RecordOf } from "../../src/domain/shared/record-content.ts";
import { testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { divergence } from "../support/divergence.ts";
import {
  createDisclosureContext,
  type DisclosureTest,
  disclosedNeed,
  insiders,
  organizations,
  outsiders,
  owner,
  university,
  user,
} from "./disclosure-setup.ts";

const content = {
  title: "甲公司螺杆耐蚀涂层",
  problem: "甲公司螺杆在盐雾试验中起泡，耐蚀涂层附着力不足",
  organizationName: "原文单位甲有限公司",
  keywords: ["耐蚀涂层"],
  field: "04.02",
  regionCode: "330302",
  budgetFen: 5_000_000,
};
const texts = { title: "某企业耐蚀涂层", problem: "零件在盐雾试验中起泡，耐蚀涂层附着力不足" };
const { visitor, rival } = outsiders as { visitor: Principal; rival: Principal };
const contact = { name: "王某", phone: "13911112222", email: "" };

const newNeed = (test: DisclosureTest) => disclosedNeed(test, content, texts, "public", contact);

/** What a principal gets of a need, wherever it asks. */
async function seenBy(test: DisclosureTest, principal: Principal, id: string): Promise<string[]> {
  const ctx = test.as(principal);
  const app = test.appFor(principal);
  const places: string[] = [];
  const note = (place: string, isThere: boolean) => isThere && places.push(place);
  note("read", (await getRecords({ ctx, kind: "need", ids: [id] })).length > 0);
  note(
    "list",
    (await listRecords({ ctx, kind: "need" })).items.some((need) => need.id === id),
  );
  for (const query of ["", "耐蚀涂层"]) {
    const { hits, totals } = await searchRecords({ ctx, input: { query, kinds: ["need"] } });
    note(`search ${query}`, hits.length > 0 || totals.need > 0);
  }
  for (const path of [`/needs/${id}`, `/api/v1/needs/${id}`]) note(path, (await app.request(path)).status === 200);
  for (const path of ["/", "/search?q=%E8%80%90%E8%9A%80", "/api/v1/needs", "/api/v1/search"]) {
    note(path, (await (await app.request(path)).text()).includes(id));
  }
  return places;
}

async function introduce(test: DisclosureTest, need: RecordOf<"need">): Promise<string> {
  const id = await requestIntroduction({ ctx: test.as(university), needId: need.id, input: { message: "有同类经验" } });
  await changeIntroduction({ ctx: test.as(owner), id, input: { action: "approve" } });
  return id;
}

describeOnDatabase("disclosure", (current) => {
  it("goes up by stages, each audited, and down at once", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await newNeed(test);
    const read = async (principal: Principal) =>
      (await getRecord({ ctx: test.as(principal), kind: "need", id: need.id })).content;
    expect(await read(visitor)).toMatchObject({
      title: texts.title,
      organizationName: "",
      budgetFen: null,
      regionCode: "330300",
    });
    expect(await read(university)).toMatchObject({ title: texts.title, organizationName: "", budgetFen: 5_000_000 });
    const asUniversity = test.as(university);
    const id = await requestIntroduction({ ctx: asUniversity, needId: need.id, input: { message: "有同类经验" } });
    expect(await read(university)).toMatchObject({ title: texts.title });
    await expect(
      requestIntroduction({ ctx: asUniversity, needId: need.id, input: { message: "再" } }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(changeIntroduction({ ctx: asUniversity, id, input: { action: "approve" } })).rejects.toMatchObject({
      code: "precondition_failed",
    });
    await expect(changeIntroduction({ ctx: test.as(rival), id, input: { action: "approve" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      changeIntroduction({ ctx: test.as(insiders.staff), id, input: { action: "approve" } }),
    ).rejects.toMatchObject({
      code: "invalid_input",
    });
    await changeIntroduction({
      ctx: test.as(insiders.staff),
      id,
      input: { action: "approve", reason: "企业电话委托" },
    });
    expect(await read(university)).toMatchObject({
      title: content.title,
      organizationName: content.organizationName,
      regionCode: "330302",
    });
    const reveal = () => revealContact({ ctx: asUniversity, needId: need.id, input: { reason: "约定面谈" } });
    await expect(reveal()).rejects.toMatchObject({ code: "forbidden" });
    const accept = (version: string) =>
      changeIntroduction({
        ctx: asUniversity,
        id,
        input: { action: "acceptConfidentiality", confidentialityVersion: version },
      });
    await expect(accept("old")).rejects.toMatchObject({ code: "invalid_input" });
    await accept(confidentialityText.version);
    expect(await reveal()).toEqual(contact);
    await changeIntroduction({ ctx: test.as(owner), id, input: { action: "revoke", reason: "合作终止" } });
    expect(await read(university)).toMatchObject({ title: texts.title, organizationName: "" });
    await expect(reveal()).rejects.toMatchObject({ code: "forbidden" });
    const trail = await current()
      .db.orm.select({
        action: auditTable.action,
        actor: auditTable.actor,
        reason: auditTable.reason,
        details: auditTable.details,
        onBehalfOf: auditTable.onBehalfOf,
      })
      .from(auditTable)
      .where(and(eq(auditTable.subjectId, need.id)))
      .orderBy(asc(auditTable.seq));
    expect(trail.map(({ action, details, actor, reason }) => [action, details.to, actor, reason])).toEqual([
      ["disclosure.change", undefined, owner.id, ""],
      ["redaction.confirm", undefined, owner.id, ""],
      ["introduction.change", "requested", university.id, "有同类经验"],
      ["introduction.change", "approved", insiders.staff.id, "企业电话委托"],
      ["introduction.change", "confidential", university.id, ""],
      ["contact.reveal", undefined, university.id, "约定面谈"],
      ["introduction.change", "revoked", owner.id, "合作终止"],
    ]);
    expect(trail[3]!.onBehalfOf).toBe(organizations.owner);
    expect((await needAccess({ ctx: asUniversity, id: need.id })).introductions).toMatchObject([
      { status: "revoked", isOurs: true },
    ]);
    await expect(
      requestIntroduction({ ctx: test.as(visitor), needId: need.id, input: { message: "我" } }),
    ).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(
      requestIntroduction({ ctx: test.as(rival), needId: need.id, input: { message: "我" } }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  const changes: Record<string, (test: DisclosureTest, need: RecordOf<"need">) => Promise<unknown>> = {
    "made private": (test, { id, version }) =>
      changeDisclosure({
        ctx: test.as(owner),
        id,
        ifVersion: version,
        input: { visibility: "private", levels: {}, restrictedTo: null },
      }),
    "limited to named organisations": (test, { id, version }) =>
      changeDisclosure({
        ctx: test.as(owner),
        id,
        ifVersion: version,
        input: { visibility: "public", levels: {}, restrictedTo: [organizations.university] },
      }),
    "changed in content": (test, { id, version }) =>
      updateRecord({
        ctx: test.as(owner),
        kind: "need",
        id,
        ifVersion: version,
        input: { content: { ...content, title: "另一项" } },
      }),
    withdrawn: (test, { id, version }) => withdrawRecord({ ctx: test.as(owner), kind: "need", id, ifVersion: version }),
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`of a need ${name} ends at once while the indexer stands still, and the index agrees once it runs`, async () => {
      const test = await createDisclosureContext(current().db);
      const need = await newNeed(test);
      await test.indexer.drain();
      for (const principal of [visitor, rival]) expect((await seenBy(test, principal, need.id)).length).toBe(10);
      await change(test, need);
      for (const principal of [visitor, rival]) expect(await seenBy(test, principal, need.id)).toEqual([]);
      await test.indexer.drain();
      for (const principal of [visitor, rival]) expect(await seenBy(test, principal, need.id)).toEqual([]);
      expect(await divergence(current().db, test.ctx.search)).toEqual([]);
      for (const audience of ["public", "members"] as const)
        expect((await test.ctx.search.versions("need", audience)).size).toBe(0);
    });
  }

  it("of levels lowered or raised holds at once, for pages and for what was indexed before", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await newNeed(test);
    await test.indexer.drain();
    const ctx = test.as(rival);
    const found = async (query: string) =>
      (await searchRecords({ ctx, input: { query, kinds: ["need"] } })).totals.need;
    expect([await found("耐蚀涂层"), await found("螺杆")]).toEqual([1, 0]);
    const change = (ifVersion: number, levels: object) =>
      changeDisclosure({
        ctx: test.as(owner),
        id: need.id,
        ifVersion,
        input: { visibility: "signedIn", levels, restrictedTo: null },
      });
    await change(3, { title: 1, problem: 1 });
    expect((await getRecord({ ctx, kind: "need", id: need.id })).content.title).toBe(content.title);
    await test.indexer.drain();
    expect(await found("螺杆")).toBe(1);
    await change(4, { keywords: 2 });
    // The index still finds it by words that are hidden now: it is not told.
    expect(await found("螺杆")).toBe(0);
    expect(await getRecord({ ctx, kind: "need", id: need.id })).toMatchObject({
      content: { title: texts.title, keywords: [] },
    });
    await test.indexer.drain();
    expect([await found("耐蚀涂层"), await found("螺杆")]).toEqual([1, 0]);
    await expect(change(5, { organizationName: 1 })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(change(1, {})).rejects.toMatchObject({ code: "stale_version" });
    for (const principal of [rival, university])
      await expect(
        changeDisclosure({
          ctx: test.as(principal),
          id: need.id,
          ifVersion: 5,
          input: { visibility: "public", levels: {}, restrictedTo: null },
        }),
      ).rejects.toMatchObject({ code: principal === rival ? "not_found" : "forbidden" });
  });

  it("asks for a wording anew once the content changed, and takes none that names the firm", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await newNeed(test);
    const ctx = test.as(owner);
    await updateRecord({
      ctx,
      kind: "need",
      id: need.id,
      ifVersion: 3,
      input: { content: { ...content, title: "改" } },
    });
    expect(await previewNeed({ ctx, id: need.id })).toMatchObject({ redactionIsStale: true, widest: "internal" });
    const confirm = (title: string) =>
      confirmRedaction({ ctx, id: need.id, ifVersion: 4, input: { texts: { title } } });
    for (const title of ["", "原文单位甲 有限公司的涂层", "原文單位甲有限公司"])
      await expect(confirm(title)).rejects.toMatchObject({ code: "invalid_input" });
    await confirm("新的脱敏名称");
    expect(await previewNeed({ ctx, id: need.id })).toMatchObject({
      redactionIsStale: false,
      widest: "public",
      views: { 0: { content: { title: "新的脱敏名称", problem: "" } } },
    });
  });

  it("asks for no wording anew for a budget or a date, which it never told", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await newNeed(test);
    const ctx = test.as(owner);
    const save = (ifVersion: number, change: object) =>
      updateRecord({ ctx, kind: "need", id: need.id, ifVersion, input: { content: { ...content, ...change } } });
    await save(3, { budgetFen: 8_000_000, deadline: "2027-03-01", wantedTrl: 7 });
    expect(await previewNeed({ ctx, id: need.id })).toMatchObject({ redactionIsStale: false, widest: "public" });
    await save(4, { budgetFen: 8_000_000, regionCode: "440300" });
    expect(await previewNeed({ ctx, id: need.id })).toMatchObject({ redactionIsStale: true });
    // Back to what was confirmed is not confirmed again by a date.
    await save(5, { budgetFen: 8_000_000, regionCode: "440300", deadline: "2028-01-01" });
    expect(await previewNeed({ ctx, id: need.id })).toMatchObject({ redactionIsStale: true });
  });

  it("asks staff who confirm a wording in the owner's place for their grounds, and audits for whom it was", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await newNeed(test);
    const confirm = (who: Principal, reason?: string) =>
      confirmRedaction({
        ctx: test.as(who),
        id: need.id,
        ifVersion: 3,
        input: { texts: { title: "脱敏名称" }, ...(reason && { reason }) },
      });
    await expect(confirm(insiders.staff)).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ where: "reason" }],
    });
    await confirm(insiders.staff, "已与企业负责人电话核对");
    const [last] = await test.ctx.db.orm
      .select()
      .from(auditTable)
      .where(eq(auditTable.action, "redaction.confirm"))
      .orderBy(desc(auditTable.seq))
      .limit(1);
    expect(last).toMatchObject({
      actor: insiders.staff.id,
      onBehalfOf: organizations.owner,
      reason: "已与企业负责人电话核对",
    });
  });

  it("counts the known firms a wording still fits, among published needs of the province", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await disclosedNeed(test, { ...content, field: "401" }, texts, "public");
    const advise = async () => (await suggestWording({ ctx: test.as(owner), need }))!.firms;
    const before = await advise();
    const [stored] = await test.ctx.db.orm.select().from(needTable).where(eq(needTable.id, need.id));
    const twin = (n: number, change: object) => ({
      ...stored!,
      id: testId(9_000 + n),
      seq: undefined,
      number: `twin-${n}`,
      organizationId: testId(9_100 + n),
      ...change,
    });
    const firms = Array.from({ length: 6 }, (_, n) => testId(9_100 + n));
    const stamp = {
      createdBy: "t",
      version: 1,
      createdAt: new Date(0),
      updatedAt: new Date(0),
      status: "active" as const,
    };
    await test.ctx.db.orm.insert(organizationTable).values(
      firms.map((id, n) => ({
        id,
        name: `同类企业${n}`,
        nameKey: `同类企业${n}`,
        kind: "enterprise" as const,
        ...stamp,
      })),
    );
    await test.ctx.db.orm.insert(needTable).values([0, 1, 2].map((n) => twin(n, {})));
    expect((await advise()).k).toBe(before.k + 3);
    await test.ctx.db.orm
      .insert(needTable)
      .values([twin(3, { visibility: "private" }), twin(4, { redaction: null }), twin(5, { regionCode: "440300" })]);
    expect((await advise()).k).toBe(before.k + 3);
    expect(before.warning).not.toBeNull();
  });

  it("filters lists by what the reader sees alone", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await newNeed(test);
    const listed = async (principal: Principal, filter: object) =>
      (await listRecords({ ctx: test.as(principal), kind: "need", input: { filter, withTotal: true } })).total;
    const byFirm = { organizationName: content.organizationName };
    for (const principal of [visitor, rival, university]) {
      expect([await listed(principal, {}), await listed(principal, byFirm)]).toEqual([1, 0]);
      expect([
        await listed(principal, { regionCode: "330300" }),
        await listed(principal, { regionCode: "330302" }),
      ]).toEqual([1, 0]);
    }
    for (const principal of [owner, insiders.staff]) {
      expect([await listed(principal, byFirm), await listed(principal, { regionCode: "330302" })]).toEqual([1, 1]);
    }
    await introduce(test, need);
    expect([await listed(university, byFirm), await listed(university, { regionCode: "330302" })]).toEqual([1, 1]);
    expect(await listed(rival, byFirm)).toBe(0);
  });

  it("lets staff of a region search, count and complete within their subtree alone", async () => {
    const test = await createDisclosureContext(current().db);
    const ofRegion = async (title: string, regionCode: string | null, principal = test.ctx.principal) =>
      createRecord({
        ctx: test.as(principal),
        kind: "need",
        input: { content: { title, keywords: ["耐蚀"], organizationName: `${title}公司`, regionCode } },
      });
    await ofRegion("鹿城需求", "330302");
    await ofRegion("龙湾需求", "330303");
    await ofRegion("上海需求", "310101");
    const county = user(20, ["staff"], {
      organizationId: organizations.bureau,
      organizationKind: "bureau",
      region: "330302",
    });
    const prefecture = user(21, ["staff"], { ...county, id: "prefecture", region: "330300" });
    await ofRegion("未写地区", null, county);
    await current()
      .db.orm.update(organizationTable)
      .set({ regionCode: "330302" })
      .where(eq(organizationTable.name, "无地区公司"));
    await test.indexer.drain();
    const seen = async (principal: Principal, query = "") => {
      const ctx = test.as(principal);
      const { hits, totals, facets, correctedTo } = await searchRecords({
        ctx,
        input: { query, kinds: ["need"], facets: ["organization"] },
      });
      return {
        titles: hits.map(({ title }) => title).sort(),
        total: totals.need,
        counted: facets.organization!.length,
        correctedTo,
      };
    };
    expect(await seen(county)).toEqual({ titles: ["未写地区", "鹿城需求"], total: 2, counted: 2, correctedTo: null });
    expect((await seen(prefecture)).total).toBe(3);
    expect((await seen(test.ctx.principal)).total).toBe(4);
    expect(await seen(county, "shanghaixuqiu")).toMatchObject({ total: 0, correctedTo: null });
    expect(await seen(prefecture, "longwanxuqiu")).toMatchObject({ titles: ["龙湾需求"] });
    const completed = async (principal: Principal) =>
      (await suggestNames({ ctx: test.as(principal), input: { prefix: "龙湾" } })).suggestions.map(({ text }) => text);
    expect([await completed(county), (await completed(prefecture)).length]).toEqual([[], 2]);
    await expect(
      searchRecords({ ctx: test.as(county), input: { filter: { scope: ["330303"] } } }),
    ).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("keeps lists for members to what members may see, and every list to its own subject", async () => {
    const test = await createDisclosureContext(current().db);
    const need = await newNeed(test);
    const expertOf = (name: string, visibility: "signedIn" | "private") =>
      createRecord({
        ctx: test.as(university),
        kind: "expert",
        input: {
          visibility,
          content: {
            name,
            organizationName: "某丙大学",
            researchDirections: ["耐蚀涂层附着力", "螺杆"],
            fields: ["04.02"],
          },
        },
      });
    const open = await expertOf("公开专家", "signedIn");
    const closed = await expertOf("内部专家", "private");
    await test.indexer.drain();
    const list = (principal: Principal, kind: "need" | "expert", id: string, targetKind: "need" | "expert") =>
      getMatches({ ctx: test.as(principal), input: { subject: { kind, id }, targetKind } });
    expect((await list(owner, "need", need.id, "expert")).items.map(({ target }) => target.title)).toEqual([
      "公开专家",
    ]);
    expect((await list(test.ctx.principal, "need", need.id, "expert")).items).toHaveLength(2);
    expect((await list(owner, "need", need.id, "expert")).items).toHaveLength(1);

    const forUniversity = await list(university, "expert", open.id, "need");
    expect(forUniversity.items).toMatchObject([{ target: { title: texts.title, organizationName: "", number: null } }]);
    expect(JSON.stringify(forUniversity.items[0]!.targetQuotes)).not.toContain("螺杆");
    const forStaff = await list(test.ctx.principal, "expert", open.id, "need");
    expect(forStaff.items[0]!.score).toBeGreaterThan(forUniversity.items[0]!.score);
    const why = { subject: { kind: "expert", id: open.id }, target: { kind: "need", id: need.id } } as const;
    expect(JSON.stringify(await explainMatch({ ctx: test.as(university), input: why }))).not.toMatch(/甲公司|原文单位/);

    for (const principal of [rival, university])
      await expect(list(principal, "need", need.id, "expert")).rejects.toMatchObject({ code: "not_found" });
    for (const id of [open.id, closed.id])
      await expect(list(rival, "expert", id, "need")).rejects.toMatchObject({ code: "not_found" });
    await expect(list(visitor, "need", need.id, "expert")).rejects.toMatchObject({ code: "unauthenticated" });

    await changeDisclosure({
      ctx: test.as(owner),
      id: need.id,
      ifVersion: 3,
      input: { visibility: "private", levels: {}, restrictedTo: null },
    });
    expect((await list(university, "expert", open.id, "need")).items).toEqual([]);
    await expect(explainMatch({ ctx: test.as(university), input: why })).rejects.toMatchObject({ code: "not_found" });
  });

  it("leaves a review that was refused in its boxes, and says what is wrong with it", async () => {
    const test = await createDisclosureContext(current().db);
    const { id } = await createRecord({ ctx: test.as(owner), kind: "need", input: { content } });
    const review = async (decision: string, reasons: string[]) => {
      const body = new URLSearchParams([
        ["version", "1"],
        ["decision", decision],
        ["note", "请先与车间核对"],
      ]);
      for (const reason of reasons) body.append("reasons", reason);
      const headers = { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost" };
      const init = { method: "POST", headers, body: body.toString() };
      const answer = await test.appFor(insiders.staff).request(`/needs/${id}/review`, init);
      return { status: answer.status, text: await answer.text() };
    };
    const bare = await review("return", []);
    expect([bare.status, bare.text.includes("退回时请至少勾选一条原因")]).toEqual([400, true]);
    expect(bare.text).toContain("请先与车间核对");
    const both = await review("accept", ["unclear"]);
    expect(both.text).toContain("要通过请先取消勾选");
    expect(both.text).toMatch(/value="unclear" checked/);
    expect((await review("return", ["unclear"])).status).toBe(303);
  });

  it("is decided on pages and over the API alike", async () => {
    const test = await createDisclosureContext(current().db);
    const { id } = await createRecord({ ctx: test.as(owner), kind: "need", input: { content, contact } });
    const post = async (principal: Principal, path: string, fields: Record<string, string>) => {
      const headers = { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost" };
      const body = new URLSearchParams(fields).toString();
      const answer = await test.appFor(principal).request(path, { method: "POST", headers, body });
      return { status: answer.status, text: await answer.text() };
    };
    const pageOf = async (principal: Principal, path: string) => (await test.appFor(principal).request(path)).text();
    const base = `/needs/${id}`;
    expect(await pageOf(owner, `${base}/disclosure`)).toContain("还没有确认脱敏文本");
    expect((await post(owner, `${base}/redaction`, { version: "1", ...texts })).status).toBe(303);
    const levels = { visibility: "signedIn", restrictedTo: "某丙大学\n", "level.budget": "2", reason: "" };
    expect((await post(owner, `${base}/disclosure`, { version: "2", ...levels })).status).toBe(303);
    expect(
      (await post(owner, `${base}/disclosure`, { version: "3", ...levels, restrictedTo: "没有这家" })).text,
    ).toContain("没有这家");
    expect((await post(owner, `${base}/disclosure`, { version: "3", ...levels, "level.contact": "0" })).status).toBe(
      400,
    );
    // What is chosen beside the wording goes with it, and what was refused stays in its boxes.
    const edited = { ...levels, ...texts, title: "改过的脱敏名称", visibility: "public" };
    const kept = await post(owner, `${base}/disclosure`, { version: "3", ...edited });
    expect([kept.status, kept.text.includes("还没有确认"), kept.text.includes("改过的脱敏名称")]).toEqual([
      200,
      true,
      true,
    ]);
    const refused = await post(owner, `${base}/redaction`, { version: "4", ...edited, restrictedTo: "没有这家" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("脱敏文本已确认；披露范围没有保存");
    const both = { ...edited, title: texts.title, visibility: "signedIn" };
    expect((await post(owner, `${base}/redaction`, { version: "5", ...both, title: "" })).text).toContain("需求名称");
    expect((await post(owner, `${base}/redaction`, { version: "5", ...both })).status).toBe(303);
    expect(await previewNeed({ ctx: test.as(owner), id })).toMatchObject({
      need: { visibility: "signedIn" },
      redaction: { texts: { title: texts.title } },
      redactionIsStale: false,
    });
    const members = await pageOf(owner, `${base}/disclosure?as=members`);
    const preview = members.slice(members.indexOf("disclosure-preview"), members.indexOf('id="redaction-title"'));
    expect(preview).toContain(texts.title);
    expect(preview.slice(0, preview.indexOf("脱敏文本"))).not.toMatch(/甲公司|原文单位|50 万/);
    expect((await test.appFor(rival).request(base)).status).toBe(404);

    expect((await post(university, `${base}/introductions`, { message: "希望对接" })).status).toBe(303);
    const ownPage = await pageOf(owner, base);
    const introduction = /introductions\/([0-9a-f-]{36})/.exec(ownPage)![1]!;
    expect(
      (await post(owner, `/introductions/${introduction}`, { need: id, action: "approve", reason: "同意" })).status,
    ).toBe(303);
    expect(await pageOf(university, base)).toContain(content.organizationName);
    const version = confidentialityText.version;
    const accept = { need: id, action: "acceptConfidentiality", confidentialityVersion: version };
    expect((await post(university, `/introductions/${introduction}`, accept)).status).toBe(303);
    expect((await post(university, `${base}/contact`, { reason: "约定面谈" })).text).toContain(contact.phone);

    const api = async (
      principal: Principal,
      method: string,
      path: string,
      body?: unknown,
      more: Record<string, string> = {},
    ) => {
      const headers = { "content-type": "application/json", origin: "http://localhost", ...more };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      return test.appFor(principal).request(`/api/v1${path}`, init);
    };
    const told = (await (await api(owner, "GET", `${base}/disclosure`)).json()) as {
      views: Record<string, { title: string }>;
    };
    expect([told.views.members!.title, told.views.introduced!.title]).toEqual([texts.title, content.title]);
    expect((await api(university, "GET", `${base}/disclosure`)).status).toBe(404);
    const change = { action: "revoke", reason: "终止" };
    expect((await api(rival, "POST", `/introductions/${introduction}/changes`, change)).status).toBe(404);
    expect((await api(owner, "POST", `/introductions/${introduction}/changes`, change)).status).toBe(204);
    expect((await api(university, "POST", `${base}/contact-reveals`, { reason: "再看" })).status).toBe(403);
    const open = { visibility: "public", levels: {}, restrictedTo: null };
    expect((await api(owner, "PUT", `${base}/disclosure`, open)).status).toBe(428);
    expect(
      (await api(owner, "PUT", `${base}/disclosure`, { ...open, status: "met" }, { "if-match": '"7"' })).status,
    ).toBe(400);
    expect((await api(owner, "PUT", `${base}/disclosure`, open, { "if-match": '"7"' })).status).toBe(200);
    expect((await test.appFor(visitor).request(base)).status).toBe(200);
    expect((await api(visitor, "POST", `${base}/introductions`, { message: "我" })).status).toBe(401);
  });
});
