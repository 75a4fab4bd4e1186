import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { listStates } from "../../src/app/home/list-states.ts";
import { listTasks } from "../../src/app/home/list-tasks.ts";
import { changeIntroduction } from "../../src/app/introduction/change-introduction.ts";
import { requestIntroduction } from "../../src/app/introduction/request-introduction.ts";
import { answerPair } from "../../src/app/match-list/answer-pair.ts";
import { approveList } from "../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { listAnswers } from "../../src/app/match-list/list-answers.ts";
import { sendList } from "../../src/app/match-list/send-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { reviewNeed } from "../../src/app/need/review-need.ts";
import { giveConsent } from "../../src/app/privacy/change-consent.ts";
import { issueClaimLink } from "../../src/app/privacy/claim-profile.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { expertTable, needTable } from "../../src/db/schema/record.ts";
import { consentTexts } from "../../src/domain/privacy/consent.ts";
import { type Principal, visitor } from "../../src/domain/shared/principal.ts";
import { describeOnDatabase } from "../support/database.ts";
import {
  createDisclosureContext,
  disclosedNeed,
  insiders,
  organizations,
  outsiders,
  owner,
  university,
  user,
} from "./disclosure-setup.ts";

const firm = "原文单位甲有限公司";
const college = "某丙大学";

describeOnDatabase("listTasks", (current) => {
  async function stage() {
    const test = await createDisclosureContext(current().db);
    const { as, ctx } = test;
    const waiting = async (principal: Principal) => {
      const tasks = await listTasks({ ctx: as(principal), limit: 5 });
      return Object.fromEntries(tasks.map(({ code, count }) => [code, count]));
    };
    const itemsOf = async (principal: Principal, code: string) =>
      (await listTasks({ ctx: as(principal), limit: 5 })).find((task) => task.code === code)?.items ?? [];
    const content = { title: "镀层起皮", organizationName: firm, regionCode: "330302", field: "40" };
    const need = await disclosedNeed(test, content, { title: "某镀层附着力" }, "signedIn");
    const expert = await createRecord({
      ctx,
      kind: "expert",
      input: { content: { name: "丙某", organizationName: college, fields: ["401"] } },
    });
    await ctx.db.orm
      .update(expertTable)
      .set({ organizationId: organizations.university })
      .where(eq(expertTable.id, expert.id));
    return { ...test, waiting, itemsOf, need, expert };
  }

  it("tells an enterprise, and those who act for it, what of its own waits, and nobody else", async () => {
    const { as, waiting, itemsOf } = await stage();
    const ctx = as(owner);
    const make = (title: string) =>
      createRecord({ ctx, kind: "need", input: { content: { title, organizationName: firm, regionCode: "330302" } } });
    const plain = await make("没有确认脱敏");
    const back = await make("退回的需求");
    await ctx.db.orm.update(needTable).set({ status: "returned" }).where(eq(needTable.id, back.id));
    expect(await waiting(owner)).toEqual({ returned: 1, redaction: 1 });
    expect(await itemsOf(owner, "redaction")).toEqual([
      { title: "没有确认脱敏", note: firm, href: `/needs/${plain.id}/disclosure` },
    ]);
    expect(await waiting(insiders.broker)).toEqual({ returned: 1, redaction: 1 });
    for (const name of ["rival", "judge", "admin", "otherStaff", "auditor"])
      expect([name, await waiting(outsiders[name]!)]).toEqual([name, {}]);
  });

  it("counts a wording as unconfirmed from the change of the content on", async () => {
    const { as, waiting, need } = await stage();
    expect(await waiting(owner)).toEqual({});
    const content = { ...need.content, description: "补充说明" };
    await updateRecord({ ctx: as(owner), kind: "need", id: need.id, ifVersion: need.version, input: { content } });
    expect(await waiting(owner)).toEqual({ redaction: 1 });
  });

  it("follows an introduction from side to side", async () => {
    const { as, waiting, itemsOf, need } = await stage();
    expect(await waiting(university)).toEqual({ consents: 1, opportunities: 1 });
    const input = { message: "有同类经验" };
    const id = await requestIntroduction({ ctx: as(university), needId: need.id, input });
    expect(await waiting(university)).toEqual({ consents: 1 });
    expect(await waiting(owner)).toEqual({ introductions: 1 });
    expect(await waiting(insiders.staff)).toEqual({ introductions: 1, reviews: 1, unlisted: 1 });
    expect((await itemsOf(owner, "introductions"))[0]?.note).toBe(`${college}申请对接`);
    for (const name of ["rival", "otherStaff"]) expect([name, await waiting(outsiders[name]!)]).toEqual([name, {}]);
    await changeIntroduction({ ctx: as(owner), id, input: { action: "approve", reason: "同意" } });
    expect(await waiting(owner)).toEqual({});
    expect(await waiting(university)).toEqual({ confidentiality: 1, consents: 1 });
    expect((await itemsOf(university, "confidentiality"))[0]?.title).toBe("镀层起皮");
  });

  it("offers needs by their disclosed names, never one of a field that is not ours, hidden or asked about", async () => {
    const test = await stage();
    const { as, waiting, itemsOf } = test;
    const other = { title: "菌种选育", organizationName: firm, regionCode: "330302", field: "20" };
    await disclosedNeed(test, other, { title: "某菌种" }, "signedIn");
    await createRecord({ ctx: as(owner), kind: "need", input: { content: { ...other, field: "40" } } });
    expect(await waiting(university)).toEqual({ consents: 1, opportunities: 1 });
    expect((await itemsOf(university, "opportunities")).map(({ title }) => title)).toEqual(["某镀层附着力"]);
    const expert = user(70, ["expert"], { expertId: test.expert.id });
    expect(await waiting(expert)).toEqual({ ownConsent: 1, opportunities: 1 });
    const { version } = consentTexts.profile;
    const said = { field: "profile", textVersion: version } as const;
    await giveConsent({ ctx: as(expert), expertId: test.expert.id, input: said });
    expect(await waiting(expert)).toEqual({ opportunities: 1 });
    expect(await waiting(university)).toEqual({ opportunities: 1 });
  });

  it("reminds of claim links until they are used, and of those that ended", async () => {
    const { as, itemsOf, advance, expert } = await stage();
    await issueClaimLink({ ctx: as(university), expertId: expert.id });
    await issueClaimLink({ ctx: as(university), expertId: expert.id });
    const href = `/experts/${expert.id}`;
    expect(await itemsOf(university, "claims")).toEqual([{ title: "丙某", note: "链接还有 7 天有效", href }]);
    advance(8 * 86_400_000);
    expect(await itemsOf(university, "claims")).toEqual([{ title: "丙某", note: "链接已过期，需要重新发送", href }]);
  });

  it("walks a list from draft over sending to the last answer", async () => {
    const { as, waiting, itemsOf, need, expert } = await stage();
    const { staff } = insiders;
    const ctx = as(staff);
    expect(await waiting(staff)).toEqual({ reviews: 1, unlisted: 1 });
    const accept = async (id: string, version: number) =>
      reviewNeed({ ctx, id, ifVersion: version, input: { decision: "accept" } });
    await accept(need.id, need.version);
    expect(await waiting(staff)).toEqual({ unlisted: 1 });
    const list = await createList({ ctx, input: { title: "春季对接会", note: "" } });
    const hidden = await createRecord({
      ctx: as(owner),
      kind: "need",
      input: { content: { title: "未公开", organizationName: firm, regionCode: "330302" } },
    });
    await setNeeds({ ctx, listId: list.id, input: { add: [need.id, hidden.id] } });
    expect(await waiting(staff)).toEqual({ reviews: 1, undisclosed: 1, listsInDraft: 1 });
    expect((await itemsOf(staff, "reviews"))[0]?.title).toBe("未公开");
    await accept(hidden.id, hidden.version);
    expect(await waiting(staff)).toEqual({ undisclosed: 1, listsInDraft: 1 });
    expect((await itemsOf(staff, "undisclosed"))[0]?.title).toBe("未公开");
    await setNeeds({ ctx, listId: list.id, input: { remove: [hidden.id] } });
    const target = { kind: "expert", id: expert.id } as const;
    await changeSheet({ ctx, listId: list.id, needId: need.id, ifVersion: 0, input: { action: "add", target } });
    await approveList({ ctx, listId: list.id });
    expect(await waiting(staff)).toEqual({ listsToSend: 1 });
    await sendList({ ctx, listId: list.id });
    expect(await waiting(staff)).toEqual({ listsAnswered: 1 });
    expect((await itemsOf(staff, "listsAnswered"))[0]?.note).toBe("2 份答复没有收到");
    expect(await waiting(owner)).toEqual({ answers: 1, redaction: 1, unread: 3 });
    expect(await waiting(outsiders.otherStaff!)).toEqual({});
    expect(await waiting(outsiders.rival!)).toEqual({});
    const [asked] = await listAnswers({ ctx: as(owner) });
    await answerPair({ ctx: as(owner), id: asked!.answer.id, input: { status: "accepted", reason: "" } });
    expect(await waiting(owner)).toEqual({ redaction: 1, unread: 3 });
    expect((await itemsOf(staff, "listsAnswered"))[0]?.note).toBe("1 份答复没有收到");
  });

  it("names at most `limit` items and still counts all", async () => {
    const { as } = await stage();
    for (let n = 0; n < 4; n += 1)
      await createRecord({
        ctx: as(owner),
        kind: "need",
        input: { content: { title: `需求${n}`, organizationName: firm, regionCode: "330302" } },
      });
    const [task] = await listTasks({ ctx: as(owner), limit: 3 });
    expect([task?.code, task?.count, task?.items.length]).toEqual(["redaction", 4, 3]);
  });

  it("is for people who are signed in", async () => {
    const { as } = await stage();
    for (const principal of [visitor, outsiders.token!])
      await expect(listTasks({ ctx: as(principal), limit: 5 })).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describeOnDatabase("listStates", (current) => {
  it("tells the auditor whether the audit ends where it was sealed, and the admin how the index is", async () => {
    const test = await createDisclosureContext(current().db);
    const { as } = test;
    const auditor = as(outsiders.auditor!);
    expect(await listStates({ ctx: auditor })).toEqual([{ part: "audit", good: true, rows: 0, lastAt: null }]);
    await disclosedNeed(test, { title: "甲", organizationName: firm }, { title: "某需求" }, "signedIn");
    const [sound] = await listStates({ ctx: auditor });
    expect(sound).toMatchObject({ part: "audit", good: true });
    await current().db.transaction(async (tx) => {
      await tx.execute("set local session_replication_role = replica");
      await tx.delete(auditTable);
    });
    expect((await listStates({ ctx: auditor }))[0]).toMatchObject({ good: false });
    const [index] = await listStates({ ctx: as(outsiders.admin!) });
    expect(index).toMatchObject({ part: "index", answers: true, failed: 0, good: true });
    test.setOutage(true);
    expect((await listStates({ ctx: as(outsiders.admin!) }))[0]).toMatchObject({ answers: false, good: false });
    expect(await listStates({ ctx: as(owner) })).toEqual([]);
  });
});
