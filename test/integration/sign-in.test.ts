import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { authenticate } from "../../src/app/account/authenticate.ts";
import { changePassword } from "../../src/app/account/change-password.ts";
import { disableUser, enableUser } from "../../src/app/account/change-status.ts";
import { confirmSecondFactor } from "../../src/app/account/factor/confirm-second-factor.ts";
import {
  beginEnrolment,
  enrolAuthenticator,
  pendingAuthenticator,
} from "../../src/app/account/factor/enrol-authenticator.ts";
import { endSessions } from "../../src/app/account/session/end-sessions.ts";
import { listSessions } from "../../src/app/account/session/list-sessions.ts";
import type { Session } from "../../src/app/account/session/session.ts";
import { signIn } from "../../src/app/account/session/sign-in.ts";
import { sweepAccounts } from "../../src/app/account/sweep.ts";
import type { AppContext } from "../../src/app/context.ts";
import { sessionTable, throttleTable, userTable } from "../../src/db/schema/account.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { visitor } from "../../src/domain/shared/principal.ts";
import { createPasswordHasher } from "../../src/secrets/password-hasher.ts";
import { createScrypt } from "../../src/secrets/scrypt.ts";
import { totpCode } from "../../src/secrets/totp.ts";
import { createAccount, testPassword } from "../support/accounts.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";

const MINUTE_MS = 60_000;
const wrong = "完全不对 的 密码 呀呀";

function from(ctx: AppContext, ip: string): AppContext {
  return { ...ctx, principal: visitor, origin: { ip, device: "test", traceId: "t" } };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describeOnDatabase("S7 sessions", (current) => {
  const stage = async () => {
    const made = createTestContext(current().db);
    const account = await createAccount(made.ctx, "enterprise");
    const ctx = from(made.ctx, "10.0.0.1");
    const enter = (replaces: string | null = null) =>
      signIn({ ctx, input: { login: account.username, password: testPassword }, replaces });
    const who = (token: string) => authenticate({ ctx, credentials: { session: token } });
    const sessionOf = async (token: string): Promise<Session> => (await who(token)).session!;
    return { ...made, ctx, operator: made.ctx, account, enter, who, sessionOf };
  };

  it("are found by a token of 256 bits, of which only the hash is stored", async () => {
    const { ctx, enter, who, account } = await stage();
    const { token } = await enter();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(JSON.stringify(await ctx.db.orm.select().from(sessionTable))).not.toContain(token);
    expect((await who(token)).principal).toMatchObject({ kind: "user", id: account.id, roles: ["enterprise"] });
    await expect(who(`${token}x`)).rejects.toMatchObject({ code: "unauthenticated", reason: "session_ended" });
  });

  it("end after 30 minutes without use and 12 hours with", async () => {
    const { enter, who, advance, ctx } = await stage();
    const idle = await enter();
    advance(30 * MINUTE_MS);
    await expect(who(idle.token)).rejects.toMatchObject({ code: "unauthenticated" });
    const used = await enter();
    for (let minute = 0; minute < 12 * 60 - 20; minute += 20) {
      advance(20 * MINUTE_MS);
      expect((await who(used.token)).principal.kind).toBe("user");
    }
    advance(20 * MINUTE_MS);
    await expect(who(used.token)).rejects.toMatchObject({ code: "unauthenticated" });
    await sweepAccounts({ ctx });
    expect(await ctx.db.orm.$count(sessionTable)).toBe(0);
  });

  it("say that they were seen at most once a minute, so that a request writes nothing", async () => {
    const { ctx, enter, who, advance } = await stage();
    const { token } = await enter();
    const seen = async () => (await ctx.db.orm.select().from(sessionTable))[0]!.lastSeenAt.getTime();
    const first = await seen();
    advance(MINUTE_MS);
    await who(token);
    expect(await seen()).toBe(first);
    advance(1);
    await who(token);
    expect(await seen()).toBe(first + MINUTE_MS + 1);
  });

  it("begin anew at sign-in: a token known before is worth nothing after (fixation)", async () => {
    const { enter, who, sessionOf } = await stage();
    const planted = await enter();
    const own = await enter((await sessionOf(planted.token)).tokenHash);
    expect(own.token).not.toBe(planted.token);
    await expect(who(planted.token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await who(own.token)).principal.kind).toBe("user");
  });

  it("end at once when the account is disabled or its organisation suspended", async () => {
    const { operator, enter, who, account, ctx } = await stage();
    const { token } = await enter();
    await disableUser({ ctx: operator, userId: account.id, reason: "离职" });
    await expect(who(token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await codeOf(enter())).toBe("unauthenticated");
    await expect(enableUser({ ctx: operator, userId: account.id, reason: "" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await enableUser({ ctx: operator, userId: account.id, reason: "返聘" });
    await expect(who(token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await who((await enter()).token)).principal.kind).toBe("user");
    await expect(enableUser({ ctx: operator, userId: account.id, reason: "返聘" })).rejects.toMatchObject({
      code: "precondition_failed",
    });

    const staff = await createAccount(operator, "judge", { organizationId: null });
    const bureau = await createAccount(operator, "staff");
    await ctx.db.orm.update(userTable).set({ organizationId: bureau.organizationId }).where(eq(userTable.id, staff.id));
    const other = await signIn({ ctx, input: { login: staff.username, password: testPassword } });
    expect((await who(other.token)).principal.kind).toBe("user");
    await ctx.db.orm.update(organizationTable).set({ status: "suspended" });
    await expect(who(other.token)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("all end when the password changes, but for the one it was changed in, which gets a new token", async () => {
    const { ctx, enter, who, sessionOf } = await stage();
    const [here, there] = [await enter(), await enter()];
    const session = await sessionOf(here.token);
    const newPassword = "春天 白鹤 飞过 长江边";
    const bad = changePassword({ ctx, session, password: wrong, newPassword });
    await expect(bad).rejects.toMatchObject({ issues: [{ where: "password" }] });
    const weak = changePassword({ ctx, session, password: testPassword, newPassword: "Admin@123456" });
    await expect(weak).rejects.toMatchObject({ issues: [{ where: "newPassword", found: "（不显示）" }] });
    const changed = await changePassword({ ctx, session, password: testPassword, newPassword });
    for (const { token } of [here, there]) await expect(who(token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await who(changed.token)).principal.kind).toBe("user");
    expect(await codeOf(enter())).toBe("unauthenticated");
  });

  it("are listed, and ended one by one, all others, or all", async () => {
    const { ctx, enter, who, sessionOf } = await stage();
    const tokens = [await enter(), await enter(), await enter(), await enter()].map(({ token }) => token);
    const session = await sessionOf(tokens[0]!);
    const listed = await listSessions({ ctx, session });
    expect(listed.map(({ current: own }) => own).filter(Boolean)).toHaveLength(1);
    const other = listed.find(({ current: own }) => !own)!;
    expect(await endSessions({ ctx, session, which: { id: other.id } })).toBe(1);
    expect(await endSessions({ ctx, session, which: { id: "of somebody else" } })).toBe(0);
    expect(await endSessions({ ctx, session, which: "others" })).toBe(2);
    expect((await who(tokens[0]!)).session?.id).toBe(session.id);
    expect(await endSessions({ ctx, session, which: "all" })).toBe(1);
    expect(await codeOf(who(tokens[0]!))).toBe("unauthenticated");
  });

  it("read the rights of today: a role taken away is gone with the next request", async () => {
    const { ctx, operator, who } = await stage();
    const staff = await createAccount(operator, "staff");
    const { token } = await signIn({ ctx, input: { login: staff.username, password: testPassword } });
    const { session } = await who(token);
    expect(session?.owes).toBe("secondFactor");
    const full = await confirmSecondFactor({ ctx, session: session!, code: staff.code!(ctx.now()) });
    expect((await who(full.token)).principal).toMatchObject({ roles: ["staff"], region: null });
    await ctx.db.orm
      .update(userTable)
      .set({ roles: ["judge"] })
      .where(eq(userTable.id, staff.id));
    expect((await who(full.token)).principal).toMatchObject({ roles: ["judge"] });
    // Staff without a bureau are in charge of nothing.
    await ctx.db.orm
      .update(userTable)
      .set({ roles: ["staff", "judge"], organizationId: null })
      .where(eq(userTable.id, staff.id));
    expect((await who(full.token)).principal).toMatchObject({ roles: ["judge"], organizationId: null });
  });
});

describeOnDatabase("S9 lockout", (current) => {
  const stage = async () => {
    const made = createTestContext(current().db);
    const account = await createAccount(made.ctx, "enterprise", { phone: "138 0000 1234", email: "A@Example.cn" });
    const enter = (ip: string, password: string, login = account.username) =>
      codeOf(signIn({ ctx: from(made.ctx, ip), input: { login, password } }));
    return { ...made, account, enter };
  };

  it("signs in by username, phone and e-mail, however they are written", async () => {
    const { enter } = await stage();
    for (const login of [
      "13800001234",
      "+86 138-0000-1234",
      "１３８００００１２３４",
      "a@example.CN",
      " a@example.cn ",
    ])
      expect([login, await enter("10.0.0.1", testPassword, login)]).toEqual([login, "ok"]);
  });

  it("refuses the sixth try of an account from one address for 15 minutes, also with the right password", async () => {
    const { enter, advance } = await stage();
    for (let n = 0; n < 5; n += 1) expect(await enter("10.0.0.1", wrong)).toBe("unauthenticated");
    expect(await enter("10.0.0.1", wrong)).toBe("limit_exceeded");
    expect(await enter("10.0.0.1", testPassword)).toBe("limit_exceeded");
    advance(15 * MINUTE_MS - 1);
    expect(await enter("10.0.0.1", testPassword)).toBe("limit_exceeded");
    advance(2);
    expect(await enter("10.0.0.1", testPassword)).toBe("ok");
  });

  it("counts phone, e-mail and username as one account", async () => {
    const { enter, account } = await stage();
    for (const login of ["13800001234", "a@example.cn", account.username, "13800001234", "a@example.cn"])
      expect(await enter("10.0.0.1", wrong, login)).toBe("unauthenticated");
    expect(await enter("10.0.0.1", testPassword)).toBe("limit_exceeded");
  });

  it("lets the owner in from elsewhere while an attacker is locked out", async () => {
    const { enter } = await stage();
    for (let n = 0; n < 20; n += 1) await enter("203.0.113.9", wrong);
    expect(await enter("203.0.113.9", testPassword)).toBe("limit_exceeded");
    expect(await enter("10.0.0.1", testPassword)).toBe("ok");
  });

  it("lets no more than five of fifty tries made at once look at the password (brute force)", async () => {
    const { enter } = await stage();
    const answers = await Promise.all(Array.from({ length: 50 }, () => enter("203.0.113.9", wrong)));
    expect(answers.filter((code) => code === "unauthenticated")).toHaveLength(5);
    expect(answers.filter((code) => code === "limit_exceeded")).toHaveLength(45);
  });

  it("forgets failures after a success, and a window that has passed", async () => {
    const { enter, advance } = await stage();
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 4; n += 1) expect(await enter("10.0.0.1", wrong)).toBe("unauthenticated");
      expect(await enter("10.0.0.1", testPassword)).toBe("ok");
      advance(MINUTE_MS);
    }
    for (let n = 0; n < 4; n += 1) await enter("10.0.0.1", wrong);
    advance(15 * MINUTE_MS + 1);
    for (let n = 0; n < 4; n += 1) expect(await enter("10.0.0.1", wrong)).toBe("unauthenticated");
  });

  it("stops one address that tries many accounts, by the minute and by the quarter of an hour, not the next address; IPv6 counts by /64", async () => {
    const { enter, advance } = await stage();
    let somebody = 0;
    const tryMany = async (times: number) => {
      const codes = [];
      for (let n = 0; n < times; n += 1)
        codes.push(await enter(`2001:db8:0:1::${n.toString(16)}`, wrong, `somebody${somebody++}`));
      return codes.filter((code) => code === "unauthenticated").length;
    };
    expect(await tryMany(11)).toBe(10);
    const later = [];
    for (let minute = 0; minute < 5; minute += 1) {
      advance(MINUTE_MS);
      later.push(await tryMany(10));
    }
    expect(later).toEqual([10, 10, 10, 9, 0]);
    advance(MINUTE_MS);
    expect(await enter("2001:db8:0:1::ffff", testPassword)).toBe("limit_exceeded");
    expect(await enter("2001:db8:0:2::1", testPassword)).toBe("ok");
  });

  it("tells unknown, disabled and known accounts apart neither by words nor by work", async () => {
    const { ctx, account, enter } = await stage();
    const disabled = await createAccount(ctx, "enterprise");
    await disableUser({ ctx, userId: disabled.id, reason: "离职" });
    let verified = 0;
    const scrypt = createScrypt({ ln: 4, r: 8, p: 1 });
    const counting = {
      ...scrypt,
      verify: (password: string, stored: string) => {
        verified += 1;
        return scrypt.verify(password, stored);
      },
    };
    const passwords = createPasswordHasher([counting], { atOnce: 1, waiting: 10 });
    const told = [];
    for (const login of [account.username, "nobody-here", "13911112222", "x@example.cn", disabled.username]) {
      verified = 0;
      const counted = { ...from(ctx, "10.0.0.7"), accounts: { ...ctx.accounts, passwords } };
      const input = { login, password: login === disabled.username ? testPassword : wrong };
      const error = await signIn({ ctx: counted, input }).catch((caught: AppError) => caught);
      told.push([verified, (error as AppError).code, (error as AppError).message]);
    }
    expect(new Set(told.map((row) => JSON.stringify(row))).size).toBe(1);
    expect(told[0]).toEqual([1, "unauthenticated", "账号或密码不正确。"]);
    for (let n = 0; n < 6; n += 1) await enter("10.0.0.8", wrong, "nobody-here");
    expect(await enter("10.0.0.8", wrong, "nobody-here")).toBe("limit_exceeded");
  });

  it("keeps neither the password nor a mistyped name in counts and audit", async () => {
    const { ctx, enter } = await stage();
    await enter("10.0.0.1", wrong, "mistyped-password-here");
    const kept = JSON.stringify([
      await ctx.db.orm.select().from(throttleTable),
      await ctx.db.orm.select().from(auditTable),
    ]);
    expect(kept).toContain("session.fail");
    for (const secret of [wrong, "mistyped-password-here"]) expect(kept).not.toContain(secret);
  });
});

describeOnDatabase("S8 stored passwords", (current) => {
  it("are hashed anew at sign-in when their parameters are older", async () => {
    const { ctx } = createTestContext(current().db);
    const account = await createAccount(ctx, "enterprise");
    const stored = async () =>
      (await ctx.db.orm.select().from(userTable).where(eq(userTable.id, account.id)))[0]!.passwordHash!;
    const before = await stored();
    const [weak, strong] = [createScrypt({ ln: 4, r: 8, p: 1 }), createScrypt({ ln: 5, r: 8, p: 1 })];
    const passwords = createPasswordHasher([{ ...strong, prefix: "$scrypt$" }, weak], { atOnce: 1, waiting: 10 });
    const newer = { ...from(ctx, "10.0.0.1"), accounts: { ...ctx.accounts, passwords } };
    const input = { login: account.username, password: testPassword };
    await signIn({ ctx: newer, input });
    const after = await stored();
    expect([before.includes("ln=4"), after.includes("ln=5")]).toEqual([true, true]);
    await signIn({ ctx: newer, input });
    expect(await stored()).toBe(after);
  });

  it("that somebody else set, or that are too old under mlps, have to be replaced before anything else", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const account = await createAccount(ctx, "enterprise");
    const mlps = {
      ...from(ctx, "10.0.0.1"),
      accounts: { ...ctx.accounts, profile: { name: "mlps", maxAgeDays: 90 } as const },
    };
    const input = { login: account.username, password: testPassword };
    expect((await signIn({ ctx: mlps, input })).owes).toBeNull();
    advance(90 * 24 * 60 * MINUTE_MS + 1);
    const { token, owes } = await signIn({ ctx: mlps, input });
    expect(owes).toBe("newPassword");
    const { principal, session } = await authenticate({ ctx: mlps, credentials: { session: token } });
    expect(principal).toEqual(visitor);
    const change = { ctx: mlps, session: session!, password: testPassword };
    await expect(changePassword({ ...change, newPassword: "春天 白鹤 飞过 长江边" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const changed = await changePassword({ ...change, newPassword: "Egrets over 7 rivers" });
    expect((await authenticate({ ctx: mlps, credentials: { session: changed.token } })).principal.kind).toBe("user");
    await ctx.db.orm.update(userTable).set({ passwordChangedAt: null });
    expect((await authenticate({ ctx, credentials: { session: changed.token } })).session?.owes).toBe("newPassword");
  });
});

describeOnDatabase("S9 second factor", (current) => {
  const stage = async (role: "staff" | "admin" | "enterprise" = "staff") => {
    const made = createTestContext(current().db);
    const account = await createAccount(made.ctx, role);
    const ctx = from(made.ctx, "10.0.0.1");
    const enter = async () => {
      const { token } = await signIn({ ctx, input: { login: account.username, password: testPassword } });
      return { token, session: (await authenticate({ ctx, credentials: { session: token } })).session! };
    };
    const who = async (token: string) => (await authenticate({ ctx, credentials: { session: token } })).principal;
    return { ...made, ctx, account, enter, who };
  };

  it.each(["staff", "admin"] as const)(
    "is asked of %s; until then they are visitors, and the session changes its token",
    async (role) => {
      const { ctx, account, enter, who } = await stage(role);
      const { token, session } = await enter();
      expect(await who(token)).toEqual(visitor);
      await expect(confirmSecondFactor({ ctx, session, code: "000000" })).rejects.toMatchObject({
        reason: "wrong_code",
      });
      const full = await confirmSecondFactor({ ctx, session, code: account.code!(ctx.now()) });
      expect(full.token).not.toBe(token);
      expect((await who(full.token)).kind).toBe("user");
      await expect(who(token)).rejects.toMatchObject({ code: "unauthenticated" });
    },
  );

  it("refuses a code used before, also when it comes twice at once", async () => {
    const { ctx, account, enter } = await stage();
    const [one, two] = [await enter(), await enter()];
    const code = account.code!(ctx.now());
    const codes = await Promise.all(
      [one, two].map(({ session }) => codeOf(confirmSecondFactor({ ctx, session, code }))),
    );
    expect(codes.toSorted()).toEqual(["ok", "unauthenticated"]);
  });

  it("lets a code be tried five times", async () => {
    const { ctx, enter, account, advance } = await stage();
    const { session } = await enter();
    for (let n = 0; n < 5; n += 1)
      expect(await codeOf(confirmSecondFactor({ ctx, session, code: `00000${n}` }))).toBe("unauthenticated");
    const right = () => confirmSecondFactor({ ctx, session, code: account.code!(ctx.now()) });
    expect(await codeOf(right())).toBe("limit_exceeded");
    advance(15 * MINUTE_MS + 1);
    const again = await enter();
    await confirmSecondFactor({ ctx, session: again.session, code: account.code!(ctx.now()) });
  });

  it("is set up at first sign-in, with ten recovery codes that work once each", async () => {
    const { ctx, account, enter, who, advance } = await stage();
    await ctx.db.orm.update(userTable).set({ totpSecret: null, totpConfirmedAt: null });
    const { token, session } = await enter();
    expect([session.owes, await who(token)]).toEqual(["enrol", visitor]);
    expect(await pendingAuthenticator({ ctx, session })).toBeNull();
    await beginEnrolment({ ctx, session });
    const pending = (await pendingAuthenticator({ ctx, session }))!;
    expect(JSON.stringify(await ctx.db.orm.select().from(userTable))).not.toContain(pending.secret);
    await expect(enrolAuthenticator({ ctx, session, code: "123456" })).rejects.toMatchObject({ reason: "wrong_code" });
    const { started, codes } = await enrolAuthenticator({ ctx, session, code: totpCode(pending.secret, ctx.now()) });
    expect((await who(started.token)).kind).toBe("user");
    expect(new Set(codes).size).toBe(10);
    expect(await pendingAuthenticator({ ctx, session })).toBeNull();
    await expect(beginEnrolment({ ctx, session })).rejects.toMatchObject({ reason: "enrolled" });

    advance(MINUTE_MS);
    const next = await enter();
    await confirmSecondFactor({ ctx, session: next.session, code: ` ${codes[3]!.toUpperCase()} ` });
    const third = await enter();
    expect(await codeOf(confirmSecondFactor({ ctx, session: third.session, code: codes[3]! }))).toBe("unauthenticated");
    expect(account.username).toBe(third.session.username);
  });

  it("is asked for on the day a role is given that needs it", async () => {
    const { ctx, account, enter, who } = await stage("enterprise");
    const { token } = await enter();
    expect((await who(token)).kind).toBe("user");
    await ctx.db.orm
      .update(userTable)
      .set({ roles: ["enterprise", "admin"] })
      .where(eq(userTable.id, account.id));
    const { principal, session } = await authenticate({ ctx, credentials: { session: token } });
    expect([principal, session?.owes]).toEqual([visitor, "enrol"]);
  });

  it("is spared to demo accounts, which only a demo lets in", async () => {
    const { ctx, account, enter } = await stage();
    await ctx.db.orm
      .update(userTable)
      .set({ demo: true, totpSecret: null, totpConfirmedAt: null })
      .where(eq(userTable.id, account.id));
    expect(await codeOf(enter())).toBe("unauthenticated");
    const demo = { ...ctx, accounts: { ...ctx.accounts, demo: true } };
    const { token, owes } = await signIn({ ctx: demo, input: { login: account.username, password: testPassword } });
    expect(owes).toBeNull();
    expect((await authenticate({ ctx: demo, credentials: { session: token } })).principal.kind).toBe("user");
    expect(await codeOf(authenticate({ ctx, credentials: { session: token } }))).toBe("unauthenticated");
  });
});
