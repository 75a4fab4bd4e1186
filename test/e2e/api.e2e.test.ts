import { request as plainRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canaries } from "./sample-records.ts";
import { signInCookie } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

let app: RunningApp;
let cookie: string;
beforeAll(async () => {
  app = await startApp();
  cookie = await signInCookie(app, "staff");
});
afterAll(async () => app?.stop());

/** As a signed-in member of staff. */
const call = (path: string, init?: RequestInit) =>
  fetch(`${app.url}${path}`, { ...init, headers: { cookie, ...init?.headers } });
const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** fetch refuses to forge Host; plain http does not. */
function statusWithHost(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    plainRequest(`${app.url}/api/v1/needs`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

describe("records", () => {
  it("creates, reads, replaces and withdraws, each version with its tag", async () => {
    const created = await send("POST", "/api/v1/needs", {
      content: { title: "甲" },
      contact: { name: canaries[0], phone: canaries[1] },
    });
    expect(created.status).toBe(201);
    expect(created.headers.get("etag")).toBe('"1"');
    const { id } = (await created.json()) as { id: string };
    expect(created.headers.get("location")).toBe(`/api/v1/needs/${id}`);

    const missing = await send("PUT", `/api/v1/needs/${id}`, { content: { title: "乙" } });
    expect([missing.status, ((await missing.json()) as { code: string }).code]).toEqual([428, "precondition_required"]);
    const changed = await send("PUT", `/api/v1/needs/${id}`, { content: { title: "乙" } }, { "if-match": '"1"' });
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
    const stale = await send("PUT", `/api/v1/needs/${id}`, { content: { title: "丙" } }, { "if-match": '"1"' });
    expect([stale.status, ((await stale.json()) as { code: string }).code]).toEqual([412, "stale_version"]);
    const withdrawn = await call(`/api/v1/needs/${id}`, { method: "DELETE", headers: { "if-match": '"2"' } });
    expect(((await withdrawn.json()) as { status: string }).status).toBe("cancelled");
  });

  it("makes one record of one id sent twice", async () => {
    const body = { id: crypto.randomUUID(), content: { title: "只要一条" } };
    const answers = await Promise.all([send("POST", "/api/v1/needs", body), send("POST", "/api/v1/needs", body)]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
    const views = (await Promise.all(answers.map((answer) => answer.json()))) as { id: string; version: number }[];
    expect(views.map(({ id, version }) => [id, version])).toEqual([
      [body.id, 1],
      [body.id, 1],
    ]);
  });

  it("refuses owner, role, status and other keys it does not know", async () => {
    for (const extra of [{ status: "signed" }, { createdBy: "x" }, { organizationId: "x" }, { source: "visit" }]) {
      const refused = await send("POST", "/api/v1/needs", { content: { title: "甲" }, ...extra });
      expect(refused.status).toBe(400);
    }
    expect((await send("POST", "/api/v1/needs", { content: { title: "甲", status: "signed" } })).status).toBe(400);
    expect((await send("POST", "/api/v1/needs", '{"content":{"title":"甲"},"__proto__":{"x":1}}')).status).toBe(400);
  });

  it("lists page by page", async () => {
    const first = (await (await call("/api/v1/achievements?limit=5")).json()) as {
      items: { id: string }[];
      nextCursor: string;
    };
    const second = (await (
      await call(`/api/v1/achievements?limit=5&cursor=${first.nextCursor}`)
    ).json()) as typeof first;
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(10);
  });

  it("stores what PostgreSQL cannot, made storable", async () => {
    const answer = await send("POST", "/api/v1/needs", { content: { title: "甲\u0000乙\ud800" } });
    expect(answer.status).toBe(201);
  });
});

describe("bad input", () => {
  it("says where JSON is malformed", async () => {
    const answer = await send("POST", "/api/v1/needs", '{\n  "content": {,}\n}');
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({
      code: "invalid_input",
      detail: expect.stringContaining("第 2 行"),
      traceId: expect.any(String),
    });
  });

  it("refuses hostile nesting, huge bodies and other content types within a second", async () => {
    const from = Date.now();
    expect((await send("POST", "/api/v1/needs", `{"content":${"[".repeat(5_000)}${"]".repeat(5_000)}}`)).status).toBe(
      400,
    );
    expect((await send("POST", "/api/v1/needs", { content: { description: "字".repeat(500_000) } })).status).toBe(413);
    expect((await call("/api/v1/needs", { method: "POST", body: "title=x" })).status).toBe(400);
    expect((await call(`/api/v1/search?q=${"甲乙 ".repeat(2_000)}`)).status).toBeLessThan(500);
    expect(Date.now() - from).toBeLessThan(4_000);
  });

  it("names each bad parameter", async () => {
    const answer = await call("/api/v1/search?limit=0&colour=red");
    expect(answer.status).toBe(400);
    const { issues } = (await answer.json()) as { issues: { where: string }[] };
    expect(issues.length).toBeGreaterThanOrEqual(2);
  });

  it("answers unknown ids and routes alike with 404", async () => {
    for (const path of ["/api/v1/needs/not-an-id", `/api/v1/needs/${crypto.randomUUID()}`, "/api/v1/nothing", "/api"]) {
      const answer = await call(path);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
        path,
        404,
        "application/problem+json; charset=utf-8",
      ]);
    }
    const page = await call("/nothing");
    expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"]);
  });
});

describe("guards", () => {
  it("answers only to names of this machine", async () => {
    const port = new URL(app.url).port;
    for (const host of ["localhost", `127.0.0.1:${port}`, `[::1]:${port}`])
      expect([host, await statusWithHost(host)]).toEqual([host, 200]);
    for (const host of ["evil.example", "127.0.0.1.evil.example", `localhost.evil.example:${port}`, "192.168.1.5"]) {
      expect([host, await statusWithHost(host)]).toEqual([host, 403]);
    }
  });

  it("takes writes from its own pages only", async () => {
    const body = { content: { title: "甲" } };
    const cases: [Record<string, string>, number][] = [
      [{ origin: app.url }, 201],
      [{ origin: "http://evil.example" }, 403],
      [{ origin: "null" }, 403],
      [{ "sec-fetch-site": "cross-site" }, 403],
      [{ "sec-fetch-site": "same-site" }, 403],
      [{}, 201],
    ];
    for (const [headers, status] of cases) {
      expect([headers, (await send("POST", "/api/v1/needs", body, headers)).status]).toEqual([headers, status]);
    }
    const form = await call("/needs/new", {
      method: "POST",
      headers: { origin: "http://evil.example" },
      body: new URLSearchParams({ title: "甲" }),
    });
    expect(form.status).toBe(403);
  });

  it("sends its security headers with every answer", async () => {
    for (const path of ["/", "/api/v1/needs", "/nothing", "/assets/app.css", "/healthz"]) {
      const { headers } = await call(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
    }
  });
});

describe("openapi.json", () => {
  it("describes every route with absolute paths and hides nothing in use", async () => {
    const document = (await (await call("/openapi.json")).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { summary: string }>>;
    };
    expect(document.openapi).toBe("3.1.0");
    const paths = Object.keys(document.paths);
    expect(paths).toContain("/api/v1/needs/{id}/matches/{targetId}");
    expect(paths.every((path) => path.startsWith("/api/v1/") || ["/healthz", "/readyz"].includes(path))).toBe(true);
    for (const operations of Object.values(document.paths)) {
      for (const { summary } of Object.values(operations)) expect(summary).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe("answers", () => {
  it("never hold a contact, whoever asks for what", async () => {
    const paths = [
      "/api/v1/search?q=13912345678",
      `/api/v1/search?q=${encodeURIComponent("张机密")}`,
      "/api/v1/suggest?prefix=1391",
      "/openapi.json",
    ];
    for (const [number, id] of app.ids) {
      const base = `/api/v1/${number.startsWith("N") ? "needs" : number.startsWith("E") ? "experts" : "achievements"}`;
      paths.push(base, `${base}/${id}`, `${base}/${id}/matches`);
    }
    for (const path of paths) {
      const body = await (await call(path)).text();
      for (const canary of canaries)
        expect([path, body.includes(canary) && !path.includes(encodeURIComponent(canary))]).toEqual([path, false]);
      expect(body).not.toContain("createdBy");
    }
  });
});
