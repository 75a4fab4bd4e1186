import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { authenticate } from "../../src/app/account/authenticate.ts";
import { signIn } from "../../src/app/account/session/sign-in.ts";
import type { AppContext } from "../../src/app/context.ts";
import { importRows } from "../../src/app/import/import-rows.ts";
import { changeIntroduction } from "../../src/app/introduction/change-introduction.ts";
import { approveList } from "../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { getSheet } from "../../src/app/match-list/sheet-state.ts";
import { sendNotices } from "../../src/app/notice/send-notices.ts";
import { giveConsent, withdrawConsent } from "../../src/app/privacy/change-consent.ts";
import { claimProfile, issueClaimLink, readClaimLink } from "../../src/app/privacy/claim-profile.ts";
import { deleteAccount } from "../../src/app/privacy/delete-account.ts";
import { deleteProfile } from "../../src/app/privacy/delete-profile.ts";
import { exportOwn } from "../../src/app/privacy/export-own.ts";
import { revealExpertContact } from "../../src/app/privacy/reveal-expert-contact.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { searchRecords } from "../../src/app/search/search-records.ts";
import { executeRows } from "../../src/db/execute-rows.ts";
import { userTable } from "../../src/db/schema/account.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { consentTable, introductionTable } from "../../src/db/schema/disclosure.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { consentTexts } from "../../src/domain/privacy/consent.ts";
import { type Principal, visitor } from "../../src/domain/shared/principal.ts";
import { createAccount, testPassword, userPrincipal } from "../support/accounts.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { sampleContent } from "../support/samples.ts";
import { createMatchContext } from "./match-setup.ts";

const [college, firm] = [testId(701), testId(702)];
const contact = { name: "诸葛雀", phone: "13977701234", email: "quail@example.com" };
const content = { ...sampleContent("expert", "诸葛雀"), organizationName: "甲大学" };
const institution = userPrincipal({ id: testId(801), roles: ["university"], organizationId: college });
const member = userPrincipal({ id: testId(802), roles: ["enterprise"], organizationId: firm });
const consent = (field: keyof typeof consentTexts) => ({ field, textVersion: consentTexts[field].version });

async function setUp(test: { ctx: AppContext }) {
  const { ctx } = test;
  const now = ctx.now();
  const stamp = { createdBy: "m", version: 1, createdAt: now, updatedAt: now, status: "active" as const };
  await ctx.db.orm.insert(organizationTable).values([
    { id: college, name: "甲大学", nameKey: "甲大学", kind: "institution", ...stamp },
    { id: firm, name: "甲企业", nameKey: "甲企业", kind: "enterprise", ...stamp },
  ]);
  const { id } = await createRecord({ ctx, kind: "expert", input: { content, contact } });
  const as = (principal: Principal): AppContext => ({ ...ctx, principal });
  const self = userPrincipal({ id: testId(803), roles: ["expert"], expertId: id });
  return { ctx, id, as, self };
}

describeOnDatabase("privacy", (current) => {
  it("shows a profile no wider than its person agreed, from the moment they say so", async () => {
    const test = await createMatchContext(current().db);
    const { ctx, id, as, self } = await setUp(test);
    await test.indexer.drain();
    const read = (principal: Principal) => getRecord({ ctx: as(principal), kind: "expert", id });
    const found = async (principal: Principal) => {
      const { hits } = await searchRecords({ ctx: as(principal), input: { query: "诸葛雀", kinds: ["expert"] } });
      return hits.length;
    };
    expect((await read(member)).visibility).toBe("signedIn");
    expect(await found(member)).toBe(1);
    await expect(read(visitor)).rejects.toMatchObject({ code: "not_found" });
    const widen = () =>
      updateRecord({ ctx: as(institution), kind: "expert", id, ifVersion: 1, input: { visibility: "public" } });
    await expect(widen()).rejects.toMatchObject({ reason: "consent_missing" });
    const byOther = { ctx: as(institution), expertId: id, input: consent("public") };
    await expect(giveConsent(byOther)).rejects.toMatchObject({ code: "invalid_input" });
    const paper = { ...consent("public"), note: "书面同意书 2026-01-04，人事处存" };
    await giveConsent({ ...byOther, input: paper });
    expect((await read(visitor)).visibility).toBe("public");

    // The indexer stands still from here on.
    const states = await withdrawConsent({ ctx: as(self), expertId: id, input: { field: "profile" } });
    expect(states).toMatchObject({ profile: "withdrawn", public: "withdrawn" });
    for (const principal of [visitor, member]) {
      await expect(read(principal)).rejects.toMatchObject({ code: "not_found" });
      expect(await found(principal)).toBe(0);
    }
    await test.indexer.drain();
    expect([...(await ctx.search.versions("expert"))]).toEqual([]);
    const { version } = await read(institution);
    const again = { ctx: as(institution), kind: "expert", id, ifVersion: version } as const;
    await expect(updateRecord({ ...again, input: { visibility: "signedIn" } })).rejects.toMatchObject({
      reason: "consent_withdrawn",
    });
    await giveConsent({ ctx: as(self), expertId: id, input: consent("profile") });
    expect((await read(member)).visibility).toBe("signedIn");
    await expect(giveConsent({ ctx: as(member), expertId: id, input: paper })).rejects.toMatchObject({
      code: "forbidden",
    });
    const deeds = await ctx.db.orm.select().from(auditTable);
    const actions = deeds.map(({ action }) => action).filter((action) => action.startsWith("consent"));
    expect(actions).toEqual(["consent.give", "consent.withdraw", "consent.give"]);
  });

  it("is never public without consent, though one publishes while another withdraws", async () => {
    const { ctx } = createTestContext(current().db);
    for (let n = 0; n < 8; n += 1) {
      const content = { name: `人${n}`, organizationName: "丙校" };
      const { id } = await createRecord({ ctx, kind: "expert", input: { content } });
      for (const field of ["profile", "public"] as const)
        await giveConsent({
          ctx,
          expertId: id,
          input: { field, textVersion: consentTexts[field].version, note: "书面同意书" },
        });
      const read = async () =>
        (await getRecord({ ctx, kind: "expert", id })) as { version: number; visibility: string };
      const before = await read();
      const show = (visibility: "public" | "signedIn", ifVersion: number) =>
        updateRecord({ ctx, kind: "expert", id, ifVersion, input: { visibility } });
      const { version } = before.visibility === "signedIn" ? before : await show("signedIn", before.version);
      await Promise.allSettled([
        show("public", version),
        withdrawConsent({ ctx, expertId: id, input: { field: "public", note: "本人撤回" } }),
      ]);
      expect((await read()).visibility).toBe("signedIn");
    }
  });

  it("notes a refusal as of its own moment and not as a consent from before", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const { id } = await createRecord({
      ctx,
      kind: "expert",
      input: { content: { name: "甲", organizationName: "丙校" } },
    });
    advance(60_000);
    await withdrawConsent({ ctx, expertId: id, input: { field: "profile", note: "本人来电" } });
    const [row] = await ctx.db.orm.select().from(consentTable);
    expect([row!.givenAt, row!.withdrawnAt]).toEqual([ctx.now(), ctx.now()]);
  });

  it("gives the contact to a firm with consent and an approved introduction only, and keeps who looked and why", async () => {
    const { ctx, id, as, self } = await setUp(createTestContext(current().db));
    const reveal = (principal: Principal) =>
      revealExpertContact({ ctx: as(principal), expertId: id, input: { reason: "约定面谈" } });
    const refused = { reason: "contact_consent" };
    await expect(reveal(visitor)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(reveal(member)).rejects.toMatchObject(refused);
    const needContent = { ...sampleContent("need", "高温轴承"), organizationName: "甲企业" };
    const need = await createRecord({ ctx: as(member), kind: "need", input: { content: needContent } });
    await ctx.db.orm.insert(introductionTable).values({
      id: testId(900),
      needId: need.id,
      organizationId: college,
      targetKind: "expert",
      targetId: id,
      status: "requested",
      requestedBy: institution.id,
      requestedAt: ctx.now(),
      message: "可以合作",
      version: 1,
    });
    await giveConsent({ ctx: as(self), expertId: id, input: consent("contact") });
    await expect(reveal(member)).rejects.toMatchObject(refused);
    await changeIntroduction({
      ctx: as(member),
      id: testId(900),
      input: { action: "approve", reason: "同意" } as never,
    });
    expect(await reveal(member)).toEqual(contact);
    await withdrawConsent({ ctx: as(self), expertId: id, input: { field: "contact" } });
    await expect(reveal(member)).rejects.toMatchObject(refused);
    expect(await reveal(institution)).toEqual(contact);
    const looks = await ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, "contact.reveal"));
    expect(looks.map(({ actor, reason }) => [actor, reason])).toEqual([
      [member.id, "约定面谈"],
      [institution.id, "约定面谈"],
    ]);
  });

  it("hands a profile over by a link that works once", async () => {
    const { ctx, id, as } = await setUp(createTestContext(current().db));
    const first = await issueClaimLink({ ctx: as(institution), expertId: id });
    const token = await issueClaimLink({ ctx: as(institution), expertId: id });
    await expect(readClaimLink({ ctx, token: first })).rejects.toMatchObject({ code: "not_found" });
    const input = { username: "zhuge", displayName: "诸葛雀", password: testPassword };
    expect(await claimProfile({ ctx: as(visitor), token, input })).toBe(id);
    await expect(claimProfile({ ctx: as(visitor), token, input })).rejects.toMatchObject({ code: "not_found" });
    await expect(issueClaimLink({ ctx: as(institution), expertId: id })).rejects.toMatchObject({ reason: "claimed" });
    const [user] = await ctx.db.orm.select().from(userTable).where(eq(userTable.usernameKey, "zhuge"));
    expect(user).toMatchObject({ expertId: id, roles: ["expert"], organizationId: college, status: "active" });
    const signedIn = await signIn({ ctx: as(visitor), input: { login: "zhuge", password: testPassword } });
    expect(signedIn).toBeTruthy();
  });

  it("exports everything about a person and nothing of others", async () => {
    const { ctx, id, as } = await setUp(createTestContext(current().db));
    const other = await createAccount(ctx, "enterprise", { phone: "13900009999" });
    const account = await createAccount(ctx, "expert", { phone: "13900001111", expertId: id });
    const self = userPrincipal({ id: account.id, roles: ["expert"], expertId: id });
    await giveConsent({ ctx: as(self), expertId: id, input: consent("contact") });
    await revealExpertContact({ ctx: as(institution), expertId: id, input: { reason: "核对信息" } });
    const told = JSON.stringify(await exportOwn({ ctx: as(self) }));
    for (const word of ["13900001111", contact.phone, contact.email, "核对信息", "contact.reveal", "防腐涂料"]) {
      expect(told).toContain(word);
    }
    for (const word of ["13900009999", other.id, institution.id, "passwordHash", "tokenHash"]) {
      expect(told).not.toContain(word);
    }
    await expect(exportOwn({ ctx: as(visitor) })).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("deletes an account: its names, sessions and notices are gone, its records stay with the organisation", async () => {
    const { ctx, as } = await setUp(createTestContext(current().db));
    const account = await createAccount(ctx, "enterprise", { organizationId: firm });
    const outside = { ...ctx, principal: visitor, origin: { ip: "10.0.0.1", device: "test", traceId: "t" } };
    const { token } = await signIn({ ctx: outside, input: { login: account.username, password: testPassword } });
    const { session, principal } = await authenticate({ ctx: outside, credentials: { session: token } });
    const { id } = await createRecord({
      ctx: as(principal),
      kind: "need",
      input: { content: { ...sampleContent("need", "涂层"), organizationName: "" } },
    });
    await sendNotices(ctx, [{ userId: account.id, title: "通知", body: "", link: "/" }]);
    const remove = (password: string) => deleteAccount({ ctx: outside, session: session!, password });
    await expect(remove("不是 这个 密码 的呀")).rejects.toMatchObject({ code: "invalid_input" });
    await remove(testPassword);
    for (const table of ["user_account", "session", "notice"])
      expect([table, await executeRows(ctx.db.orm, sql.raw(`select 1 from ${table}`))]).toEqual([table, []]);
    await expect(authenticate({ ctx: outside, credentials: { session: token } })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect((await getRecord({ ctx, kind: "need", id })).content.title).toContain("涂层");
    const kept = JSON.stringify(await ctx.db.orm.select().from(auditTable));
    expect(kept).toContain("account.delete");
    for (const word of [account.username, "13800001234"]) expect(kept).not.toContain(word);
  });

  it("takes a deleted profile's name and the notes about it out of lists, their history and sent versions", async () => {
    const { ctx, id, as, self } = await setUp(createTestContext(current().db));
    const need = await createRecord({ ctx, kind: "need", input: { content: sampleContent("need", "涂层") } });
    const list = await createList({ ctx, input: { title: "春季对接", note: "" } });
    await setNeeds({ ctx, listId: list.id, input: { add: [need.id] } });
    const target = { kind: "expert", id } as const;
    const sheet = { ctx, listId: list.id, needId: need.id };
    const first = await getSheet(sheet);
    const { version } = await changeSheet({ ...sheet, ifVersion: first.version, input: { action: "include", target } });
    await changeSheet({ ...sheet, ifVersion: version, input: { action: "note", target, note: "诸葛雀下周出差" } });
    await approveList({ ctx, listId: list.id });
    const stored = async () => {
      const tables = ["match_sheet", "match_step", "match_list_version"];
      return JSON.stringify(
        await Promise.all(tables.map((table) => executeRows(ctx.db.orm, sql.raw(`select * from ${table}`)))),
      );
    };
    expect((await stored()).match(/诸葛雀/g)!.length).toBeGreaterThan(2);
    await deleteProfile({ ctx: as(self), expertId: id, input: { name: "诸葛雀" } });
    const after = await stored();
    expect(after).not.toContain("诸葛雀");
    expect(after).toContain(id);
    expect((await getSheet(sheet)).sheet.entries).toHaveLength(1);
  });

  it("deletes a profile for good: neither an import nor a form brings it back", async () => {
    const { ctx, id, as, self } = await setUp(createTestContext(current().db));
    await giveConsent({ ctx: as(self), expertId: id, input: consent("contact") });
    const remove = (input: object) => deleteProfile({ ctx: as(self), expertId: id, input });
    await expect(remove({ name: "别人" })).rejects.toMatchObject({ code: "invalid_input" });
    await remove({ name: "诸葛雀" });
    for (const table of ["expert", "contact", "consent"]) {
      expect(await executeRows(ctx.db.orm, sql.raw(`select 1 from ${table}`))).toEqual([]);
    }
    const row = (change: object, number: string) => ({
      content: { ...content, ...change },
      contact,
      number,
      sheet: "专家",
      row: 3,
      raw: {},
    });
    const rows = [
      row({}, "E-1"),
      row({ name: "改名", organizationName: "乙大学" }, "E-2"),
      { ...row({ name: "另一人" }, "E-3"), contact: {} },
    ];
    const source = { fileName: "专家.xlsx", sha256: "ab".repeat(32) };
    const result = await importRows({ ctx, kind: "expert", rows, source });
    expect(result.created).toBe(1);
    expect(result.failed.map(({ code, found }) => [code, found])).toEqual([
      ["deleted_for_good", "本人已要求删除"],
      ["deleted_for_good", "本人已要求删除"],
    ]);
    const form = {
      ctx: as(institution),
      kind: "expert",
      input: { content: { ...content, name: "诸 葛 雀" } },
    } as const;
    await expect(createRecord(form)).rejects.toMatchObject({ reason: "deleted_for_good" });
    const stones = JSON.stringify(await executeRows(ctx.db.orm, sql.raw("select * from tombstone")));
    for (const word of ["诸葛雀", contact.phone, contact.email]) expect(stones).not.toContain(word);
  });
});
