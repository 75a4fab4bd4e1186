import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { createList } from "../../src/app/match-list/create-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { assistWriting } from "../../src/app/need/assist-writing.ts";
import { latestReview } from "../../src/app/need/latest-review.ts";
import { listOwnNeeds } from "../../src/app/need/list-own-needs.ts";
import { reviewNeed } from "../../src/app/need/review-need.ts";
import { submitNeed } from "../../src/app/need/submit-need.ts";
import { deleteDraft, withdrawNeed } from "../../src/app/need/withdraw-need.ts";
import { listNotices } from "../../src/app/notice/read-notices.ts";
import { writesFor } from "../../src/app/organization/owner-of-record.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { introductionTable } from "../../src/db/schema/disclosure.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { needContent } from "../../src/domain/need/need.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { userPrincipal } from "../support/accounts.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createMatchContext } from "./match-setup.ts";
import { firmA, firmB, organizations } from "./route-matrix/principals.ts";

const author = userPrincipal({ organizationId: firmA.id, organizationKind: "enterprise" });
const stranger = userPrincipal({ id: "stranger", organizationId: firmB.id, organizationKind: "enterprise" });
const staff = userPrincipal({ roles: ["staff"] });

describeOnDatabase("a need of one's own", (current) => {
  async function world() {
    const { ctx, indexer, advance } = await createMatchContext(current().db);
    const now = ctx.now();
    const stamp = { createdBy: "system", version: 1, createdAt: now, updatedAt: now };
    await ctx.db.orm.insert(organizationTable).values(
      organizations.map(({ id, name, kind }) => ({
        id,
        name,
        kind,
        nameKey: name,
        regionCode: null,
        status: "active" as const,
        ...stamp,
      })),
    );
    const as = (principal: Principal) => ({ ...ctx, principal });
    const draft = (title: string, principal: Principal = author) =>
      createRecord({ ctx: as(principal), kind: "need", input: { content: { title }, status: "draft" } });
    return { ctx, indexer, advance, as, draft };
  }

  it("is a draft nobody else sees, until it is handed in", async () => {
    const { as, draft } = await world();
    const need = await draft("电镀废水除镍");
    for (const other of [stranger, staff]) {
      const ctx = as(other);
      await expect(getRecord({ ctx, kind: "need", id: need.id })).rejects.toMatchObject({ code: "not_found" });
      await expect(submitNeed({ ctx, id: need.id, ifVersion: 1 })).rejects.toMatchObject({ code: "not_found" });
    }
    const saved = await updateRecord({
      ctx: as(author),
      kind: "need",
      id: need.id,
      ifVersion: 1,
      input: { content: { title: "电镀废水除镍", problem: "出水镍 0.8 mg/L，超标" } },
    });
    expect(saved).toMatchObject({ status: "draft", version: 2 });
    await expect(submitNeed({ ctx: as(author), id: need.id, ifVersion: 1 })).rejects.toMatchObject({
      code: "stale_version",
    });
    expect(await submitNeed({ ctx: as(author), id: need.id, ifVersion: 2 })).toMatchObject({
      status: "submitted",
      version: 3,
    });
    expect((await getRecord({ ctx: as(staff), kind: "need", id: need.id })).content.problem).toContain("0.8");
    await expect(submitNeed({ ctx: as(author), id: need.id, ifVersion: 3 })).rejects.toMatchObject({
      code: "precondition_failed",
    });
  });

  it("is taken back with a reason, which staff and those who asked for it read; a draft is removed", async () => {
    const { ctx, as, draft, indexer } = await world();
    const { id } = await draft("电镀废水除镍");
    const back = (input: object, principal: Principal = author, ifVersion = 2) =>
      withdrawNeed({ ctx: as(principal), id, ifVersion, input });
    await expect(back({ reason: "solved", note: "" }, author, 1)).rejects.toMatchObject({
      code: "precondition_failed",
    });
    await submitNeed({ ctx: as(author), id, ifVersion: 1 });
    const list = await createList({ ctx: as(staff), input: { title: "春季对接会", note: "" } });
    await setNeeds({ ctx: as(staff), listId: list.id, input: { add: [id] } });
    await ctx.db.orm.insert(introductionTable).values({
      id: ctx.newId(),
      needId: id,
      organizationId: firmB.id,
      status: "requested",
      requestedBy: "stranger",
      requestedAt: ctx.now(),
      message: "希望对接",
      reason: "",
      version: 1,
    });
    await expect(back({ reason: "solved", note: "" }, stranger)).rejects.toMatchObject({ code: "not_found" });
    for (const input of [
      { reason: "", note: "" },
      { reason: "other", note: "" },
    ])
      await expect(back(input)).rejects.toMatchObject({ code: "invalid_input" });
    await back({ reason: "solved", note: "换了药剂" });
    expect(await getRecord({ ctx: as(author), kind: "need", id })).toMatchObject({ status: "cancelled", version: 3 });
    const why = "原因：已自行解决：换了药剂";
    const inbox = async (principal: Principal) =>
      (await listNotices({ ctx: as(principal) })).map(({ title, body }) => [title, body]);
    expect(await inbox(stranger)).toEqual([["一项向您推荐的需求已由需求方撤回", why]]);
    expect(await inbox(staff)).toEqual([["名单“春季对接会”中的需求“电镀废水除镍”已由需求方撤回", why]]);
    const [asked] = await ctx.db.orm.select().from(introductionTable);
    expect(asked).toMatchObject({ status: "declined", reason: "已自行解决：换了药剂" });
    expect(await ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, "need.withdraw"))).toHaveLength(1);
    await expect(back({ reason: "solved", note: "" }, author, 3)).rejects.toMatchObject({
      code: "precondition_failed",
    });

    const other = await draft("写到一半");
    const remove = (needId: string, principal: Principal, ifVersion: number) =>
      deleteDraft({ ctx: as(principal), id: needId, ifVersion });
    await expect(remove(other.id, stranger, 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(remove(id, author, 3)).rejects.toMatchObject({ code: "precondition_failed" });
    await remove(other.id, author, 1);
    await expect(getRecord({ ctx: as(author), kind: "need", id: other.id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await indexer.drain()).failed).toBe(0);
  });

  it("goes back with every reason at once, which its author reads in the inbox, and can be handed in again", async () => {
    const { as, draft } = await world();
    const { id } = await draft("提高效率");
    await submitNeed({ ctx: as(author), id, ifVersion: 1 });
    const review = (input: unknown, principal: Principal = staff, ifVersion = 2) =>
      reviewNeed({ ctx: as(principal), id, ifVersion, input: input as never });
    await expect(review({ decision: "return", reasons: [] })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(review({ decision: "return", reasons: ["other"] })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(review({ decision: "accept", reasons: ["unclear"] })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(review({ decision: "accept" }, author)).rejects.toMatchObject({ code: "forbidden" });
    await expect(review({ decision: "accept" }, staff, 1)).rejects.toMatchObject({ code: "stale_version" });
    const reasons = ["unclear", "noFigures", "unclear"];
    expect(await review({ decision: "return", reasons, note: "请先与车间核对" })).toMatchObject({ status: "returned" });

    expect(await latestReview({ ctx: as(author), needId: id })).toMatchObject({
      reasons: ["unclear", "noFigures"],
      note: "请先与车间核对",
      needVersion: 3,
    });
    const [notice] = await listNotices({ ctx: as(author) });
    expect(notice).toMatchObject({ title: "需求“提高效率”被退回，请修改后再提交", link: `/needs/${id}/edit` });
    for (const said of ["1. 问题不清楚", "2. 缺少指标", "说明：请先与车间核对"]) expect(notice!.body).toContain(said);
    expect(await listNotices({ ctx: as(stranger) })).toEqual([]);

    await submitNeed({ ctx: as(author), id, ifVersion: 3 });
    expect(await review({ decision: "accept" }, staff, 4)).toMatchObject({ status: "analysed" });
    await expect(review({ decision: "accept" }, staff, 5)).rejects.toMatchObject({ code: "precondition_failed" });
    const deeds = await current().db.orm.select().from(auditTable).where(eq(auditTable.action, "need.review"));
    expect(deeds.map(({ actor, subjectId, reason, details }) => [actor, subjectId, reason, details])).toEqual([
      [staff.id, id, "请先与车间核对", { decision: "return", reasons: ["unclear", "noFigures"], version: 3 }],
      [staff.id, id, "", { decision: "accept", reasons: [], version: 5 }],
    ]);
  });

  it("is begun with the name of its author's firm and where it is, as registered or as its last need says", async () => {
    const { ctx, as, draft } = await world();
    const beginsWith = async (principal: Principal) => (await writesFor(as(principal)))[0];
    expect(await beginsWith(author)).toEqual({ name: firmA.name, regionCode: null });
    const content = { title: "镀层起皮", regionCode: "330302" };
    await createRecord({ ctx: as(author), kind: "need", input: { content } });
    await draft("没有写地区的需求");
    expect(await beginsWith(author)).toEqual({ name: firmA.name, regionCode: "330302" });
    await ctx.db.orm.update(organizationTable).set({ regionCode: "330300" }).where(eq(organizationTable.id, firmA.id));
    expect(await beginsWith(author)).toEqual({ name: firmA.name, regionCode: "330300" });
    expect(await beginsWith(stranger)).toEqual({ name: firmB.name, regionCode: null });
    expect(await writesFor(as(staff))).toEqual([]);
  });

  it("is listed to its own people alone, unfinished ones first, with its 体检", async () => {
    const { as, draft, advance } = await world();
    const older = await draft("写到一半的需求");
    advance(60_000);
    const newer = await createRecord({
      ctx: as(author),
      kind: "need",
      input: { content: { title: "已经提交的需求" } },
    });
    await draft("别的企业的需求", stranger);
    const own = await listOwnNeeds({ ctx: as(author), page: 1 });
    expect(own.items.map(({ need }) => need.id)).toEqual([older.id, newer.id]);
    expect(own).toMatchObject({ total: 2, page: 1, pages: 1 });
    expect(own.items.every(({ score }) => score === 8)).toBe(true);
    expect((await listOwnNeeds({ ctx: as(author), page: 9 })).page).toBe(1);
    expect((await listOwnNeeds({ ctx: as(staff), page: 1 })).items).toEqual([]);
    const university = userPrincipal({ roles: ["university"] });
    await expect(listOwnNeeds({ ctx: as(university), page: 1 })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("leaves one trace in the audit when a broker begins it and one when it is handed in, none for each saving", async () => {
    const { ctx, as } = await world();
    const broker = userPrincipal({ roles: ["broker"], linkedOrganizationIds: [firmA.id] });
    const input = { content: { title: "代写的需求" }, status: "draft" } as const;
    const { id } = await createRecord({ ctx: as(broker), kind: "need", input });
    for (const version of [1, 2, 3]) {
      const content = { title: `代写的需求，第 ${version} 稿` };
      await updateRecord({ ctx: as(broker), kind: "need", id, ifVersion: version, input: { content } });
    }
    await submitNeed({ ctx: as(broker), id, ifVersion: 4 });
    const rows = await ctx.db.orm.select().from(auditTable).where(eq(auditTable.subjectId, id));
    expect(rows.map(({ action }) => action)).toEqual(["record.write", "record.write"]);
  });

  it("is compared with needs its author may see, never with what is hidden from them", async () => {
    const { as, indexer } = await world();
    const topic = { title: "电镀废水除镍络合破除", keywords: ["电镀废水", "络合镍"] };
    const own = await createRecord({ ctx: as(author), kind: "need", input: { content: topic } });
    const foreign = await createRecord({ ctx: as(stranger), kind: "need", input: { content: topic } });
    await indexer.drain();
    const content = needContent.parse({
      title: "电镀废水中络合镍难以去除",
      description: "电镀废水除镍，络合镍加碱不沉淀",
    });
    const ask = (principal: Principal, id: string) =>
      assistWriting({ ctx: as(principal), id, content, hasContact: false });
    expect((await ask(author, "new")).similar.map(({ id }) => id)).toEqual([own.id]);
    expect((await ask(author, own.id)).similar).toEqual([]);
    expect((await ask(staff, "new")).similar.map(({ id }) => id).toSorted()).toEqual([own.id, foreign.id].toSorted());
    const { keywords, check } = await ask(author, "new");
    expect(keywords).toContain("电镀");
    expect(check.score).toBeGreaterThan(8);
    const named = needContent.parse({
      title: "电镀废水除镍",
      organizationName: "温州市江边电镀有限公司",
      description: "温州市江边电镀有限公司的车间主任王建国反映镍超标，电话 13800138000，欢迎专家来厂。",
    });
    const advice = await assistWriting({ ctx: as(author), id: "new", content: named, hasContact: true });
    expect(advice.check.findings.map(({ found }) => found)).toContain("写了联系方式“13800138000”");
    expect(advice.keywords.join()).not.toMatch(/江边|王建国|温州|欢迎/);
    const other = needContent.parse({ title: "磁悬浮轴承高速温升抑制" });
    expect((await assistWriting({ ctx: as(staff), id: "new", content: other, hasContact: null })).similar).toEqual([]);
  });
});
