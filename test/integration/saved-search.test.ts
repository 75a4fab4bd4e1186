import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { principalOf } from "../../src/app/account/session/session.ts";
import type { AppContext } from "../../src/app/context.ts";
import { confirmRedaction } from "../../src/app/disclosure/confirm-redaction.ts";
import { listNotices } from "../../src/app/notice/read-notices.ts";
import { findOrCreateBureau } from "../../src/app/organization/find-or-create-bureau.ts";
import { exportOwn } from "../../src/app/privacy/export-own.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { deleteSearch, listSearches, lookAtSearch, renameSearch } from "../../src/app/saved-search/list-searches.ts";
import { saveSearch } from "../../src/app/saved-search/save-search.ts";
import { sendDigests } from "../../src/app/saved-search/send-digests.ts";
import { userTable } from "../../src/db/schema/account.ts";
import { noticeTable } from "../../src/db/schema/match-list.ts";
import { expertTable } from "../../src/db/schema/record.ts";
import { savedSearchTable } from "../../src/db/schema/saved-search.ts";
import { findUserRow } from "../../src/db/sessions.ts";
import type { Role } from "../../src/domain/account/role.ts";
import type { Visibility } from "../../src/domain/shared/entity.ts";
import { system, visitor } from "../../src/domain/shared/principal.ts";
import { createAccount } from "../support/accounts.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createDisclosureContext, insiders, organizations } from "./disclosure-setup.ts";

const dayMs = 86_400_000;

describeOnDatabase("saved searches", (current) => {
  async function stage() {
    const test = await createDisclosureContext(current().db);
    const person = async (role: Role, organizationId: string | null): Promise<AppContext> => {
      const { id } = await createAccount(test.ctx, role, { organizationId });
      return test.as(principalOf((await findUserRow(test.ctx.db.orm, id))!));
    };
    const expert = async (name: string, visibility: Visibility = "public") => {
      const content = { name, researchDirections: ["工业废水处理"], organizationName: "某丙大学" };
      const record = await createRecord({ ctx: test.ctx, kind: "expert", input: { content, visibility } });
      await test.indexer.drain();
      return record;
    };
    const save = (ctx: AppContext, name = "废水专家", query: object = { text: "废水", kind: "expert" }) =>
      saveSearch({ ctx, input: { name, query } });
    const fresh = async (ctx: AppContext) => (await listSearches({ ctx })).map(({ name, fresh }) => [name, fresh]);
    const digest = () => sendDigests({ ctx: test.as(system) });
    return { ...test, person, expert, save, fresh, digest };
  }

  it("count what is new since they were looked at, as far as their owner sees it", async () => {
    const { person, expert, save, fresh, ctx, indexer } = await stage();
    const firm = await person("enterprise", organizations.rival);
    await expert("旧专家");
    const { id } = await save(firm);
    expect(await fresh(firm)).toEqual([["废水专家", 0]]);
    await expert("新专家");
    const later = await expert("登录可见", "signedIn");
    await expert("不公开", "private");
    expect(await fresh(firm)).toEqual([["废水专家", 2]]);
    // Hidden since it was indexed.
    await ctx.db.orm.update(expertTable).set({ visibility: "private" }).where(eq(expertTable.id, later.id));
    expect(await fresh(firm)).toEqual([["废水专家", 1]]);
    expect(await lookAtSearch({ ctx: firm, id })).toBe(
      `/search?${new URLSearchParams("q=废水&kind=expert&sort=newest")}`,
    );
    expect(await fresh(firm)).toEqual([["废水专家", 0]]);

    // A need made long ago is new on the day it is disclosed.
    await save(firm, "废水需求", { text: "废水", kind: "need" });
    const owner = { ...ctx, principal: insiders.owner };
    const content = { title: "电镀废水", organizationName: "原文单位甲有限公司" };
    const need = await createRecord({ ctx: owner, kind: "need", input: { content, visibility: "signedIn" } });
    await indexer.drain();
    expect(await fresh(firm)).toContainEqual(["废水需求", 0]);
    await confirmRedaction({ ctx: owner, id: need.id, ifVersion: 1, input: { texts: { title: "某企业废水" } } });
    await indexer.drain();
    expect(await fresh(firm)).toContainEqual(["废水需求", 1]);
  });

  it("are told of in one notice a day, with the rights of that day, however many servers tell", async () => {
    const { person, expert, save, digest, advance, ctx } = await stage();
    const firm = await person("enterprise", organizations.rival);
    const other = await person("judge", null);
    await save(firm);
    await save(firm, "工业", { text: "工业废水" });
    await save(other);
    await expert("新专家");
    const hidden = await expert("稍后隐藏");
    // 09:00 in Beijing, on the day they were saved: the digest begins with the next one.
    expect(await digest()).toEqual({ sent: 0 });
    advance(dayMs);
    await ctx.db.orm.update(expertTable).set({ visibility: "private" }).where(eq(expertTable.id, hidden.id));
    const sent = await Promise.all([digest(), digest(), digest()]);
    expect(sent.reduce((sum, each) => sum + each.sent, 0)).toBe(2);
    expect(await digest()).toEqual({ sent: 0 });
    expect(await listNotices({ ctx: firm })).toMatchObject([
      { title: "您保存的检索有 1 条新结果", body: "“工业” 1 条，“废水专家” 1 条。", link: "/searches" },
    ]);
    const link = `/search?${new URLSearchParams("q=废水&kind=expert&sort=newest")}`;
    expect(await listNotices({ ctx: other })).toMatchObject([{ title: "您保存的检索有 1 条新结果", link }]);

    // Told once; the next day brings only what came since.
    advance(dayMs);
    expect(await digest()).toEqual({ sent: 0 });
    await expert("又一位");
    advance(dayMs);
    expect(await digest()).toEqual({ sent: 2 });
    expect((await listNotices({ ctx: other }))[0]).toMatchObject({ body: "“废水专家” 1 条。" });
  });

  it("are not told of at night, to those who may not sign in, or while the index does not answer", async () => {
    const { person, expert, save, digest, advance, ctx, as } = await stage();
    const firm = await person("enterprise", organizations.rival);
    const gone = await person("enterprise", organizations.rival);
    await save(firm);
    await save(gone);
    await expert("新专家");
    await ctx.db.orm.update(userTable).set({ status: "disabled" }).where(eq(userTable.id, gone.principal.id));
    advance(dayMs - 3 * 3_600_000);
    expect(await digest()).toEqual({ sent: 0 });
    advance(3_600_000);
    const down = { ...ctx.search, search: () => Promise.reject(new Error("down")) };
    expect(await sendDigests({ ctx: { ...as(system), search: down } })).toEqual({ sent: 0 });
    expect((await listSearches({ ctx: { ...firm, search: down } }))[0]!.fresh).toBeNull();
    expect(await digest()).toEqual({ sent: 1 });
    const notices = await ctx.db.orm.select().from(noticeTable);
    expect(notices.map(({ userId }) => userId)).toEqual([firm.principal.id]);
  });

  it("see what staff of another region may see and no more", async () => {
    const { person, save, fresh, ctx, indexer } = await stage();
    const away = await findOrCreateBureau({ ctx, name: "外地科技局", regionCode: "310000" });
    const staff = await person("staff", away);
    await save(staff, "全部废水", { text: "废水" });
    const content = { title: "电镀废水", organizationName: "原文单位甲有限公司", regionCode: "330302" };
    await createRecord({ ctx, kind: "need", input: { content, visibility: "private" } });
    await indexer.drain();
    expect(await fresh(staff)).toEqual([["全部废水", 0]]);
  });

  it("belong to one person: twenty at most, each once; renamed, exported, deleted, and gone with the account", async () => {
    const { person, save, fresh, ctx, as } = await stage();
    const firm = await person("enterprise", organizations.rival);
    const other = await person("enterprise", organizations.rival);
    const { id } = await save(firm);
    await expect(save(firm, "又一个", { text: " 废水 ", kind: "expert" })).rejects.toMatchObject({
      code: "conflict",
      message: "这个检索已经保存为“废水专家”。",
    });
    await expect(save(firm, "", { text: "甲" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(save(firm, "空", {})).rejects.toMatchObject({ code: "invalid_input" });
    await expect(save(as(visitor))).rejects.toMatchObject({ code: "unauthenticated" });
    for (const act of [renameSearch, deleteSearch, lookAtSearch])
      await expect(act({ ctx: other, id, name: "盗用" })).rejects.toMatchObject({ code: "not_found" });
    await renameSearch({ ctx: firm, id, name: "治水专家" });
    expect(await fresh(firm)).toEqual([["治水专家", 0]]);
    const tries = await Promise.allSettled(
      Array.from({ length: 22 }, (_, n) => save(firm, `检索${n}`, { text: `词${n}` })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
    expect(await fresh(firm)).toHaveLength(20);
    const exported = await exportOwn({ ctx: firm });
    expect(exported.savedSearches).toHaveLength(20);
    expect(exported.savedSearches).toContainEqual(
      expect.objectContaining({ name: "治水专家", query: { text: "废水", kind: "expert", filter: {} } }),
    );
    await deleteSearch({ ctx: firm, id });
    expect(await fresh(firm)).toHaveLength(19);
    await save(other);
    await ctx.db.orm.delete(userTable).where(eq(userTable.id, firm.principal.id));
    expect((await ctx.db.orm.select().from(savedSearchTable)).map(({ userId }) => userId)).toEqual([
      other.principal.id,
    ]);
  });
});
