import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { authenticate } from "../../src/app/account/authenticate.ts";
import { authenticateToken } from "../../src/app/account/authenticate-token.ts";
import { createToken } from "../../src/app/account/create-token.ts";
import { listTokens } from "../../src/app/account/list-tokens.ts";
import { revokeToken } from "../../src/app/account/revoke-token.ts";
import { verifyAudit } from "../../src/app/audit/verify-audit.ts";
import { apiTokenTable } from "../../src/db/schema/account.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import type { OrganizationKind } from "../../src/domain/organization/organization.ts";
import { localStaff, type Principal, visitor } from "../../src/domain/shared/principal.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase, type TestDatabase } from "../support/database.ts";
import { testApp, testUser } from "../support/http-app.ts";

const organizations: [id: string, kind: OrganizationKind][] = [
  [testId(801), "enterprise"],
  [testId(802), "enterprise"],
  [testId(803), "institution"],
  [testId(804), "bureau"],
];
const [firm, rival, college, bureau] = organizations.map(([id]) => id) as [string, string, string, string];
const of = (organizationId: string, organizationKind: OrganizationKind) => ({ organizationId, organizationKind });
const member = testUser("m", ["enterprise"], of(firm, "enterprise"));

async function stage({ db }: TestDatabase) {
  const made = createTestContext(db);
  const now = made.ctx.now();
  await db.orm.insert(organizationTable).values(
    organizations.map(([id, kind]) => ({
      id,
      kind,
      name: id,
      nameKey: id,
      regionCode: "330302",
      status: "active" as const,
      createdBy: "system",
      version: 1,
      createdAt: now,
      updatedAt: now,
    })),
  );
  const as = (principal: Principal) => ({ ...made.ctx, principal });
  const create = (input: object = { name: "ERP" }, principal: Principal = member) =>
    createToken({ ctx: as(principal), input });
  const identify = (token: string) => authenticateToken({ ctx: made.ctx, authorization: `Bearer ${token}` });
  return { ...made, as, create, identify };
}

describeOnDatabase("API tokens", (current) => {
  it("are told once, stored as a digest, and make a principal of their organisation", async () => {
    const { ctx, as, create, identify } = await stage(current());
    const { id, token } = await create({ name: "ERP", scope: "write", days: 365 });
    expect(token).toMatch(/^dj_[\w-]{43}$/);
    expect(await identify(token)).toEqual({
      kind: "token",
      id,
      ...of(firm, "enterprise"),
      region: null,
      scopes: ["read", "write"],
    });
    const stored = JSON.stringify([
      await ctx.db.orm.select().from(apiTokenTable),
      await ctx.db.orm.select().from(auditTable),
      await listTokens({ ctx: as(member) }),
    ]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(token.slice(3));
    expect((await listTokens({ ctx: as(member) }))[0]).not.toHaveProperty("tokenHash");
  });

  it("are of the bureau's own region, and of nobody's elsewhere", async () => {
    const { create, identify } = await stage(current());
    const chief = testUser("c", ["staff", "admin"], of(bureau, "bureau"));
    expect(await identify((await create({ name: "甲" }, chief)).token)).toMatchObject({
      region: "330302",
      organizationKind: "bureau",
    });
  });

  it("are made by whoever answers for the organisation, and nobody else", async () => {
    const { as, create } = await stage(current());
    await create({ name: "甲" }, testUser("u", ["university"], of(college, "institution")));
    const refused: [Principal, string][] = [
      [visitor, "unauthenticated"],
      [localStaff, "forbidden"],
      [testUser("x", ["expert"], of(college, "institution")), "forbidden"],
      [testUser("x", ["enterprise"]), "forbidden"],
      [testUser("x", ["broker"], { linkedOrganizationIds: [firm] }), "forbidden"],
      [testUser("x", ["staff"], of(bureau, "bureau")), "forbidden"],
      [testUser("x", ["admin"], of(bureau, "bureau")), "forbidden"],
      [testUser("x", ["auditor"], of(bureau, "bureau")), "forbidden"],
      [testUser("x", ["university"], of(firm, "enterprise")), "forbidden"],
      [{ kind: "token", id: "t", ...of(firm, "enterprise"), region: null, scopes: ["read", "write"] }, "forbidden"],
    ];
    for (const [principal, code] of refused) {
      await expect(create({ name: "甲" }, principal)).rejects.toMatchObject({ code });
      await expect(listTokens({ ctx: as(principal) })).rejects.toMatchObject({ code });
      await expect(revokeToken({ ctx: as(principal), id: testId(1) })).rejects.toMatchObject({ code });
    }
  });

  it("name what is wrong with a wish, and stop at 20", async () => {
    const { create } = await stage(current());
    for (const input of [
      {},
      { name: " " },
      { name: "甲", days: 366 },
      { name: "甲", days: 0 },
      { name: "甲", scope: "all" },
      { name: "甲", organizationId: rival },
    ])
      await expect(create(input)).rejects.toMatchObject({ code: "invalid_input" });
    for (let n = 0; n < 20; n += 1) await create();
    await expect(create()).rejects.toMatchObject({ code: "precondition_failed", reason: "too_many" });
  });

  it("end by revocation and by time, at once and alike", async () => {
    const { ctx, as, create, identify, advance } = await stage(current());
    const [first, second] = [await create(), await create({ name: "短期", days: 1 })];
    const foreign = revokeToken({ ctx: as(testUser("r", ["enterprise"], of(rival, "enterprise"))), id: first.id });
    await expect(foreign).rejects.toMatchObject({ code: "not_found" });
    await revokeToken({ ctx: as(member), id: first.id });
    await expect(revokeToken({ ctx: as(member), id: first.id })).rejects.toMatchObject({ code: "not_found" });
    advance(86_400_000);
    const failures = await Promise.all(
      [first.token, second.token, "dj_unknown"].map((token) =>
        identify(token).then(
          () => "held",
          (error: Error) => error.message,
        ),
      ),
    );
    expect(new Set(failures).size).toBe(1);
    expect(failures[0]).toContain("无效");
    const third = await create();
    await ctx.db.orm.update(organizationTable).set({ status: "suspended" }).where(eq(organizationTable.id, firm));
    await expect(identify(third.token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await listTokens({ ctx: as(member) })).map(({ state }) => state)).toEqual(["live", "expired", "revoked"]);
    const actions = (await ctx.db.orm.select().from(auditTable)).map(({ action }) => action);
    expect(actions.toSorted()).toEqual(["token.create", "token.create", "token.create", "token.revoke"]);
    expect(await verifyAudit({ ctx })).toMatchObject({ rows: 4, broken: null });
  });

  it("note their use once a minute", async () => {
    const { ctx, create, identify, advance } = await stage(current());
    const { token } = await create();
    const used = async () => (await ctx.db.orm.select().from(apiTokenTable))[0]!.lastUsedAt?.getTime();
    const start = ctx.now().getTime();
    expect(await used()).toBeUndefined();
    await identify(token);
    advance(59_000);
    await identify(token);
    expect(await used()).toBe(start);
    advance(2_000);
    await identify(token);
    expect(await used()).toBe(start + 61_000);
  });

  it("leave other sorts of sign-in to others", async () => {
    const { ctx } = await stage(current());
    for (const authorization of [null, "", "Bearer", "Bearer secret", "Basic dj_x"])
      expect(await authenticateToken({ ctx, authorization })).toBeNull();
  });

  it("work over HTTP without Origin or cookies, within their scopes", async () => {
    const { ctx, create } = await stage(current());
    const { app } = testApp(
      ctx,
      {},
      {
        authenticate: (request) =>
          authenticate({ ctx, credentials: { session: null, authorization: request.headers.get("authorization") } }),
      },
    );
    const [reader, writer] = [(await create()).token, (await create({ name: "乙", scope: "write" })).token];
    const send = async (token: string, method = "POST", more: Record<string, string> = {}) => {
      const answer = await app.request("/api/v1/needs", {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...more },
        ...(method === "POST" && { body: JSON.stringify({ content: { title: "甲" } }) }),
      });
      return [answer.status, answer.headers.get("set-cookie"), answer.headers.get("www-authenticate")];
    };
    expect(await send(writer, "POST", { origin: "https://erp.example" })).toEqual([201, null, null]);
    expect(await send(reader)).toEqual([403, null, null]);
    expect(await send(reader, "GET")).toEqual([200, null, null]);
    expect(await send("dj_forged")).toEqual([401, null, "Bearer"]);
    expect(await send("dj_forged", "GET")).toEqual([401, null, "Bearer"]);
  });

  it("are managed on a page that shows a new one once, also when the form is sent twice", async () => {
    const { ctx } = await stage(current());
    const { call } = testApp(ctx, { member });
    const page = await call("GET", "/account/tokens", { as: "member" });
    const requestKey = /name="requestKey" value="([^"]+)"/.exec(page.text)![1]!;
    const form = new URLSearchParams({ requestKey, name: "<b>ERP", scope: "read", days: "90" });
    const made = [1, 2].map(() => call("POST", "/account/tokens", { as: "member", body: form }));
    const [first, second] = [await made[0]!, await made[1]!];
    const statuses = [first.status, second.status].toSorted();
    expect([
      [201, 201],
      [201, 409],
    ]).toContainEqual(statuses);
    const shown = [first, second].find(({ status }) => status === 201)!.text;
    expect(shown).toMatch(/<code>dj_[\w-]{43}<\/code>/);
    expect(shown).toContain("&lt;b&gt;ERP");
    const [row] = await ctx.db.orm.select().from(apiTokenTable);
    expect(await ctx.db.orm.select().from(apiTokenTable)).toHaveLength(1);
    expect((await call("GET", "/account/tokens", { as: "member" })).text).not.toMatch(/dj_[\w-]{43}/);
    const bad = await call("POST", "/account/tokens", { as: "member", body: new URLSearchParams({ name: "" }) });
    expect([bad.status, bad.text.includes("请填写用途")]).toEqual([400, true]);
    const revoked = await call("POST", `/account/tokens/${row!.id}/revoke`, {
      as: "member",
      body: new URLSearchParams(),
    });
    expect([revoked.status, revoked.headers.get("location")]).toEqual([303, "/account/tokens"]);
  });
});
