import { expect, it } from "vitest";
import { nobody } from "../../src/app/account/authenticate.ts";
import type { RequestOrigin } from "../../src/app/context.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp, testUser } from "../support/http-app.ts";
import { sampleContent } from "../support/samples.ts";

describeOnDatabase("If-Match", (current) => {
  it("is asked for, and one who comes too late is told what stands there now", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx);
    const { id } = await createRecord({ ctx, kind: "expert", input: { content: sampleContent("expert", "甲") } });
    const path = `/api/v1/experts/${id}`;
    const put = (headers: Record<string, string>, name: string) =>
      call("PUT", path, { headers, body: { content: sampleContent("expert", name) } });
    for (const answer of [await put({}, "乙"), await call("DELETE", path)])
      expect([answer.status, answer.json().code]).toEqual([428, "precondition_required"]);
    for (const tag of ["*", "abc", '"1", "2"', '"-1"', ""])
      expect([tag, (await put({ "if-match": tag }, "乙")).status]).toEqual([tag, 400]);
    expect((await put({ "if-match": '"1"' }, "乙")).headers.get("etag")).toBe('"2"');
    const now = (await call("GET", path)).json();
    for (const answer of [
      await put({ "if-match": '"1"' }, "丙"),
      await call("DELETE", path, { headers: { "if-match": '"1"' } }),
    ]) {
      expect([answer.status, answer.headers.get("etag")]).toEqual([412, '"2"']);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(answer.json().current).toEqual(now);
    }
    expect((await put({ "if-match": 'W/"2"' }, "丁")).status).toBe(200);
  });
});

describeOnDatabase("rate limits", (current) => {
  it("refuse the 61st search of an account within a minute, say when to return, and forget", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const people = { one: testUser("u1", ["judge"]), two: testUser("u2", ["judge"]) };
    const { call } = testApp(ctx, people, { rateLimits: "on" });
    const search = (as: string, path = "/api/v1/search?q=甲") => call("GET", path, { as });
    for (let n = 0; n < 60; n += 1) {
      const answer = await search("one", n % 2 === 0 ? "/search?q=甲" : "/api/v1/search?q=甲");
      expect([answer.status, answer.headers.get("ratelimit-remaining")]).toEqual([200, String(59 - n)]);
      advance(100);
    }
    const refused = await search("one");
    expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("ratelimit-limit")]).toEqual([
      429,
      "54",
      "60",
    ]);
    expect(refused.json().detail).toBe("操作过于频繁：检索每分钟最多 60 次，请在 54 秒后再试。");
    expect((await search("one", "/search?q=甲")).text).toContain("操作过于频繁");
    expect((await search("two")).status).toBe(200);
    advance(54_000);
    expect((await search("one")).status).toBe(200);
  });

  it("count visitors by address, whatever they say of themselves", async () => {
    const { ctx } = createTestContext(current().db);
    let ip = "192.0.2.1";
    const { app } = testApp(
      ctx,
      {},
      {
        rateLimits: "on",
        authenticate: async () => nobody,
        context: (principal, origin: RequestOrigin) => ({ ...ctx, principal, origin: { ...origin, ip } }),
      },
    );
    const search = (n: number) =>
      app.request("/api/v1/search?q=甲", {
        headers: { "x-forwarded-for": `198.51.100.${n}`, "user-agent": `bot ${n}` },
      });
    for (let n = 0; n < 60; n += 1) expect((await search(n)).status).toBe(200);
    expect((await search(61)).status).toBe(429);
    ip = "192.0.2.2";
    expect((await search(61)).status).toBe(200);
  });

  it("hold exports to ten an hour", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx, {}, { rateLimits: "on" });
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1)
      statuses.push((await call("POST", "/api/v1/audit/export", { body: { reason: "检查" } })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  });
});
