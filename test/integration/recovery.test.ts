import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { authenticate } from "../../src/app/account/authenticate.ts";
import { disableUser } from "../../src/app/account/change-status.ts";
import { createUser } from "../../src/app/account/create-user.ts";
import { bootstrapAdmin, issueBootstrapToken } from "../../src/app/account/link/bootstrap.ts";
import { issueRecoveryLink } from "../../src/app/account/link/issue-recovery-link.ts";
import { recoverPassword } from "../../src/app/account/link/use-recovery-link.ts";
import { listUsers } from "../../src/app/account/list-users.ts";
import { resetPassword } from "../../src/app/account/reset-password.ts";
import { signIn } from "../../src/app/account/session/sign-in.ts";
import type { AppContext } from "../../src/app/context.ts";
import { findOrCreateBureau } from "../../src/app/organization/find-or-create-bureau.ts";
import { oneTimeLinkTable, userTable } from "../../src/db/schema/account.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { type Principal, visitor } from "../../src/domain/shared/principal.ts";
import { createAccount, testPassword, userPrincipal } from "../support/accounts.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";

const newPassword = "春天 白鹤 飞过 长江边";
const reason = "回拨单位登记电话核实";
const as = (ctx: AppContext, principal: Principal): AppContext => ({ ...ctx, principal });

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describeOnDatabase("recovery of passwords without e-mail", (current) => {
  const stage = async () => {
    const made = createTestContext(current().db);
    const account = await createAccount(made.ctx, "enterprise");
    const staff = as(made.ctx, userPrincipal({ roles: ["staff"] }));
    const admin = as(made.ctx, userPrincipal({ roles: ["admin"] }));
    const nobody = as(made.ctx, visitor);
    const issue = (ctx: AppContext, login = account.username) => issueRecoveryLink({ ctx, input: { login, reason } });
    const enter = (password: string) => signIn({ ctx: nobody, input: { login: account.username, password } });
    return { ...made, account, staff, admin, nobody, issue, enter };
  };

  it("is by a link of one hour that works once, after which every session has ended", async () => {
    const { ctx, account, staff, nobody, issue, enter, advance } = await stage();
    const before = await enter(testPassword);
    const { token } = await issue(staff);
    expect(JSON.stringify(await ctx.db.orm.select().from(oneTimeLinkTable))).not.toContain(token);
    const weak = recoverPassword({ ctx: nobody, token, newPassword: "Admin@123456" });
    await expect(weak).rejects.toMatchObject({ code: "invalid_input" });
    const both = await Promise.all([1, 2].map(() => codeOf(recoverPassword({ ctx: nobody, token, newPassword }))));
    expect(both.toSorted()).toEqual(["not_found", "ok"]);
    expect(await codeOf(authenticate({ ctx: nobody, credentials: { session: before.token } }))).toBe("unauthenticated");
    expect([await codeOf(enter(testPassword)), await codeOf(enter(newPassword))]).toEqual(["unauthenticated", "ok"]);
    const deeds = await ctx.db.orm.select().from(auditTable).where(eq(auditTable.subjectId, account.id));
    const issued = deeds.find(({ action }) => action === "account.recover");
    expect(issued).toMatchObject({ actor: "user-staff", reason });

    const late = await issue(staff);
    advance(60 * 60_000);
    expect(await codeOf(recoverPassword({ ctx: nobody, token: late.token, newPassword }))).toBe("not_found");
    const [older, newer] = [await issue(staff), await issue(staff)];
    expect(await codeOf(recoverPassword({ ctx: nobody, token: older.token, newPassword }))).toBe("not_found");
    expect(await codeOf(recoverPassword({ ctx: nobody, token: newer.token, newPassword }))).toBe("ok");
  });

  it("is done by staff and admin only, with a reason; staff cannot make themselves admin by it", async () => {
    const { ctx, staff, admin, nobody, issue, account } = await stage();
    for (const role of ["enterprise", "university", "expert", "broker", "liaison", "judge", "auditor"] as const)
      expect([role, await codeOf(issue(as(ctx, userPrincipal({ roles: [role] }))))]).toEqual([role, "forbidden"]);
    expect(await codeOf(issue(nobody))).toBe("unauthenticated");
    expect(await codeOf(issueRecoveryLink({ ctx: staff, input: { login: account.username, reason: "" } }))).toBe(
      "invalid_input",
    );
    for (const role of ["staff", "admin", "auditor"] as const) {
      const { username } = await createAccount(ctx, role);
      expect([role, await codeOf(issue(staff, username))]).toEqual([role, "not_found"]);
      expect([role, await codeOf(issue(admin, username))]).toEqual([role, "ok"]);
    }
    expect(await codeOf(issue(staff, "nobody-here"))).toBe("not_found");
  });

  it("keeps staff of a county to the accounts of their county", async () => {
    const { ctx, account, issue } = await stage();
    const org = await findOrCreateBureau({ ctx, name: "某企业", regionCode: "330382" });
    await ctx.db.orm.update(userTable).set({ organizationId: org }).where(eq(userTable.id, account.id));
    const staffOf = (region: string) => as(ctx, userPrincipal({ roles: ["staff"], region }));
    const codes = [];
    for (const region of ["330382", "330300", "330000", "330302", "320000"])
      codes.push(await codeOf(issue(staffOf(region))));
    expect(codes).toEqual(["ok", "ok", "ok", "not_found", "not_found"]);
    await ctx.db.orm.update(organizationTable).set({ regionCode: null });
    expect(await codeOf(issue(staffOf("330382")))).toBe("not_found");
  });

  it("by the operator also removes a lost authenticator, and the password must be changed", async () => {
    const { ctx, nobody } = await stage();
    const staff = await createAccount(ctx, "staff");
    await resetPassword({ ctx, userId: staff.id, password: "tR7kq9xLm2vbPw", withoutAuthenticator: true });
    const { owes } = await signIn({ ctx: nobody, input: { login: staff.username, password: "tR7kq9xLm2vbPw" } });
    expect(owes).toBe("enrol");
  });
});

describeOnDatabase("S15 first admin", (current) => {
  const input = (token: string, n = 0) => ({
    token,
    username: `admin${n}号`,
    displayName: "某管理员",
    password: newPassword,
  });

  it.each([
    ["one token", true],
    ["ten tokens", false],
  ])("is made by one of ten who race with %s", async (_, shared) => {
    const { ctx } = createTestContext(current().db);
    const nobody = as(ctx, visitor);
    const one = (await issueBootstrapToken({ ctx }))!;
    const tokens = [];
    for (let n = 0; n < 10; n += 1) tokens.push(shared ? one : (await issueBootstrapToken({ ctx }))!);
    // Other connections, as other servers would have.
    const clients = tokens.map(() => current().connectAgain?.() ?? ctx.db);
    const codes = await Promise.all(
      tokens.map((token, n) => codeOf(bootstrapAdmin({ ctx: { ...nobody, db: clients[n]! }, input: input(token, n) }))),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code === "conflict" || code === "not_found")).toHaveLength(9);
    expect(await listUsers({ ctx })).toMatchObject([{ roles: ["admin"], status: "active" }]);
  });

  it("needs a token that is unused and not older than an hour, and there is none once there is an admin", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const nobody = as(ctx, visitor);
    const make = (token: string) => codeOf(bootstrapAdmin({ ctx: nobody, input: input(token) }));
    expect(await make("guessed")).toBe("not_found");
    const late = (await issueBootstrapToken({ ctx }))!;
    advance(60 * 60_000);
    expect(await make(late)).toBe("not_found");
    const token = (await issueBootstrapToken({ ctx }))!;
    expect(await codeOf(bootstrapAdmin({ ctx: nobody, input: { ...input(token), roles: ["auditor"] } }))).toBe(
      "invalid_input",
    );
    expect([await make(token), await make(token)]).toEqual(["ok", "not_found"]);
    expect(await issueBootstrapToken({ ctx })).toBeNull();
  });

  it("cannot be the last one disabled", async () => {
    const { ctx } = createTestContext(current().db);
    const [one, two] = [await createAccount(ctx, "admin"), await createAccount(ctx, "admin")];
    const codes = await Promise.all(
      [one, two].map(({ id }) => codeOf(disableUser({ ctx, userId: id, reason: "离职" }))),
    );
    expect(codes.toSorted()).toEqual(["ok", "precondition_failed"]);
  });
});

describeOnDatabase("createUser", (current) => {
  const of = (change: object) =>
    ({ username: "某用户", displayName: "某人", roles: ["enterprise"], ...change }) as never;

  it("is the admin's and the operator's", async () => {
    const { ctx } = createTestContext(current().db);
    for (const role of ["staff", "enterprise", "auditor"] as const)
      expect(await codeOf(createUser({ ctx: as(ctx, userPrincipal({ roles: [role] })), input: of({}) }))).toBe(
        "forbidden",
      );
    expect(await codeOf(createUser({ ctx: as(ctx, userPrincipal({ roles: ["admin"] })), input: of({}) }))).toBe("ok");
  });

  it("refuses names taken in any spelling, and roles that cannot be", async () => {
    const { ctx } = createTestContext(current().db);
    const make = (change: object) => codeOf(createUser({ ctx, input: of(change) }));
    expect(await make({ username: "Zhang.San", phone: "13800001234" })).toBe("ok");
    expect(await make({ username: "ｚｈａｎｇ.san" })).toBe("conflict");
    expect(await make({ phone: "138-0000-1234" })).toBe("conflict");
    for (const change of [
      { roles: [] },
      { roles: ["auditor", "admin"] },
      { roles: ["owner"] },
      { roles: ["staff"] },
      { username: "13800001234" },
      { username: "a@b" },
      { organizationId: "nowhere" },
      { linkedOrganizationIds: ["nowhere"] },
      { createdBy: "x" },
    ])
      expect([change, await make(change)]).toEqual([change, "invalid_input"]);
  });

  it("keeps phone and e-mail sealed (S6)", async () => {
    const { ctx } = createTestContext(current().db);
    await createUser({ ctx, input: of({ phone: "13800001234", email: "canary@example.cn" }) });
    const kept = JSON.stringify(await ctx.db.orm.select().from(userTable));
    for (const canary of ["13800001234", "canary@example.cn"]) expect(kept).not.toContain(canary);
  });
});
