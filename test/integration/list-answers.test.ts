import { eq, inArray } from "drizzle-orm";
import { expect, it } from "vitest";
import { changeIntroduction } from "../../src/app/introduction/change-introduction.ts";
import { answerPair } from "../../src/app/match-list/answer-pair.ts";
import { approveList, moveList } from "../../src/app/match-list/approve-list.ts";
import { countAsked, listAnswers } from "../../src/app/match-list/list-answers.ts";
import { listOverview } from "../../src/app/match-list/list-overview.ts";
import { sendList } from "../../src/app/match-list/send-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { listNotices } from "../../src/app/notice/read-notices.ts";
import { deleteProfile } from "../../src/app/privacy/delete-profile.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { introductionTable } from "../../src/db/schema/disclosure.ts";
import { matchAnswerTable, matchListVersionTable } from "../../src/db/schema/match-list.ts";
import { expertTable, needTable } from "../../src/db/schema/record.ts";
import { createAccount } from "../support/accounts.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import { disclose, member, staffUser, stageList } from "../support/match-lists.ts";

describeOnDatabase("answers to a sent list", (current) => {
  /** Two experts of a school proposed for one need, both parties asked. */
  async function send() {
    const staged = await stageList(current().db, 3);
    const { ctx, as, step, target, list, need, people } = staged;
    for (const n of [0, 1]) await step({ action: "include", target: target(n) });
    await approveList({ ctx, listId: list.id });
    await disclose(ctx, need.id);
    await sendList({ ctx, listId: list.id });
    const firm = as(member("firm-user", "enterprise", need.organizationId!));
    const school = as(member("school-user", "university", people[0]!.organizationId!));
    const answers = await ctx.db.orm.select().from(matchAnswerTable);
    const idOf = (side: "need" | "counterpart", n: number) =>
      answers.find((answer) => answer.side === side && answer.targetId === people[n]!.id)!.id;
    const say = (by: typeof ctx, side: "need" | "counterpart", input: object, n = 0, ifVersion?: number) => {
      staged.advance(1_000);
      return answerPair({ ctx: by, id: idOf(side, n), ifVersion, input });
    };
    const introductions = async () =>
      (await ctx.db.orm.select().from(introductionTable)).map(({ id, status }) => ({ id, status }));
    return { ...staged, firm, school, say, introductions };
  }

  it("open the need once for a pair, and not again after the firm has taken it back, until the firm agrees anew", async () => {
    const { firm, school, say, introductions, ctx, advance } = await send();
    await say(firm, "need", { status: "accepted" });
    await say(school, "counterpart", { status: "accepted" });
    const [opened] = await introductions();
    expect(opened).toMatchObject({ status: "approved" });
    advance(1_000);
    await changeIntroduction({ ctx: firm, id: opened!.id, input: { action: "revoke", reason: "终止" } });
    await say(school, "counterpart", { status: "accepted", reason: "再看看" });
    await say(school, "counterpart", { status: "declined", reason: "先不谈" });
    await say(school, "counterpart", { status: "accepted", reason: "还是谈谈" });
    expect(await introductions()).toEqual([{ ...opened, status: "revoked" }]);

    await say(firm, "need", { status: "declined", reason: "不谈了" });
    await say(firm, "need", { status: "accepted" });
    expect((await introductions()).map(({ status }) => status).sort()).toEqual(["approved", "revoked"]);
    await say(firm, "need", { status: "declined", reason: "另有合作" });
    expect((await introductions()).map(({ status }) => status)).toEqual(["revoked", "revoked"]);
    const told = await ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, "introduction.change"));
    expect(told.map(({ details }) => (details as { to: string }).to)).toEqual([
      "approved",
      "revoked",
      "approved",
      "revoked",
    ]);
  });

  it("introduce both where both agree in the same moment, and once where one agrees twice", async () => {
    const { firm, school, say, introductions } = await send();
    await Promise.all([
      say(firm, "need", { status: "accepted" }),
      say(school, "counterpart", { status: "accepted" }),
      say(firm, "need", { status: "accepted" }),
    ]);
    expect((await introductions()).map(({ status }) => status)).toEqual(["approved"]);
  });

  it("are told of without the name of a person who was deleted since", async () => {
    const { ctx, firm, school, say, people } = await send();
    await say(firm, "need", { status: "accepted" });
    const told = async () => (await listNotices({ ctx: school })).map(({ title }) => title);
    expect(await told()).toContain("一项需求 ↔ “专家0”：需求方已同意");
    await say(school, "counterpart", { status: "declined", reason: "没有档期" });
    const toFirm = async () => (await listNotices({ ctx: firm })).map(({ title }) => title);
    expect(await toFirm()).toContain("“含镍废水达标排放” ↔ “专家0”：对方已谢绝");
    await deleteProfile({ ctx, expertId: people[0]!.id, input: { name: "专家0", note: "本人来函" } });
    const names = [...(await told()), ...(await toFirm())];
    expect(names.filter((title) => title.includes("专家0"))).toEqual([]);
  });

  it("are counted for each need on the list, which names who has no account to answer with", async () => {
    const { ctx, list, need, say, firm, school } = await send();
    const overview = () => listOverview({ ctx, listId: list.id });
    expect(await overview()).toMatchObject({ answers: new Map([[need.id, { agreed: 0, declined: 0, waiting: 2 }]]) });
    await say(firm, "need", { status: "accepted" });
    await say(school, "counterpart", { status: "accepted" });
    await say(school, "counterpart", { status: "declined", reason: "没有档期" }, 1);
    expect((await overview()).answers.get(need.id)).toEqual({ agreed: 1, declined: 1, waiting: 0 });
    await moveList({ ctx, listId: list.id, action: "reopen" });
    expect((await overview()).withoutAccount).toEqual([]);
    await approveList({ ctx, listId: list.id });
    expect((await overview()).withoutAccount).toEqual(["丙校", "甲厂"]);
    await createAccount(ctx, "enterprise", { organizationId: need.organizationId });
    expect((await overview()).withoutAccount).toEqual(["丙校"]);
  });

  it("are not written over unseen: who answers on what was there before is shown what a colleague said", async () => {
    const { ctx, need, say, firm } = await send();
    const colleague = { ...firm, principal: member("colleague", "enterprise", need.organizationId!) };
    await say(colleague, "need", { status: "declined", reason: "已有方案" }, 0, 1);
    await expect(say(firm, "need", { status: "accepted" }, 0, 1)).rejects.toMatchObject({
      code: "stale_version",
      message: expect.stringContaining("已谢绝（已有方案）".slice(1)),
      issues: [{ found: "1", expected: "2" }],
    });
    expect(await say(firm, "need", { status: "accepted" }, 0, 2)).toMatchObject({ version: 3 });

    const { call } = testApp(ctx, { firm: member("firm-user", "enterprise", need.organizationId!) });
    const page = await call("GET", "/answers", { as: "firm" });
    const card = page.text.indexOf("专家1");
    const id = /action="\/answers\/([\w-]+)\?page=1/.exec(page.text.slice(card))![1]!;
    const answer = (form: Record<string, string>) =>
      call("POST", `/answers/${id}?page=1`, { as: "firm", body: new URLSearchParams(form) });
    const refused = await answer({ status: "declined", reason: "", version: "1" });
    expect([refused.status, refused.text.indexOf("谢绝时请写明原因") > refused.text.indexOf("专家1")]).toEqual([
      400,
      true,
    ]);
    const late = await answer({ status: "declined", reason: "另有安排", version: "7" });
    expect([late.status, late.text.includes('value="另有安排"')]).toEqual([412, true]);
    const taken = await answer({ status: "declined", reason: "另有安排", version: "1" });
    expect([taken.status, taken.headers.get("location")]).toEqual([303, `/answers?saved=${id}`]);
    expect((await call("GET", `/answers?saved=${id}`, { as: "firm" })).text).toContain("已答复，并已转告对方");
  });

  it("are read page by page over the API, each once", async () => {
    const { ctx, people } = await send();
    const { call } = testApp(ctx, { school: member("school-user", "university", people[0]!.organizationId!) });
    const read = async (cursor: string | null) =>
      (
        await call("GET", `/api/v1/answers?limit=1${cursor === null ? "" : `&cursor=${cursor}`}`, { as: "school" })
      ).json<{ items: { target: { id: string } }[]; nextCursor: string | null }>();
    const [first, second] = [await read(null), await read((await read(null)).nextCursor)];
    expect(second.nextCursor).toBeNull();
    const both = [...first.items, ...second.items].map(({ target }) => target.id);
    expect(new Set(both)).toEqual(new Set(people.slice(0, 2).map(({ id }) => id)));
    expect((await call("GET", "/api/v1/answers?limit=0", { as: "school" })).status).toBe(400);
  });

  it("are an expert's own about the own profile, and not about colleagues", async () => {
    const { as, people, say } = await send();
    const expert = as(member("expert-user", "expert", people[0]!.organizationId!, people[0]!.id));
    expect((await listAnswers({ ctx: expert })).map(({ answer }) => [answer.side, answer.targetId])).toEqual([
      ["counterpart", people[0]!.id],
    ]);
    expect(await countAsked({ ctx: expert })).toEqual({ all: 1, waiting: 1 });
    await expect(say(expert, "counterpart", { status: "accepted" }, 1)).rejects.toMatchObject({ code: "not_found" });
    expect(await say(expert, "counterpart", { status: "accepted" }, 0)).toMatchObject({ status: "accepted" });
  });

  it("are not asked for about what a party cannot read", async () => {
    const { ctx, step, target, list, need, people } = await stageList(current().db, 2);
    const { orm } = ctx.db;
    for (const n of [0, 1]) await step({ action: "include", target: target(n) });
    await approveList({ ctx, listId: list.id });
    await disclose(ctx, need.id);
    const hide = (visibility: "private" | "signedIn") =>
      orm.update(expertTable).set({ visibility }).where(eq(expertTable.id, people[1]!.id));
    const restrict = (restrictedTo: string[] | null) =>
      orm.update(needTable).set({ restrictedTo }).where(eq(needTable.id, need.id));
    const sending = () => sendList({ ctx, listId: list.id });
    await hide("private");
    await expect(sending()).rejects.toMatchObject({ reason: "not_disclosed", issues: [{ where: "专家1" }] });
    await hide("signedIn");
    await restrict(["another-school"]);
    await expect(sending()).rejects.toMatchObject({
      issues: [0, 1].map((n) => ({ where: expect.stringContaining(`专家${n}`) })),
    });
    expect(await orm.select().from(matchAnswerTable)).toEqual([]);
    await restrict([people[0]!.organizationId!]);
    expect(await sending()).toEqual({ asked: 4 });
  });

  it("are asked for by the thousand", async () => {
    const { ctx, step, target, list, need } = await stageList(current().db, 1);
    await step({ action: "include", target: target(0) });
    await approveList({ ctx, listId: list.id });
    await disclose(ctx, need.id);
    const { orm } = ctx.db;
    const [version] = await orm.select().from(matchListVersionTable);
    const many = Array.from({ length: 3_300 }, (_, n) => ({ ...version!.pairs[0]!, place: n + 1 }));
    // The pair stands for many: what counts is how many rows one sending writes.
    await orm.update(matchListVersionTable).set({ pairs: many });
    expect(await sendList({ ctx, listId: list.id })).toEqual({ asked: 6_600 });
    expect(await orm.$count(matchAnswerTable, inArray(matchAnswerTable.side, ["need", "counterpart"]))).toBe(6_600);
  });

  it("wait while a need that was taken off its list comes back with what was settled, and is worked on", async () => {
    const { ctx, step, reverse, sheet, target, list, need } = await stageList(current().db, 2);
    await step({ action: "include", target: target(0) });
    const before = await step({ action: "note", target: target(0), note: "已电话联系" });
    await setNeeds({ ctx, listId: list.id, input: { remove: [need.id] } });
    await setNeeds({ ctx, listId: list.id, input: { add: [need.id] } });
    expect(await sheet()).toMatchObject({ version: 2, sheet: before.sheet, undo: before.undo });
    expect((await step({ action: "include", target: target(1) })).version).toBe(3);
    await reverse("undo");
    await reverse("undo");
    expect((await sheet()).sheet.entries.map(({ note }) => note)).toEqual([""]);
  });

  it("are entered by staff for a party that has no account, on the page of the list's answers", async () => {
    const { ctx, list, people } = await send();
    const { call } = testApp(ctx, {
      staff: staffUser("staff-a"),
      firm: member("rival", "enterprise", "somebody-else"),
      school: member("school-user", "university", people[0]!.organizationId!),
    });
    const page = `/lists/${list.id}/statistics`;
    const shown = await call("GET", page, { as: "staff" });
    const id = /action="\/answers\/([\w-]+)"/.exec(shown.text)![1]!;
    const enter = (as: string, status: string, reason: string) =>
      call("POST", `/answers/${id}`, { as, body: new URLSearchParams({ list: list.id, status, reason }) });
    const refused = await enter("staff", "declined", "");
    expect([refused.status, refused.text.includes("谢绝时请写明原因")]).toEqual([400, true]);
    expect((await enter("firm", "accepted", "")).status).toBe(404);
    const entered = await enter("staff", "declined", "电话告知：今年没有计划");
    expect([entered.status, entered.headers.get("location")]).toEqual([303, `${page}?status=waiting`]);
    const [row] = await ctx.db.orm.select().from(matchAnswerTable).where(eq(matchAnswerTable.id, id));
    expect(row).toMatchObject({ status: "declined", answeredBy: "staff-a" });
    const [audited] = await ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, "list.answer"));
    expect(audited).toMatchObject({ onBehalfOf: row!.organizationId, reason: "电话告知：今年没有计划" });
    expect((await call("GET", page, { as: "school" })).status).toBe(403);
  });
});
