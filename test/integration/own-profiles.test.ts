import { asc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { listTasks } from "../../src/app/home/list-tasks.ts";
import { confirmProfiles } from "../../src/app/own-profiles/confirm-profiles.ts";
import { listOwnProfiles, type OwnProfilesInput } from "../../src/app/own-profiles/list-own-profiles.ts";
import type { ProfileKind } from "../../src/app/own-profiles/own-rows.ts";
import { showProfiles } from "../../src/app/own-profiles/show-profiles.ts";
import { giveConsent, withdrawConsent } from "../../src/app/privacy/change-consent.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import { searchRecords } from "../../src/app/search/search-records.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { consentTexts } from "../../src/domain/privacy/consent.ts";
import { type Principal, visitor } from "../../src/domain/shared/principal.ts";
import { userPrincipal } from "../support/accounts.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createMatchContext } from "./match-setup.ts";

const own = userPrincipal({
  id: "own",
  roles: ["university"],
  organizationId: "school-a",
  organizationKind: "institution",
});
const other = userPrincipal({
  id: "other",
  roles: ["university"],
  organizationId: "school-b",
  organizationKind: "institution",
});

describeOnDatabase("experts and achievements of one's own", (current) => {
  async function world() {
    const { ctx, indexer, advance } = await createMatchContext(current().db);
    const now = ctx.now();
    const stamp = { createdBy: "system", version: 1, createdAt: now, updatedAt: now };
    await ctx.db.orm.insert(organizationTable).values(
      ["school-a", "school-b"].map((id) => ({
        id,
        name: id,
        nameKey: id,
        kind: "institution" as const,
        regionCode: null,
        status: "active" as const,
        ...stamp,
      })),
    );
    const as = (principal: Principal) => ({ ...ctx, principal });
    const list = (kind: ProfileKind, input: Partial<OwnProfilesInput> = {}, principal: Principal = own) =>
      listOwnProfiles({
        ctx: as(principal),
        kind,
        input: { words: "", incomplete: false, confirmed: "any", page: 1, ...input },
      });
    const expert = async (content: Record<string, unknown>, principal: Principal = own) => {
      advance(60_000);
      return createRecord({ ctx: as(principal), kind: "expert", input: { content: content as never } });
    };
    const audited = async (action: string) =>
      ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, action)).orderBy(asc(auditTable.seq));
    /** Ids of the experts the other school finds. */
    const findable = async () => {
      await indexer.drain();
      const { hits } = await searchRecords({ ctx: as(other), input: { kinds: ["expert"] } });
      return hits.map(({ record }) => record.id).sort();
    };
    return { as, list, expert, advance, audited, findable };
  }

  const complete = {
    name: "周完整",
    fields: ["10"],
    researchDirections: ["膜分离"],
    keywords: ["纳滤"],
    bio: "研究膜分离",
    cooperationModes: ["委托开发"],
  };

  it("are listed to their own people alone, last changed first, with what they lack", async () => {
    const { list, expert } = await world();
    const full = await expert(complete);
    const lacking = await expert({ name: "吴欠缺", bio: "研究电镀" });
    await expert({ name: "别校的专家" }, other);
    const found = await list("expert");
    expect(found.items.map(({ record }) => record.id)).toEqual([lacking.id, full.id]);
    expect(found.items.map(({ gaps }) => gaps)).toEqual([
      ["fields", "researchDirections", "keywords", "cooperationModes"],
      [],
    ]);
    expect(found.items[0]!.consents).toEqual({ profile: "none", public: "none", contact: "none" });
    expect((await list("achievement")).total).toBe(0);
    expect((await list("expert", {}, userPrincipal({ roles: ["staff"] }))).total).toBe(0);
    for (const roles of [["enterprise"], ["auditor"]] as const) {
      await expect(list("expert", {}, userPrincipal({ roles }))).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("narrow to the incomplete ones and to words, page by page", async () => {
    const { list, expert } = await world();
    await expert(complete);
    for (let at = 1; at <= 21; at++) await expert({ name: `吴欠缺${at}号` });
    expect(await list("expert", { incomplete: true, page: 9 })).toMatchObject({ total: 21, page: 2, pages: 2 });
    expect((await list("expert", { incomplete: true, page: 2 })).items).toHaveLength(1);
    expect((await list("expert", { words: "周完整 纳滤" })).total).toBe(1);
    expect((await list("expert", { words: "周完整", incomplete: true })).total).toBe(0);
    expect((await list("expert", { words: "%" })).total).toBe(0);
  });

  it("narrow to those nobody has confirmed for a year, and to those never confirmed", async () => {
    const { as, list, expert, advance } = await world();
    const old = await expert({ name: "老档案" });
    const kept = await expert({ name: "常核对" });
    advance(300 * dayMs);
    await confirmProfiles({ ctx: as(own), kind: "expert", input: picking(kept) });
    advance(100 * dayMs);
    const fresh = await expert({ name: "新登记" });
    const named = async (confirmed: "due" | "never") =>
      (await list("expert", { confirmed })).items.map(({ record }) => record.id);
    expect(await named("due")).toEqual([old.id]);
    expect(await named("never")).toEqual([fresh.id, old.id]);
    expect((await list("expert")).items.map(({ due }) => due)).toEqual([false, false, true]);
    const tasks = await listTasks({ ctx: as(own), limit: 5 });
    expect(tasks.find(({ code }) => code === "unconfirmedProfiles")).toMatchObject({
      count: 1,
      items: [{ title: "老档案", href: `/experts/${old.id}` }],
    });
    advance(300 * dayMs);
    expect((await list("expert", { confirmed: "due" })).total).toBe(2);
    expect((await list("expert", { confirmed: "due" }, other)).total).toBe(0);
  });

  it("are confirmed together, without a new version and with one audit row", async () => {
    const { as, list, expert, audited } = await world();
    const [one, two, rest] = [await expert({ name: "甲" }), await expert({ name: "乙" }), await expert({ name: "丙" })];
    const outcome = await confirmProfiles({ ctx: as(own), kind: "expert", input: picking(one, two) });
    expect(outcome).toEqual({ done: 2, unchanged: 0, left: [] });
    const rows = (await list("expert")).items.map(({ record }) => record);
    expect(rows.map(({ id, version, confirmedAt }) => [id, version, confirmedAt !== null])).toEqual([
      [rest.id, 1, false],
      [two.id, 1, true],
      [one.id, 1, true],
    ]);
    expect(await audited("record.confirm")).toMatchObject([
      { actor: "own", subjectKind: "expert", details: { rows: 2, ids: [one.id, two.id].sort() } },
    ]);
  });

  it("are refused as a whole when one of them is foreign, missing or withdrawn", async () => {
    const { as, list, expert, audited } = await world();
    const mine = await expert({ name: "甲" });
    const theirs = await expert({ name: "别校" }, other);
    const gone = await expert({ name: "撤回" });
    await withdrawRecord({ ctx: as(own), kind: "expert", id: gone.id, ifVersion: 1 });
    for (const wrong of [theirs, { ...gone, version: 2 }, { id: "missing", version: 1 }]) {
      const input = picking(mine, wrong);
      const refused = {
        code: "not_found",
        message: expect.stringContaining("有 1 条不在您名下或已撤回，一条也没有改动"),
      };
      await expect(confirmProfiles({ ctx: as(own), kind: "expert", input })).rejects.toMatchObject(refused);
      const shown = { ...input, visibility: "private" };
      await expect(showProfiles({ ctx: as(own), kind: "expert", input: shown })).rejects.toMatchObject(refused);
    }
    expect((await list("expert")).items).toMatchObject([{ record: { confirmedAt: null, visibility: "signedIn" } }]);
    expect(await audited("record.confirm")).toEqual([]);
    expect(await audited("disclosure.change")).toEqual([]);
  });

  it("leave out and name what somebody changed meanwhile, and do the others", async () => {
    const { as, list, expert } = await world();
    const [one, two] = [await expert({ name: "甲" }), await expert({ name: "乙" })];
    const content = { ...one.content, title: "教授" };
    await updateRecord({ ctx: as(own), kind: "expert", id: one.id, ifVersion: 1, input: { content } });
    const input = { ...picking(one, two), visibility: "private" };
    const confirmed = await confirmProfiles({ ctx: as(own), kind: "expert", input: picking(one, two) });
    const reason = expect.stringContaining("已被他人修改");
    expect(confirmed).toEqual({ done: 1, unchanged: 0, left: [{ id: one.id, title: "甲", reason }] });
    expect(await showProfiles({ ctx: as(own), kind: "expert", input })).toMatchObject({
      done: 1,
      left: [{ title: "甲" }],
    });
    const rows = (await list("expert")).items.map(({ record }) => record);
    expect(rows.map(({ id, version, visibility }) => [id, version, visibility])).toEqual([
      [two.id, 2, "private"],
      [one.id, 2, "signedIn"],
    ]);
  });

  it("are taken by their filter, as long as it lets through as many as it showed", async () => {
    const { as, list, expert } = await world();
    for (let at = 1; at <= 25; at++) await expert({ name: `吴${at}号`, bio: "研究电镀" });
    await expert(complete);
    await expert({ name: "吴别校" }, other);
    const filter = { words: "吴", incomplete: true, confirmed: "never" };
    const asked = (total: number) => ({ selection: { of: "filter", filter, total } });
    await expect(confirmProfiles({ ctx: as(own), kind: "expert", input: asked(24) })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("从 24 条变为 25 条"),
    });
    expect((await list("expert", { confirmed: "never" })).total).toBe(26);
    expect(await confirmProfiles({ ctx: as(own), kind: "expert", input: asked(25) })).toMatchObject({ done: 25 });
    expect((await list("expert", { confirmed: "never" })).total).toBe(1);
    expect((await list("expert", { confirmed: "never" }, other)).total).toBe(1);
  });

  it("are shown wider only as far as each person agreed, and narrower at once", async () => {
    const { as, list, expert, audited, findable } = await world();
    const [agreed, silent, objects] = [
      await expert({ name: "同意者" }),
      await expert({ name: "未表态" }),
      await expert({ name: "撤回者" }),
    ];
    const said = { textVersion: consentTexts.public.version, note: "书面同意书" };
    await giveConsent({ ctx: as(own), expertId: agreed.id, input: { field: "public", ...said } });
    await withdrawConsent({ ctx: as(own), expertId: objects.id, input: { field: "profile", note: "本人来函" } });
    const now = async () => (await list("expert")).items.map(({ record }) => record);
    const change = async (visibility: string) =>
      showProfiles({ ctx: as(own), kind: "expert", input: { ...picking(...(await now())), visibility } });
    expect(await change("public")).toEqual({
      done: 0,
      unchanged: 1,
      left: [
        { id: objects.id, title: "撤回者", reason: expect.stringContaining("已撤回展示档案的同意") },
        { id: silent.id, title: "未表态", reason: expect.stringContaining("须先取得专家本人的同意") },
      ],
    });
    expect(await findable()).toEqual([agreed.id, silent.id].sort());
    expect(await change("private")).toMatchObject({ done: 3, left: [] });
    expect(await findable()).toEqual([]);
    expect(await change("signedIn")).toMatchObject({ done: 2, left: [{ title: "撤回者" }] });
    expect(await findable()).toEqual([agreed.id, silent.id].sort());
    expect(await change("public")).toMatchObject({ done: 1, left: [{ title: "撤回者" }, { title: "未表态" }] });
    const changes = await audited("disclosure.change");
    expect(changes.filter(({ subjectId }) => subjectId === agreed.id).map(({ details }) => details)).toEqual([
      { before: { visibility: "public" }, after: { visibility: "private" } },
      { before: { visibility: "private" }, after: { visibility: "signedIn" } },
      { before: { visibility: "signedIn" }, after: { visibility: "public" } },
    ]);
  });

  it("are those of the profile's person too, of achievements as well, and of nobody else", async () => {
    const { as, expert } = await world();
    const colleague = await expert({ name: "同事" });
    const mine = await expert({ name: "本人" });
    const person = userPrincipal({ ...own, id: "person", roles: ["expert"], expertId: mine.id });
    expect(await confirmProfiles({ ctx: as(person), kind: "expert", input: picking(mine) })).toMatchObject({ done: 1 });
    const input = picking(colleague);
    const staff = userPrincipal({ roles: ["staff"] });
    for (const principal of [person, staff, other]) {
      const refused = confirmProfiles({ ctx: as(principal), kind: "expert", input });
      await expect(refused).rejects.toMatchObject({ code: "not_found" });
    }
    for (const [principal, code] of [
      [userPrincipal({ roles: ["enterprise"] }), "forbidden"],
      [visitor, "unauthenticated"],
    ] as const) {
      await expect(confirmProfiles({ ctx: as(principal), kind: "expert", input })).rejects.toMatchObject({ code });
    }
    const title = { content: { title: "络合镍捕集剂" } };
    const achievement = await createRecord({ ctx: as(own), kind: "achievement", input: title });
    const shown = { ...picking(achievement), visibility: "public" };
    expect(await showProfiles({ ctx: as(own), kind: "achievement", input: shown })).toMatchObject({
      done: 1,
      left: [],
    });
    await expect(confirmProfiles({ ctx: as(own), kind: "expert", input: picking() })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

const dayMs = 86_400_000;

/** Rows ticked as they were shown. */
function picking(...rows: readonly { id: string; version: number }[]) {
  return { selection: { of: "picked", rows: rows.map(({ id, version }) => ({ id, version })) } };
}
