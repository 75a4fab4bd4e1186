import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { authenticate } from "../../src/app/account/authenticate.ts";
import { changeRoles } from "../../src/app/account/change-roles.ts";
import { disableUser } from "../../src/app/account/change-status.ts";
import { signIn } from "../../src/app/account/session/sign-in.ts";
import type { AppContext } from "../../src/app/context.ts";
import { changeLink } from "../../src/app/organization/change-link.ts";
import { decideRequest } from "../../src/app/organization/decide-request.ts";
import { findOrCreateBureau } from "../../src/app/organization/find-or-create-bureau.ts";
import { acceptInvitation, inviteMember } from "../../src/app/organization/invitation.ts";
import { leaveOrganization } from "../../src/app/organization/leave-organization.ts";
import { listOrganizations } from "../../src/app/organization/list-organizations.ts";
import { openOrganization } from "../../src/app/organization/open-organization.ts";
import { signUp } from "../../src/app/organization/sign-up.ts";
import { suspendOrganization } from "../../src/app/organization/suspend-organization.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { joinRequestTable, userTable } from "../../src/db/schema/account.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { privacyNotice } from "../../src/domain/account/privacy-notice.ts";
import type { Role } from "../../src/domain/account/role.ts";
import { creditCheckSign } from "../../src/domain/organization/credit-code.ts";
import { localStaff, type Principal, visitor } from "../../src/domain/shared/principal.ts";
import { createAccount, testPassword, userPrincipal } from "../support/accounts.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import { sampleContent } from "../support/samples.ts";

const head = "91330300M00010";
const codeOf = (n: number) => `${head}${n}Y2`.padEnd(17, "0").slice(0, 17);
const credit = (n: number) => codeOf(n) + creditCheckSign(codeOf(n));

const form = (username: string, change: Record<string, unknown> = {}) => ({
  kind: "enterprise",
  name: "温州某电器有限公司",
  creditCode: credit(1),
  regionCode: "330302",
  username,
  displayName: "张某",
  phone: "",
  email: "",
  password: testPassword,
  privacyVersion: privacyNotice.version,
  ...change,
});

describeOnDatabase("organisations and members", (current) => {
  let ctx: AppContext;
  let guest: AppContext;
  const as = (principal: Principal): AppContext => ({ ...ctx, principal });
  const staff = (region: string | null) => as(userPrincipal({ roles: ["staff"], region }));
  const inRegion = () => staff("330300");
  const code = (code: string) => expect.objectContaining({ code });

  beforeEach(() => {
    ctx = createTestContext(current().db).ctx;
    guest = { ...ctx, principal: visitor };
  });

  const requestOf = async (username: string): Promise<string> => {
    const rows = await ctx.db.orm
      .select({ id: joinRequestTable.id })
      .from(joinRequestTable)
      .innerJoin(userTable, eq(userTable.id, joinRequestTable.userId))
      .where(eq(userTable.username, username));
    return rows[0]!.id;
  };
  const user = async (username: string) =>
    (await ctx.db.orm.select().from(userTable).where(eq(userTable.username, username)))[0]!;
  const organizations = () => ctx.db.orm.select().from(organizationTable);
  const decide = async (by: AppContext, username: string, decision: string, reason = "") =>
    decideRequest({ ctx: by, requestId: await requestOf(username), input: { decision, reason } });
  const memberOf = async (username: string): Promise<AppContext> => {
    const { id, roles, organizationId } = await user(username);
    const rows = await ctx.db.orm.select().from(organizationTable).where(eq(organizationTable.id, organizationId!));
    return as(userPrincipal({ id, roles, organizationId, organizationKind: rows[0]!.kind }));
  };
  /** A firm with its first member. */
  const founded = async (username = "zhangsan"): Promise<AppContext> => {
    await signUp({ ctx: guest, input: form(username) });
    await decide(inRegion(), username, "approve");
    return memberOf(username);
  };
  const joined = async (by: AppContext, username: string): Promise<AppContext> => {
    const token = await inviteMember({ ctx: by, input: { role: "enterprise" } });
    const { displayName, phone, email, password, privacyVersion } = form(username);
    await acceptInvitation({
      ctx: guest,
      token,
      input: { username, displayName, phone, email, password, privacyVersion },
    });
    return memberOf(username);
  };
  const enter = (login: string) => signIn({ ctx: guest, input: { login, password: testPassword } });
  const post = (by: AppContext, organizationName = "") =>
    createRecord({ ctx: by, kind: "need", input: { content: { ...sampleContent("need", "涂层"), organizationName } } });
  const deeds = async () => (await ctx.db.orm.select().from(auditTable)).map(({ action }) => action);

  it("lets nobody in before staff of the region approve; staff elsewhere see nothing of it", async () => {
    expect(await signUp({ ctx: guest, input: form("zhangsan", { phone: "13800000001" }) })).toBe("organization");
    await expect(enter("zhangsan")).rejects.toEqual(code("precondition_failed"));
    await expect(enter("13800000001")).rejects.toEqual(code("unauthenticated"));
    expect((await listOrganizations({ ctx: staff("440300"), input: {} })).waiting).toEqual([]);
    await expect(decide(staff("440300"), "zhangsan", "approve")).rejects.toEqual(code("not_found"));
    await expect(decide(guest, "zhangsan", "approve")).rejects.toEqual(code("unauthenticated"));
    const { waiting } = await listOrganizations({ ctx: inRegion(), input: {} });
    expect(waiting).toMatchObject([{ name: "温州某电器有限公司", requests: [{ username: "zhangsan" }] }]);
    await decide(inRegion(), "zhangsan", "approve");
    await expect(decide(inRegion(), "zhangsan", "approve")).rejects.toEqual(code("conflict"));
    expect(await user("zhangsan")).toMatchObject({
      status: "active",
      roles: ["enterprise"],
      privacyVersion: "2026-01",
    });
    expect(await organizations()).toMatchObject([{ status: "active", kind: "enterprise", creditCode: credit(1) }]);
    expect((await enter("13800000001")).token).toBeTruthy();
    expect(await deeds()).toEqual(expect.arrayContaining(["organization.apply", "organization.approve"]));
  });

  it("tells the declined why, keeps no contact of theirs, and gives the name back", async () => {
    await post(as(localStaff), "温州某电器有限公司");
    await signUp({ ctx: guest, input: form("zhangsan", { email: "a@example.cn" }) });
    await expect(decide(inRegion(), "zhangsan", "decline")).rejects.toEqual(code("invalid_input"));
    await decide(inRegion(), "zhangsan", "decline", "代码与执照不符");
    await expect(enter("zhangsan")).rejects.toThrow("代码与执照不符");
    expect(await user("zhangsan")).toMatchObject({ status: "pending", email: null, emailKey: null });
    expect(await organizations()).toMatchObject([{ status: "listed", creditCode: null, regionCode: null }]);
  });

  it("takes over an organisation known from an import with its records", async () => {
    const { id } = await post(as(localStaff), "温州某电器有限公司");
    const member = await founded();
    expect(await organizations()).toHaveLength(1);
    expect((await getRecord({ ctx: member, kind: "need", id, action: "own" })).id).toBe(id);
  });

  it("makes a join request of a name or code that is there, decided by members; strangers decide nothing", async () => {
    const member = await founded();
    expect(await signUp({ ctx: guest, input: form("lisi", { name: "某电器（新名）", creditCode: credit(1) }) })).toBe(
      "join",
    );
    expect(await signUp({ ctx: guest, input: form("wangwu") })).toBe("join");
    await expect(signUp({ ctx: guest, input: form("zhaoliu", { creditCode: credit(2) }) })).rejects.toEqual(
      code("invalid_input"),
    );
    const stranger = as(userPrincipal({ organizationId: "x", organizationKind: "enterprise" }));
    await expect(decide(stranger, "lisi", "approve")).rejects.toEqual(code("not_found"));
    expect((await openOrganization({ ctx: member })).requests).toMatchObject([
      { username: "lisi" },
      { username: "wangwu" },
    ]);
    await decide(member, "lisi", "approve");
    await decide(member, "wangwu", "decline", "不是本单位的人");
    expect((await openOrganization({ ctx: member })).members.map(({ username }) => username)).toEqual([
      "lisi",
      "zhangsan",
    ]);
  });

  it("makes one organisation of ten sign-ups at once", async () => {
    const names = Array.from({ length: 10 }, (_, at) => `user${at}x`);
    const outcomes = await Promise.all(names.map((name) => signUp({ ctx: guest, input: form(name) })));
    expect(outcomes.filter((each) => each === "organization")).toHaveLength(1);
    expect(await organizations()).toHaveLength(1);
  });

  it("answers alike whether a phone or e-mail is known or not", async () => {
    await founded();
    await ctx.db.orm.update(userTable).set({ phoneKey: ctx.keyRing.lookupKey("phone", "13800000001") });
    const password = "山上 两株 老松 相对无言";
    const known = form("lisi", { phone: "13800000001", password });
    const unknown = form("wangwu", { phone: "13800000002", password });
    expect(await signUp({ ctx: guest, input: known })).toBe(await signUp({ ctx: guest, input: unknown }));
    expect((await user("lisi")).phone).toBeNull();
    const tellings = await Promise.all(
      ["13800000001", "13800000002"].map((login) => signIn({ ctx: guest, input: { login, password } }).catch(String)),
    );
    expect(tellings).toEqual(Array(2).fill("AppError: 账号或密码不正确。"));
    await expect(signUp({ ctx: guest, input: form("LISI") })).rejects.toEqual(code("invalid_input"));
  });

  it("refuses a wrong credit code by its own message, and a privacy notice not accepted", async () => {
    const wrong = signUp({ ctx: guest, input: form("lisi", { creditCode: "91350100M000100Y44", privacyVersion: "" }) });
    const issues = await wrong.catch(({ issues }) => issues);
    expect(issues.map(({ where }: { where: string }) => where).toSorted()).toEqual(["creditCode", "privacyVersion"]);
    expect(JSON.stringify(issues)).toContain("校验位");
    expect(await organizations()).toEqual([]);
  });

  it("an invitation lets one person in, for the roles of that kind of organisation only", async () => {
    const member = await founded();
    await expect(inviteMember({ ctx: member, input: { role: "admin" } })).rejects.toEqual(code("invalid_input"));
    const token = await inviteMember({ ctx: member, input: { role: "enterprise" } });
    const { displayName, phone, email, password, privacyVersion } = form("x");
    const accept = (username: string) =>
      acceptInvitation({ ctx: guest, token, input: { username, displayName, phone, email, password, privacyVersion } });
    await expect(accept("zhangsan")).rejects.toEqual(code("invalid_input"));
    const all = await Promise.allSettled(["lisi", "wangwu", "zhaoliu"].map(accept));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await openOrganization({ ctx: member })).members).toHaveLength(2);
    expect((await openOrganization({ ctx: member })).invitations).toEqual([]);
  });

  it("hands over the records of a member who leaves; their cookie is worth nothing at once", async () => {
    const first = await founded();
    const second = await joined(first, "lisi");
    const { id } = await post(second);
    const { token } = await enter("lisi");
    const leave = (by: AppContext, of: AppContext, successorId = "") =>
      leaveOrganization({ ctx: by, userId: of.principal.id, input: { successorId } });
    await expect(leave(second, second)).rejects.toEqual(code("invalid_input"));
    const stranger = as(userPrincipal({ organizationId: "x", organizationKind: "enterprise" }));
    await expect(leave(stranger, second)).rejects.toEqual(code("not_found"));
    await leave(second, second, first.principal.id);
    const credentials = { session: token, authorization: null };
    await expect(authenticate({ ctx: guest, credentials })).rejects.toEqual(code("unauthenticated"));
    await expect(enter("lisi")).rejects.toEqual(code("unauthenticated"));
    const rows = await ctx.db.orm.select().from(needTable).where(eq(needTable.id, id));
    expect(rows).toMatchObject([
      { createdBy: first.principal.id, organizationId: (first.principal as { organizationId: string }).organizationId },
    ]);
    await expect(leave(first, first)).rejects.toEqual(code("precondition_failed"));
    expect(await deeds()).toEqual(expect.arrayContaining(["record.handOver", "organization.leave"]));
  });

  it("keeps a member when two leave at once", async () => {
    const first = await founded();
    const second = await joined(first, "lisi");
    await post(first);
    const all = await Promise.allSettled([
      leaveOrganization({ ctx: first, userId: first.principal.id, input: { successorId: second.principal.id } }),
      leaveOrganization({ ctx: second, userId: second.principal.id, input: { successorId: first.principal.id } }),
    ]);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("keeps one admin whatever ten do at once: disabling, taking roles and leaving", async () => {
    const bureau = await findOrCreateBureau({ ctx: as(localStaff), name: "某市科技局", regionCode: null });
    const admins = [];
    for (let at = 0; at < 10; at += 1) admins.push(await createAccount(ctx, "admin", { organizationId: bureau }));
    const all = await Promise.allSettled(
      admins.map(({ id: userId }, at) => {
        if (at % 3 === 0) return disableUser({ ctx: as(localStaff), userId, reason: "试用" });
        if (at % 3 === 1)
          return changeRoles({ ctx: as(localStaff), userId, input: { roles: ["judge"], reason: "改任评审" } });
        const self = as(userPrincipal({ id: userId, roles: ["admin"], organizationId: bureau }));
        return leaveOrganization({ ctx: self, userId, input: {} });
      }),
    );
    const kept = all.filter((each) => each.status === "rejected");
    expect(kept).toMatchObject([{ reason: { code: "precondition_failed", reason: "last_admin" } }]);
    const left = (await ctx.db.orm.select().from(userTable)).filter(
      ({ status, roles }) => status === "active" && roles.includes("admin"),
    );
    expect(left).toHaveLength(1);
  });

  it("changes roles by the rules: the auditor stands alone, staff belong to a bureau", async () => {
    const { id: userId } = await createAccount(ctx, "judge");
    const change = (roles: Role[]) =>
      changeRoles({ ctx: as(localStaff), userId, input: { roles, reason: "工作需要" } });
    await expect(change(["auditor", "judge"])).rejects.toThrow("审计员须单独设立");
    await expect(change(["staff"])).rejects.toEqual(code("invalid_input"));
    await expect(change([])).rejects.toEqual(code("invalid_input"));
    await change(["auditor"]);
    const input = { roles: ["judge"], reason: "工作需要" };
    await expect(changeRoles({ ctx: inRegion(), userId, input })).rejects.toEqual(code("forbidden"));
    expect(await deeds()).toContain("role.change");
  });

  it("a broker writes in the name of firms that named them, and of no other; the audit says for whom", async () => {
    const member = await founded();
    const organizationId = (member.principal as { organizationId: string }).organizationId;
    const broker = await createAccount(ctx, "broker");
    const link = (by: AppContext, linked: boolean, username = broker.username) =>
      changeLink({ ctx: by, input: { organizationId, username, linked } });
    await expect(link(member, true, "zhangsan")).rejects.toEqual(code("invalid_input"));
    await expect(link(staff("440300"), true)).rejects.toEqual(code("not_found"));
    await link(member, true);
    const acting = as(userPrincipal({ id: broker.id, roles: ["broker"], linkedOrganizationIds: [organizationId] }));
    const { id } = await post(acting);
    const [row] = await ctx.db.orm.select().from(needTable).where(eq(needTable.id, id));
    expect(row).toMatchObject({ organizationId, createdBy: broker.id });
    await expect(post(acting, "别的企业")).rejects.toEqual(code("invalid_input"));
    const [other] = await ctx.db.orm
      .insert(organizationTable)
      .values({ ...(await organizations())[0]!, id: "other", name: "乙企业", nameKey: "乙企业", creditCode: null })
      .returning();
    const ofTwo = as(
      userPrincipal({ id: broker.id, roles: ["broker"], linkedOrganizationIds: [organizationId, other!.id] }),
    );
    await expect(post(ofTwo)).rejects.toEqual(code("invalid_input"));
    await post(ofTwo, "乙企业");
    const written = (await ctx.db.orm.select().from(auditTable)).filter(({ action }) => action === "record.write");
    expect(written.map(({ onBehalfOf }) => onBehalfOf)).toEqual([organizationId, "other"]);
    expect((await openOrganization({ ctx: member })).brokers).toMatchObject([{ username: broker.username }]);
    await link(inRegion(), false);
    expect((await openOrganization({ ctx: member })).brokers).toEqual([]);
  });

  it("shuts a suspended organisation's members out, and lets them in again", async () => {
    const member = await founded();
    const organizationId = (member.principal as { organizationId: string }).organizationId;
    const suspend = (by: AppContext, suspended: boolean) =>
      suspendOrganization({ ctx: by, organizationId, input: { suspended, reason: "核查" } });
    const { token } = await enter("zhangsan");
    await expect(suspend(staff("440300"), true)).rejects.toEqual(code("not_found"));
    await suspend(inRegion(), true);
    const credentials = { session: token, authorization: null };
    await expect(authenticate({ ctx: guest, credentials })).rejects.toEqual(code("unauthenticated"));
    await expect(enter("zhangsan")).rejects.toThrow("单位已停用");
    await suspend(inRegion(), false);
    expect((await enter("zhangsan")).token).toBeTruthy();
  });

  it("are told on the form what to fill in, in plain words", async () => {
    const { call } = testApp(ctx, { guest: visitor });
    const boxes = {
      kind: "",
      name: "",
      creditCode: "",
      region: "",
      username: "",
      displayName: "",
      phone: "1",
      email: "a@",
    };
    const body = new URLSearchParams({ ...boxes, newPassword: testPassword, repeated: testPassword });
    const { status, text } = await call("POST", "/sign-up", { as: "guest", body });
    const said = [...text.matchAll(/<p class="field-error" id="(\w+)-error">([^<]+)/g)].map(([, box, words]) => [
      box,
      words,
    ]);
    expect(status).toBe(400);
    expect(Object.fromEntries(said)).toMatchObject({
      kind: "请选择企业或高校院所",
      displayName: "请填写姓名",
      phone: "手机号或电话号码",
      email: "邮箱地址，如 name@example.cn",
      privacyVersion: "请阅读并同意隐私说明",
    });
    expect(text).not.toMatch(/期望|数值过小|无效输入/);
    body.set("newPassword", "");
    body.set("repeated", "");
    for (const [name, value] of Object.entries(form("zhangsan", { region: "330302" })))
      if (value !== testPassword) body.set(name, String(value));
    const short = await call("POST", "/sign-up", { as: "guest", body });
    expect(short.text).toContain("至少 12 个字符");
  });
});
