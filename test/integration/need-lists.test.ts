import { expect, it } from "vitest";
import { addToList } from "../../src/app/match-list/add-to-list.ts";
import { moveList } from "../../src/app/match-list/approve-list.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { getLists } from "../../src/app/match-list/get-lists.ts";
import { listsOfNeed } from "../../src/app/match-list/lists-of-need.ts";
import { waitingReviews } from "../../src/app/need/waiting-reviews.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { system } from "../../src/domain/shared/principal.ts";
import { userPrincipal } from "../support/accounts.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";

const staff = userPrincipal({ roles: ["staff"], region: "330302" });
const otherStaff = userPrincipal({ id: "other-staff", roles: ["staff"], region: "330303" });
const firm = userPrincipal({ id: "firm", organizationKind: "enterprise" });

describeOnDatabase("a need on its way to a match list", (current) => {
  function world() {
    const { ctx } = createTestContext(current().db);
    const as = (principal: Principal) => ({ ...ctx, principal });
    const need = async (title: string) => {
      const content = { title, regionCode: "330302" };
      const made = await createRecord({ ctx: as(system), kind: "need", input: { content, source: "form" } });
      return made.id;
    };
    return { as, need };
  }

  it("goes onto a list being worked on, or onto a new one, and then tells where it stands", async () => {
    const { as, need } = world();
    const ctx = as(staff);
    const needId = await need("电镀废水除镍");
    const spring = await createList({ ctx, input: { title: "春季对接会", note: "" } });
    expect(await listsOfNeed({ ctx, needId })).toEqual({
      holding: [],
      open: [{ id: spring.id, title: "春季对接会", status: "draft" }],
    });
    await addToList({ ctx, needId, list: { listId: spring.id } });
    await addToList({ ctx, needId, list: { listId: spring.id } });
    await addToList({ ctx, needId, list: { title: "电镀专场" } });
    const { holding, open } = await listsOfNeed({ ctx, needId });
    expect([holding.map(({ title }) => title).toSorted(), open]).toEqual([["春季对接会", "电镀专场"], []]);
    await moveList({ ctx, listId: spring.id, action: "close" });
    const other = await need("镀层起皮");
    expect((await listsOfNeed({ ctx, needId: other })).open.map(({ title }) => title)).toEqual(["电镀专场"]);
    await expect(addToList({ ctx, needId: other, list: { listId: spring.id } })).rejects.toMatchObject({
      code: "precondition_failed",
    });
  });

  it("makes no list for a need out of reach or without a title, and shows nobody another region's lists", async () => {
    const { as, need } = world();
    const needId = await need("电镀废水除镍");
    const add = (principal: Principal, title: string, id = needId) =>
      addToList({ ctx: as(principal), needId: id, list: { title } });
    await expect(add(otherStaff, "外区")).rejects.toMatchObject({ code: "not_found" });
    await expect(add(staff, " ")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(add(staff, "没有需求", "nothing")).rejects.toMatchObject({ code: "not_found" });
    await expect(add(firm, "企业")).rejects.toMatchObject({ code: "forbidden" });
    await expect(listsOfNeed({ ctx: as(firm), needId })).rejects.toMatchObject({ code: "forbidden" });
    for (const person of [staff, otherStaff]) expect((await getLists({ ctx: as(person) })).items).toEqual([]);
    await add(staff, "本区");
    expect(await listsOfNeed({ ctx: as(otherStaff), needId })).toEqual({ holding: [], open: [] });
  });

  it("is reviewed one after the other, the newest first, round to the one passed over", async () => {
    const { as, need } = world();
    const ctx = as(staff);
    const oldest = await need("甲");
    const alone = { others: 0, next: null, previous: null };
    expect(await waitingReviews({ ctx, needId: oldest })).toEqual(alone);
    const middle = await need("乙");
    const newest = await need("丙");
    const found = await waitingReviews({ ctx, needId: middle });
    expect(found).toEqual({
      others: 2,
      next: { id: oldest, title: "甲" },
      previous: { id: newest, title: "丙" },
    });
    const last = await waitingReviews({ ctx, needId: oldest });
    expect([last.others, last.next?.id, last.previous?.id]).toEqual([2, newest, middle]);
    expect(await waitingReviews({ ctx: as(otherStaff), needId: oldest })).toEqual(alone);
    await expect(waitingReviews({ ctx: as(firm), needId: oldest })).rejects.toMatchObject({ code: "forbidden" });
  });
});
