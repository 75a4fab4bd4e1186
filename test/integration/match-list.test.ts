import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { verifyAudit } from "../../src/app/audit/verify-audit.ts";
import type { AppContext } from "../../src/app/context.ts";
import { answerPair } from "../../src/app/match-list/answer-pair.ts";
import {
  approveList,
  findVersion,
  latestVersion,
  listVersions,
  moveList,
} from "../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { getList, getLists } from "../../src/app/match-list/get-lists.ts";
import { countAsked, listAnswers } from "../../src/app/match-list/list-answers.ts";
import { reverseStep } from "../../src/app/match-list/reverse-step.ts";
import { sendList } from "../../src/app/match-list/send-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { enterList, readNews } from "../../src/app/match-list/watch-list.ts";
import { countUnread, listNotices, markRead } from "../../src/app/notice/read-notices.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { introductionTable } from "../../src/db/schema/disclosure.ts";
import { matchAnswerTable, matchStepTable } from "../../src/db/schema/match-list.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { diffPairs } from "../../src/domain/match-list/listed-pair.ts";
import { applyStep, emptySheet, includedOf, type SheetStep } from "../../src/domain/match-list/sheet.ts";
import { system } from "../../src/domain/shared/principal.ts";
import { databaseName, describeOnDatabase } from "../support/database.ts";
import { disclose, member, staffUser, stageList } from "../support/match-lists.ts";
import { seededRandom } from "../support/random.ts";

const soak = process.env.SOAK === "1";
/** Steps of each of the eight; another seed on each database in every run, twenty longer ones in a soak. */
const perPerson = soak ? 2_000 : 100;
const seeds = soak ? Array.from({ length: 20 }, (_, n) => 1_000 * (n + 1)) : [databaseName === "postgres" ? 200 : 100];

describeOnDatabase("match lists", (current) => {
  const stage = () => stageList(current().db);

  it("are curated step by step, each on the version its author saw", async () => {
    const { ref, step, target, people } = await stage();
    await step({ action: "include", target: target(0) });
    await step({ action: "include", target: target(1), place: 1 });
    const state = await step({ action: "exclude", target: target(2), reason: "off_topic", note: "" });
    expect(state.version).toBe(3);
    expect(includedOf(state.sheet).map((entry) => entry.target.id)).toEqual([people[1]!.id, people[0]!.id]);
    const late = changeSheet({ ...ref, ifVersion: 2, input: { action: "pin", target: target(0) } });
    await expect(late).rejects.toMatchObject({ code: "stale_version", issues: [{ found: "2", expected: "3" }] });
    await expect(step({ action: "include", target: { kind: "expert", id: "nobody" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(step({ action: "exclude", target: target(3), reason: "other", note: "" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("take back fifty steps to the first state, and bring them back", async () => {
    const { step, reverse, sheet, target } = await stage();
    const random = seededRandom(7);
    const pick = (count: number) => Math.floor(random() * count);
    await step({ action: "include", target: target(0) });
    const start = (await sheet()).sheet;
    let done = 0;
    while (done < 50) {
      const at = target(pick(6));
      const steps: SheetStep[] = [
        { action: "include", target: at, place: 1 + pick(4) },
        { action: "exclude", target: at, reason: "too_far", note: "" },
        { action: "move", target: at, place: 1 + pick(4) },
        { action: "pin", target: at },
        { action: "note", target: at, note: `备注${done}` },
        { action: "clear", target: at },
      ];
      try {
        await step(steps[pick(steps.length)]!);
        done += 1;
      } catch (error) {
        expect(error).toMatchObject({ code: "precondition_failed", reason: "step_refused" });
      }
    }
    const end = (await sheet()).sheet;
    for (let n = 0; n < 50; n += 1) await reverse("undo");
    expect((await sheet()).sheet).toEqual(start);
    for (let n = 0; n < 50; n += 1) await reverse("redo");
    expect((await sheet()).sheet).toEqual(end);
    await expect(reverse("redo")).rejects.toMatchObject({ reason: "nothing_to_redo" });
    for (let n = 0; n < 50; n += 1) await reverse("undo");
    expect((await sheet()).sheet).toEqual(start);
  });

  it("leave alone what somebody else has changed since", async () => {
    const { as, step, reverse, target } = await stage();
    const other = as(staffUser("staff-b"));
    await step({ action: "include", target: target(0) });
    await step({ action: "include", target: target(1) }, other);
    await reverse("undo");
    await step({ action: "include", target: target(0) });
    await step({ action: "note", target: target(0), note: "已电话联系" }, other);
    await expect(reverse("undo")).rejects.toMatchObject({ reason: "changed_since" });
    expect((await reverse("undo", other)).undo).toHaveLength(1);
  });

  it.each(seeds)(
    "put the steps of eight people into one order, and lose none: seed %i",
    async (seed) => {
      const { as, ref, target, sheet, ctx } = await stage();
      let accepted = 0;
      const person = async (n: number) => {
        const random = seededRandom(seed + n);
        const by = as(staffUser(`staff-${n}`));
        for (let made = 0; made < perPerson; made += 1) {
          const at = target(Math.floor(random() * 6));
          const steps: SheetStep[] = [
            { action: "include", target: at },
            { action: "exclude", target: at, reason: "over_capacity", note: "" },
            { action: "move", target: at, place: 1 + Math.floor(random() * 5) },
            { action: "note", target: at, note: `${n}-${made}` },
          ];
          const input = steps[Math.floor(random() * steps.length)]!;
          for (let settled = false; !settled; ) {
            const { version } = await sheet(by);
            try {
              const undo = random() < 0.2;
              const state = undo
                ? await reverseStep({ ...ref, ctx: by, ifVersion: version, direction: "undo" })
                : await changeSheet({ ...ref, ctx: by, ifVersion: version, input });
              expect(state.version).toBe(version + 1);
              accepted += 1;
              settled = true;
            } catch (error) {
              settled = (error as { code: string }).code === "precondition_failed";
              if (!settled) expect(error).toMatchObject({ code: "stale_version" });
            }
          }
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, n) => person(n)));
      const { version, sheet: end } = await sheet();
      expect(version).toBe(accepted);
      const log = await ctx.db.orm.select().from(matchStepTable).orderBy(matchStepTable.version);
      expect(log.map((row) => row.version)).toEqual(Array.from({ length: accepted }, (_, n) => n + 1));
      const ids = end.entries.map((entry) => entry.target.id);
      expect(new Set(ids).size).toBe(ids.length);
      // Replayed in the order of its log, the history gives the sheet that is there.
      expect(log.reduce((now, row) => applyStep(now, row.step).sheet, emptySheet)).toEqual(end);
    },
    soak ? 6 * 3_600_000 : 300_000,
  );

  it("are frozen, sent, answered by both sides and opened to the counterpart", async () => {
    const { ctx, as, step, target, list, need, people } = await stage();
    const [firm, college] = [need.organizationId!, people[0]!.organizationId!];
    const enterprise = as(member("firm-user", "enterprise", firm));
    const university = as(member("college-user", "university", college));
    await expect(approveList({ ctx, listId: list.id })).rejects.toMatchObject({ reason: "empty" });
    await step({ action: "include", target: target(0) });
    await step({ action: "include", target: target(1) });
    expect((await approveList({ ctx, listId: list.id })).number).toBe(1);
    await expect(step({ action: "include", target: target(2) })).rejects.toMatchObject({ code: "precondition_failed" });
    await expect(sendList({ ctx, listId: list.id })).rejects.toMatchObject({ reason: "not_disclosed" });
    await disclose(ctx, need.id);
    expect(await sendList({ ctx, listId: list.id })).toEqual({ asked: 4 });
    expect(await countUnread({ ctx: enterprise })).toBe(1);

    const asked = await listAnswers({ ctx: enterprise });
    expect(asked.map(({ answer }) => answer.status)).toEqual(["waiting", "waiting"]);
    const own = (pairs: typeof asked, n: number) =>
      pairs.find(({ answer }) => answer.targetId === people[n]!.id)!.answer;
    await answerPair({ ctx: enterprise, id: own(asked, 0).id, input: { status: "accepted" } });
    const decline = (input: object) => answerPair({ ctx: enterprise, id: own(asked, 1).id, input });
    await expect(decline({ status: "declined" })).rejects.toMatchObject({ code: "invalid_input" });
    await decline({ status: "declined", reason: "已有合作单位" });
    expect((await listNotices({ ctx: university })).map(({ body }) => body)).toContain("已有合作单位");

    const theirs = await listAnswers({ ctx: university });
    const stranger = as(member("rival", "enterprise", "somebody-else"));
    await expect(
      answerPair({ ctx: stranger, id: own(theirs, 0).id, input: { status: "accepted" } }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await listAnswers({ ctx: stranger })).toEqual([]);
    await answerPair({ ctx: university, id: own(theirs, 0).id, input: { status: "accepted" } });
    expect(await ctx.db.orm.select().from(introductionTable)).toMatchObject([
      { needId: need.id, organizationId: college, status: "approved", targetId: people[0]!.id },
    ]);
    const [raised] = await ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, "introduction.change"));
    expect(raised).toMatchObject({ actor: "college-user", subjectId: need.id, details: { to: "approved" } });
    const unread = await listNotices({ ctx: university });
    await markRead({ ctx: stranger, ids: unread.map(({ id }) => id) });
    expect(await countUnread({ ctx: university })).toBe(unread.length);
    await markRead({ ctx: university, ids: unread.map(({ id }) => id) });
    expect(await countUnread({ ctx: university })).toBe(0);

    await moveList({ ctx, listId: list.id, action: "reopen" });
    await step({ action: "exclude", target: target(1), reason: "unavailable", note: "" });
    await step({ action: "include", target: target(2) });
    await approveList({ ctx, listId: list.id });
    expect(await sendList({ ctx, listId: list.id })).toEqual({ asked: 2 });
    const versions = await listVersions(ctx, list.id);
    expect(versions.map(({ number }) => number)).toEqual([2, 1]);
    expect(
      diffPairs((await findVersion(ctx, list.id, 1))!.pairs, (await latestVersion(ctx, list.id))!.pairs).map(
        ({ change, pair }) => [change, pair.targetTitle],
      ),
    ).toEqual([
      ["added", "专家2"],
      ["removed", "专家1"],
    ]);
    const again = await listAnswers({ ctx: enterprise });
    expect(again.map(({ answer }) => answer.status)).toEqual(["waiting", "accepted"]);
    expect(again.map(({ other }) => other)).toEqual(["waiting", "accepted"]);
    expect(await countAsked({ ctx: enterprise })).toEqual({ all: 2, waiting: 1 });
    expect(await listAnswers({ ctx: enterprise, input: { waiting: true } })).toEqual(again.slice(0, 1));
    expect(await listAnswers({ ctx: enterprise, input: { limit: 1, offset: 1 } })).toEqual(again.slice(1));
    expect(await countAsked({ ctx: stranger })).toEqual({ all: 0, waiting: 0 });
  });

  it("leave in the audit who made, froze, sent, took back and ended them, and who answered in a party's place", async () => {
    const { ctx, as, step, target, list, need, people } = await stage();
    await step({ action: "include", target: target(0) });
    await approveList({ ctx, listId: list.id });
    await disclose(ctx, need.id);
    await sendList({ ctx, listId: list.id });
    const [firm, college] = [need.organizationId!, people[0]!.organizationId!];
    const broker = as({ ...staffUser("broker"), roles: ["broker"], linkedOrganizationIds: [firm] });
    const own = as({ ...staffUser("firm-user"), roles: ["enterprise"], organizationId: firm });
    const answers = await ctx.db.orm.select().from(matchAnswerTable);
    const idOf = (side: string) => answers.find((answer) => answer.side === side)!.id;
    await answerPair({ ctx: own, id: idOf("need"), input: { status: "declined", reason: "已有方案" } });
    await answerPair({ ctx: broker, id: idOf("need"), input: { status: "accepted" } });
    await answerPair({ ctx, id: idOf("counterpart"), input: { status: "declined", reason: "电话答复：没有档期" } });
    await moveList({ ctx, listId: list.id, action: "reopen" });
    await moveList({ ctx, listId: list.id, action: "close" });

    const rows = await ctx.db.orm
      .select()
      .from(auditTable)
      .where(and(eq(auditTable.subjectKind, "list"), eq(auditTable.subjectId, list.id)))
      .orderBy(auditTable.seq);
    const pair = { needId: need.id, targetId: people[0]!.id };
    expect(
      rows.map(({ actor, action, onBehalfOf, reason, details }) => [actor, action, onBehalfOf, reason, details]),
    ).toEqual([
      ["staff-a", "list.create", null, "", { title: "春季对接会" }],
      ["staff-a", "list.approve", null, "", { from: "draft", number: 1, pairs: 1 }],
      ["staff-a", "list.send", null, "", { from: "approved", number: 1, asked: 2 }],
      ["broker", "list.answer", firm, "", { ...pair, side: "need", status: "accepted" }],
      ["staff-a", "list.answer", college, "电话答复：没有档期", { ...pair, side: "counterpart", status: "declined" }],
      ["staff-a", "list.reopen", null, "", { from: "sent" }],
      ["staff-a", "list.close", null, "", { from: "draft" }],
    ]);
    expect((await verifyAudit({ ctx: as(system) })).broken).toBeNull();
    await expect(approveList({ ctx, listId: list.id })).rejects.toMatchObject({ code: "precondition_failed" });
    expect(await ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, "list.approve"))).toHaveLength(1);
  });

  it("show who is there to others, also when one who left is said to have left again", async () => {
    const { as, ctx, list, need } = await stage();
    const [here, other] = [as(staffUser("staff-a")), as(staffUser("staff-b"))];
    const leave = enterList(here, list.id, need.id);
    leave();
    enterList(here, list.id, "another-need");
    const leaveAgain = enterList(here, list.id, need.id);
    leave();
    const people = async (by: AppContext) =>
      (await readNews({ ctx: by, listId: list.id, needId: need.id })).people.length;
    expect([await people(other), await people(here)]).toEqual([1, 0]);
    leaveAgain();
    expect(await people(other)).toBe(0);
    expect(await people(ctx)).toBe(0);
  });

  it("are for staff of their region alone", async () => {
    const { as, list, need, ctx } = await stage();
    const county = as(staffUser("county", "330302"));
    const away = as(staffUser("away", "320500"));
    expect((await getLists({ ctx: county })).items).toEqual([]);
    await expect(getList({ ctx: county, listId: list.id })).rejects.toMatchObject({ code: "not_found" });
    await ctx.db.orm.update(needTable).set({ scopeRegion: "330302" });
    const own = await createList({ ctx: county, input: { title: "区里的名单", note: "" } });
    await setNeeds({ ctx: county, listId: own.id, input: { add: [need.id] } });
    const foreign = await createList({ ctx: away, input: { title: "外地的名单", note: "" } });
    await expect(setNeeds({ ctx: away, listId: foreign.id, input: { add: [need.id] } })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await getLists({ ctx })).items.map(({ title }) => title).toSorted()).toEqual([
      "区里的名单",
      "外地的名单",
      "春季对接会",
    ]);
    const firm = as({ ...staffUser("firm"), roles: ["enterprise"] });
    await expect(getLists({ ctx: firm })).rejects.toMatchObject({ code: "forbidden" });
  });
});
