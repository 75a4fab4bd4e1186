import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { getMatches } from "../../src/app/match/get-matches.ts";
import { answerPair } from "../../src/app/match-list/answer-pair.ts";
import { approveList } from "../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { listAnswers } from "../../src/app/match-list/list-answers.ts";
import { sendList } from "../../src/app/match-list/send-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { answersOfList, countAnswers } from "../../src/app/statistics/count-answers.ts";
import { countScores, listScored, scoredKinds } from "../../src/app/statistics/count-scores.ts";
import { countStages } from "../../src/app/statistics/count-stages.ts";
import { countSupply } from "../../src/app/statistics/count-supply.ts";
import { stages } from "../../src/app/statistics/counted.ts";
import { listCounted } from "../../src/app/statistics/list-counted.ts";
import { expertTable } from "../../src/db/schema/record.ts";
import { entityKinds } from "../../src/domain/shared/entity.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { parseCodeList } from "../../src/domain/taxonomy/code-list.ts";
import { cityOf } from "../../src/domain/taxonomy/region-code.ts";
import { supplyGrid, supplyPlan } from "../../src/web/statistics/plans.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import {
  createDisclosureContext,
  disclosedNeed,
  insiders,
  organizations,
  outsiders,
  owner,
  university,
} from "./disclosure-setup.ts";

const firm = "原文单位甲有限公司";
const regions = ["330302", "330000", null, "110108", "429004", "710000", "320583"];

describeOnDatabase("statistics", (current) => {
  /** Two disclosed needs of Wenzhou, one that is not, a draft, and one of Shenzhen; one list sent, one pair agreed. */
  async function stage() {
    const test = await createDisclosureContext(current().db);
    const { as, ctx } = test;
    const staff = as(insiders.staff);
    const base = { organizationName: firm, regionCode: "330302" };
    const make = (title: string, field: string) =>
      disclosedNeed(test, { ...base, title, description: `${title}耐蚀涂层`, field }, { title: "某需求" }, "signedIn");
    const [one, two] = [await make("甲", "401"), await make("乙", "701")];
    const plain = { title: "丙", ...base };
    await createRecord({ ctx: as(owner), kind: "need", input: { content: plain } });
    await createRecord({ ctx: as(owner), kind: "need", input: { content: plain, status: "draft" } });
    const south = { title: "丁", organizationName: "某", regionCode: "440300" };
    await createRecord({ ctx, kind: "need", input: { content: south } });
    for (const [at, regionCode] of regions.entries()) {
      const shared = { organizationName: "某丙大学", regionCode };
      const expert = {
        ...shared,
        name: `专家${at}`,
        fields: at === 0 ? ["401", "402", "701"] : [],
        keywords: ["耐蚀涂层"],
      };
      await createRecord({ ctx, kind: "expert", input: { content: expert } });
      const achievement = { ...shared, title: `耐蚀涂层成果${at}`, field: "401" };
      await createRecord({ ctx, kind: "achievement", input: { content: achievement } });
    }
    await ctx.db.orm.update(expertTable).set({ organizationId: organizations.university });
    await test.indexer.drain();
    const { items } = await listCounted({ ctx: staff, input: { kind: "expert" } });
    const target = { kind: "expert", id: items[0]!.id } as const;
    const list = await createList({ ctx: staff, input: { title: "春季对接会", note: "" } });
    await setNeeds({ ctx: staff, listId: list.id, input: { add: [one.id, two.id] } });
    const step = { action: "add", target } as const;
    for (const { id } of [one, two])
      await changeSheet({ ctx: staff, listId: list.id, needId: id, ifVersion: 0, input: step });
    await approveList({ ctx: staff, listId: list.id });
    await sendList({ ctx: staff, listId: list.id });
    for (const who of [owner, university]) {
      const asked = await listAnswers({ ctx: as(who) });
      const { answer } = asked.find((each) => each.answer.needId === one.id)!;
      await answerPair({ ctx: as(who), id: answer.id, input: { status: "accepted", reason: "" } });
    }
    return { ...test, staff, list, one };
  }

  it("counts the stages of one region's needs, each number being what its link opens", async () => {
    const { staff, as } = await stage();
    const counts = await countStages({ ctx: staff });
    expect(counts).toEqual({ collected: 3, published: 2, listed: 2, sent: 2, agreed: 1 });
    for (const reached of stages) {
      const { total, items } = await listCounted({ ctx: staff, input: { kind: "need", stage: reached } });
      expect([reached, total, items.length]).toEqual([reached, counts[reached], counts[reached]]);
    }
    const elsewhere = await countStages({ ctx: as(outsiders.otherStaff!) });
    expect(elsewhere).toEqual({ collected: 0, published: 0, listed: 0, sent: 0, agreed: 0 });
  });

  it("counts supply and demand by field and city, each number being what its link opens", async () => {
    const { staff, ctx } = await stage();
    const cells = await countSupply({ ctx: staff });
    const wanted = [...new Set(regions.map((code) => (code === null ? "" : (cityOf(code) ?? ""))))].sort();
    expect([...new Set(cells.map(({ city }) => city))].sort()).toEqual(wanted);
    expect(cells.find(({ field, city }) => field === "40" && city === "330300")?.counts).toEqual({
      need: 1,
      expert: 1,
      achievement: 1,
    });
    for (const { field, city, counts } of cells) {
      for (const kind of entityKinds) {
        const { total, items } = await listCounted({ ctx: staff, input: { kind, field, city } });
        expect([field, city, kind, total, items.length]).toEqual([field, city, kind, counts[kind], counts[kind]]);
      }
    }
    const grid = supplyGrid(cells);
    // A link of the map opens what its cell counts, and what counts nothing is no link.
    const names = parseCodeList("code\tparentCode\tname");
    const { links } = supplyPlan(grid, { field: names, region: names, industry: names, discipline: names });
    const open = links[0]!.filter((link) => link !== null);
    expect(open.length).toBeLessThan(links[0]!.length);
    for (const { href, label } of open) {
      const [, kind] = /kind=(\w+)/.exec(href)!;
      const name = { need: "需求", expert: "专家", achievement: "成果" }[kind as "need" | "expert" | "achievement"];
      expect(label).toMatch(new RegExp(`${name} [1-9]`));
    }
    const page = await testApp(ctx, { staff: insiders.staff }).call("GET", "/statistics", { as: "staff" });
    expect(page.text).toContain('href="/statistics/records?kind=expert&amp;field=none">6 位专家没有注明领域');
    for (const field of grid.fields) {
      for (const kind of entityKinds) {
        const { total } = await listCounted({ ctx: staff, input: { kind, field } });
        expect([field, kind, total]).toEqual([field, kind, grid.cell(field, null)[kind]]);
      }
    }
    expect(cells.reduce((sum, { counts }) => sum + counts.need, 0)).toBe(3);
  });

  it("counts for each of the staff what they may see: not what is kept from them, nor what nobody finds", async () => {
    const { ctx, staff, as } = await stage();
    const { items: experts } = await listCounted({ ctx: staff, input: { kind: "expert" } });
    const keep = async (at: number, change: object) =>
      ctx.db.orm.update(expertTable).set(change).where(eq(expertTable.id, experts[at]!.id));
    await keep(0, { restrictedTo: [organizations.university] });
    await keep(1, { restrictedTo: [organizations.bureau] });
    await keep(2, {
      restrictedTo: [organizations.university],
      createdBy: "id" in insiders.staff ? insiders.staff.id : "",
    });
    await keep(3, { visibility: "hidden" });
    await keep(4, { status: "withdrawn" });
    const fields = ["401", "701"];
    const content = sql`jsonb_set(${expertTable.content}, '{fields}', ${JSON.stringify(fields)}::jsonb)`;
    await keep(5, { fields, content, restrictedTo: [organizations.university] });
    const seen = new Set<number>();
    for (const reader of [staff, as(outsiders.otherStaff!), ctx]) {
      const cells = await countSupply({ ctx: reader });
      for (const kind of entityKinds) {
        const { items, total } = await listCounted({ ctx: reader, input: { kind } });
        expect([kind, total]).toEqual([kind, items.length]);
        const wanted = new Map<string, number>();
        for (const { content } of items) {
          const codes = "fields" in content ? content.fields : content.field === null ? [] : [content.field];
          const roots = new Set(codes.length === 0 ? [""] : codes.map((code) => code.slice(0, 2)));
          const city = content.regionCode === null ? "" : (cityOf(content.regionCode) ?? "");
          for (const root of roots) wanted.set(`${root} ${city}`, (wanted.get(`${root} ${city}`) ?? 0) + 1);
        }
        const counted = cells.filter(({ counts }) => counts[kind] > 0);
        const found = counted.map(({ field, city, counts }) => [`${field} ${city}`, counts[kind]] as const);
        expect(new Map(found.toSorted())).toEqual(new Map([...wanted].toSorted()));
        if (kind === "expert") seen.add(total);
      }
    }
    expect(seen.size).toBe(3);
  });

  it("counts the scores of current lists, each number being what its link opens; a list out of date does not count", async () => {
    const { staff, one, as, indexer, ctx } = await stage();
    for (const targetKind of scoredKinds)
      await getMatches({ ctx: staff, input: { subject: { kind: "need", id: one.id }, targetKind } });
    const counts = await countScores({ ctx: staff });
    expect(counts.expert.reduce((sum, places) => sum + places, 0)).toBeGreaterThan(0);
    for (const kind of scoredKinds) {
      for (const [band, places] of counts[kind].entries()) {
        const { total, items } = await listScored({ ctx: staff, input: { kind, band } });
        expect([kind, band, total, items.length]).toEqual([kind, band, places, places]);
        for (const { score } of items) expect(Math.min(Math.floor(score * 10), 9)).toBe(band);
      }
    }
    const none = { expert: Array(10).fill(0), achievement: Array(10).fill(0) };
    expect(await countScores({ ctx: as(outsiders.otherStaff!) })).toEqual(none);
    await createRecord({ ctx, kind: "expert", input: { content: { name: "新来", keywords: ["耐蚀涂层"] } } });
    await indexer.drain();
    expect((await countScores({ ctx: staff })).expert).toEqual(none.expert);
  });

  it("counts the answers to each list of the region", async () => {
    const { staff, as, list } = await stage();
    const [counted] = await countAnswers({ ctx: staff });
    expect(counted).toEqual({ id: list.id, title: "春季对接会", counts: { accepted: 2, waiting: 2, declined: 0 } });
    const { answers } = await answersOfList({ ctx: staff, listId: list.id });
    expect(answers.filter(({ status }) => status === "accepted")).toHaveLength(2);
    expect(await countAnswers({ ctx: as(outsiders.otherStaff!) })).toEqual([]);
    const foreign = answersOfList({ ctx: as(outsiders.otherStaff!), listId: list.id });
    await expect(foreign).rejects.toMatchObject({ code: "not_found" });
  });

  it("is for staff", async () => {
    const { as } = await createDisclosureContext(current().db);
    const others: Principal[] = [owner, university, outsiders.admin!, outsiders.auditor!, outsiders.token!];
    for (const principal of others)
      for (const read of [countStages, countSupply, countScores, countAnswers])
        await expect(read({ ctx: as(principal) })).rejects.toMatchObject({ code: "forbidden" });
    await expect(countStages({ ctx: as(outsiders.visitor!) })).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
