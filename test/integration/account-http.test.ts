import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { disableUser } from "../../src/app/account/change-status.ts";
import { executeRows } from "../../src/db/execute-rows.ts";
import { sessionTable } from "../../src/db/schema/account.ts";
import type { AppDeps } from "../../src/http/deps.ts";
import { createAccount, testPassword } from "../support/accounts.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createTestApp } from "../support/http.ts";

const origin = "http://127.0.0.1";
const pages = [
  "/",
  "/search",
  "/sign-in",
  "/forgot-password",
  "/account",
  "/account/password",
  "/account/second-factor",
];

describeOnDatabase("sign-in over HTTP", (current) => {
  const stage = async (change: Partial<AppDeps> = {}) => {
    const made = createTestContext(current().db);
    const { app, faults } = createTestApp(made.ctx, change);
    const account = await createAccount(made.ctx, "enterprise");
    const get = (path: string, cookie = "", headers: Record<string, string> = {}) =>
      app.request(origin + path, { headers: { cookie, ...headers } });
    const post = (
      path: string,
      boxes: Record<string, string>,
      cookie = "",
      headers: Record<string, string> = { origin },
    ) =>
      app.request(origin + path, { method: "POST", headers: { cookie, ...headers }, body: new URLSearchParams(boxes) });
    const enter = async (next = "", cookie = "") => {
      const answer = await post("/sign-in", { login: account.username, password: testPassword, next }, cookie);
      return { answer, cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" };
    };
    return { ...made, app, faults, account, get, post, enter };
  };

  it("gives a cookie that scripts cannot read and other sites cannot send (S7)", async () => {
    const plain = await (await stage()).enter();
    expect(plain.answer.headers.get("set-cookie")).toMatch(/^duijie=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("gives a __Host- Secure cookie behind https, and does not take the plain one there (S7)", async () => {
    const { enter, get } = await stage({ secureCookies: true });
    const { answer, cookie } = await enter();
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-duijie=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await get("/account", cookie)).status).toBe(200);
    expect((await get("/account", cookie.replace("__Host-", ""))).status).toBe(303);
  });

  it("does not take a session planted before sign-in, and ends it (fixation)", async () => {
    const { enter, get } = await stage();
    const planted = await enter();
    const own = await enter("", planted.cookie);
    expect(own.cookie).not.toBe(planted.cookie);
    expect((await get("/api/v1/needs", planted.cookie)).status).toBe(401);
    const made = await enter("", "duijie=chosen-by-an-attacker");
    expect(made.cookie).not.toContain("chosen");
  });

  it("sends pages to sign in and back to local paths only, and answers the API with 401 problem+json", async () => {
    const { get, enter } = await stage();
    const page = await get("/needs/new?a=1");
    expect([page.status, page.headers.get("location")]).toEqual([303, "/sign-in?next=%2Fneeds%2Fnew%3Fa%3D1"]);
    expect((await enter("/needs/new?a=1")).answer.headers.get("location")).toBe("/needs/new?a=1");
    for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "/a/..//evil.example"])
      expect((await enter(next)).answer.headers.get("location")).toBe("/");
    const api = await get("/api/v1/needs", "duijie=no-such-session");
    expect([api.status, api.headers.get("content-type")]).toEqual([401, "application/problem+json; charset=utf-8"]);
    expect(await api.json()).toMatchObject({ code: "unauthenticated", traceId: expect.any(String) });
    const ended = await get("/", "duijie=no-such-session");
    expect([ended.status, ended.headers.get("set-cookie")]).toEqual([200, "duijie=; Max-Age=0; Path=/"]);
  });

  it("answers the old cookie of a disabled user with 401", async () => {
    const { ctx, account, enter, get } = await stage();
    const { cookie } = await enter();
    expect((await get("/api/v1/needs", cookie)).status).toBe(200);
    await disableUser({ ctx, userId: account.id, reason: "离职" });
    expect((await get("/api/v1/needs", cookie)).status).toBe(401);
    expect((await get("/account", cookie)).headers.get("location")).toBe("/sign-in?next=%2Faccount");
  });

  it("signs out by POST only; the cookie is worth nothing after", async () => {
    const { enter, get, post } = await stage();
    const { cookie } = await enter();
    expect((await get("/sign-out", cookie)).status).toBe(404);
    expect((await get("/account", cookie)).status).toBe(200);
    const out = await post("/sign-out", {}, cookie);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await get("/api/v1/needs", cookie)).status).toBe(401);
  });

  it("takes no form from another site (CSRF)", async () => {
    const { enter, post, get } = await stage();
    const { cookie } = await enter();
    const forged: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin },
      { origin: "http://127.0.0.1:81" },
    ];
    const forms = [
      "/sign-out",
      "/account/sessions/end",
      "/account/name",
      "/account/password",
      "/sign-in",
      "/bootstrap",
    ];
    for (const headers of forged) {
      for (const path of forms)
        expect([headers, path, (await post(path, { which: "all" }, cookie, headers)).status]).toEqual([
          headers,
          path,
          403,
        ]);
    }
    expect((await get("/account", cookie)).status).toBe(200);
  });

  it("writes nothing on GET (S10)", async () => {
    const { ctx, enter, get } = await stage();
    const { cookie } = await enter();
    const written = async () =>
      JSON.stringify(
        await executeRows(
          ctx.db.orm,
          sql`select (select jsonb_agg(u) from user_account u) as users, (select jsonb_agg(s) from session s) as sessions,
            (select jsonb_agg(a) from audit_entry a) as audit, (select jsonb_agg(l) from one_time_link l) as links,
            (select jsonb_agg(t) from throttle t) as throttle`,
        ),
      );
    const before = await written();
    for (const path of [...pages, "/bootstrap?token=x", "/recover/x", "/account/recovery-links", "/sign-in/code"])
      await get(path, cookie);
    expect(await written()).toBe(before);
  });

  it("lets no cache keep what a signed-in person sees, nor sign-in pages (S10)", async () => {
    const { enter, get } = await stage();
    const { cookie } = await enter();
    for (const path of [...pages, "/api/v1/needs", "/nothing", "/api/v1/nothing"]) {
      const { headers } = await get(path, cookie);
      expect([path, headers.get("cache-control")]).toEqual([path, "no-store"]);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
    }
  });

  it("counts failures by the client's address, and says when to come back", async () => {
    const { account, post } = await stage();
    const fail = (ip: string) =>
      post("/sign-in", { login: account.username, password: "wrong" }, "", { origin, "x-test-ip": ip });
    for (let n = 0; n < 5; n += 1) expect((await fail("203.0.113.9")).status).toBe(401);
    const locked = await fail("203.0.113.9");
    expect([locked.status, locked.headers.get("retry-after")]).toEqual([429, "900"]);
    expect((await fail("203.0.113.10")).status).toBe(401);
    expect(await locked.text()).not.toContain("wrong");
  });

  it("gives somebody who owes the second factor no more than a visitor has", async () => {
    const { ctx, get, post } = await stage();
    const staff = await createAccount(ctx, "staff");
    const half = await post("/sign-in", { login: staff.username, password: testPassword });
    const cookie = half.headers.get("set-cookie")!.split(";")[0]!;
    expect(half.headers.get("location")).toBe("/sign-in/code?next=%2F");
    for (const path of ["/needs/new", "/account", "/account/second-factor", "/account/recovery-links"])
      expect([path, (await get(path, cookie)).headers.get("location")]).toEqual([
        path,
        `/sign-in/code?next=${encodeURIComponent(path)}`,
      ]);
    const write = await post("/api/v1/needs", {}, cookie);
    expect([400, 401]).toContain(write.status);
    for (const [path, boxes] of [
      ["/account/second-factor/start", {}],
      ["/account/second-factor", { code: "123456" }],
      ["/account/name", { displayName: "别人" }],
    ] as const)
      expect([path, (await post(path, boxes, cookie)).status]).toEqual([path, 303]);
    const changed = await post(
      "/account/password",
      { password: testPassword, newPassword: "x", repeated: "x" },
      cookie,
    );
    expect(changed.status).toBe(422);
    const done = await post("/sign-in/code", { code: staff.code!(ctx.now()), next: "/account" }, cookie);
    expect([done.status, done.headers.get("location")]).toEqual([303, "/account"]);
    const full = done.headers.get("set-cookie")!.split(";")[0]!;
    expect(full).not.toBe(cookie);
    expect((await get("/account", full)).status).toBe(200);
    expect((await get("/api/v1/needs", cookie)).status).toBe(401);
  });

  it("shows each role in the header what it may do", async () => {
    const { ctx, get, post } = await stage();
    const offers = async (role: "enterprise" | "judge" | "auditor") => {
      const { username } = await createAccount(ctx, role);
      const answer = await post("/sign-in", { login: username, password: testPassword });
      const body = await (await get("/sign-in/code", answer.headers.get("set-cookie")!.split(";")[0]!)).text();
      const home = await (await get("/forgot-password", answer.headers.get("set-cookie")!.split(";")[0]!)).text();
      expect(body).not.toContain(testPassword);
      return [home.includes('href="/needs/new"'), home.includes("退出"), home.includes(`某${role}`)];
    };
    expect(await offers("enterprise")).toEqual([true, true, true]);
    expect(await offers("judge")).toEqual([false, true, true]);
    expect(await offers("auditor")).toEqual([false, true, true]);
  });
});

describeOnDatabase("S16 failures", (current) => {
  it("tell neither SQL nor stack when the database dies under requests, and let nobody through", async () => {
    const made = createTestContext(current().db);
    const { app, faults } = createTestApp(made.ctx);
    const { username } = await createAccount(made.ctx, "enterprise");
    const send = (path: string, init: RequestInit = {}) => app.request(origin + path, init);
    const boxes = new URLSearchParams({ login: username, password: testPassword });
    const signedIn = await send("/sign-in", { method: "POST", body: boxes, headers: { origin } });
    const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
    const kept = await made.ctx.db.orm.select().from(sessionTable);
    await made.ctx.db.orm.execute(sql`alter table session rename to session_gone`);
    try {
      const paths = [
        "/",
        "/search?q=a",
        "/account",
        "/needs/new",
        "/api/v1/needs",
        "/api/v1/experts/x",
        "/sign-in",
        "/nothing",
      ];
      let told = 0;
      for (let n = 0; n < 125; n += 1) {
        for (const path of paths) {
          const headers = { cookie: n % 2 === 0 ? cookie : `duijie=${"'(%*--"[n % 6]}${n}`, origin };
          const answer = await send(path, n % 5 === 0 ? { method: "POST", headers, body: `a=${n}` } : { headers });
          const body = await answer.text();
          expect(body).not.toMatch(/select |session_gone|"?session"?\s+does|postgres|node_modules|\.ts:\d|at \w+ \(/i);
          expect([path, answer.status >= 400 || answer.status === 303]).toEqual([path, true]);
          told += 1;
        }
      }
      expect(told).toBe(1_000);
      expect(faults.length).toBeGreaterThan(900);
    } finally {
      await made.ctx.db.orm.execute(sql`alter table session_gone rename to session`);
    }
    expect(kept).toHaveLength(1);
    expect((await send("/account", { headers: { cookie } })).status).toBe(200);
  });
});
