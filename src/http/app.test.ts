import { describe, expect, it } from "vitest";
import type { AppContext } from "../app/context.ts";
import { parseCodeList } from "../domain/taxonomy/code-list.ts";
import { createApp } from "./app.ts";
import type { AppDeps } from "./deps.ts";

const list = parseCodeList("code\tparentCode\tname");

/** Any use of the database fails the way a broken one would, with a message nobody outside may read. */
const brokenContext = new Proxy({} as AppContext, {
  get: (_, property) => {
    if (property === "principal") return { kind: "localStaff", id: "localStaff" };
    throw new Error("secret: password=hunter2 at 10.0.0.1");
  },
});

function appWith(change: Partial<AppDeps>) {
  const faults: unknown[] = [];
  const app = createApp({
    context: () => brokenContext,
    codeLists: { field: list, region: list, industry: list, discipline: list },
    assets: async () => null,
    status: async () => ({ ready: true, degraded: false, parts: {} }),
    version: "0",
    hosts: "any",
    onFault: (fault) => faults.push(fault),
    ...change,
  });
  return { app, faults };
}

describe("createApp", () => {
  it("tells nothing of an internal fault but a number to ask for", async () => {
    const { app, faults } = appWith({});
    for (const path of ["/api/v1/needs", "/", "/search?q=a"]) {
      const answer = await app.request(path);
      const body = await answer.text();
      expect([path, answer.status]).toEqual([path, 500]);
      expect(body).not.toMatch(/secret|hunter2|10\.0\.0\.1|\.ts/);
      expect(body).toContain(answer.headers.get("x-trace-id"));
    }
    expect(faults).toHaveLength(3);
  });

  it("has neither pages nor writes when read-only", async () => {
    const { app } = appWith({ readOnly: true });
    expect((await app.request("/")).status).toBe(404);
    expect((await app.request("/needs/new")).status).toBe(404);
    const headers = { "content-type": "application/json" };
    expect((await app.request("/api/v1/needs", { method: "POST", headers, body: "{}" })).status).toBe(404);
    const { paths } = (await (await app.request("/openapi.json")).json()) as { paths: Record<string, object> };
    expect(new Set(Object.values(paths).flatMap(Object.keys))).toEqual(new Set(["get"]));
  });

  it("asks for the token where one is set, and lets nobody in where it is empty", async () => {
    const { app } = appWith({ readToken: "correct-horse", readOnly: true });
    const status = async (authorization: string) =>
      (await app.request("/api/v1/nothing", { headers: { authorization } })).status;
    expect(await status("Bearer correct-horse")).toBe(404);
    for (const wrong of ["", "Bearer", "Bearer wrong", "Basic correct-horse", "Bearer correct-horse2"])
      expect(await status(wrong)).toBe(401);
    expect((await app.request("/healthz")).status).toBe(200);
    const unset = appWith({ readToken: "", readOnly: true }).app;
    expect((await unset.request("/api/v1/nothing", { headers: { authorization: "Bearer " } })).status).toBe(401);
  });

  it("says 503 while not ready", async () => {
    const { app } = appWith({ status: async () => ({ ready: false, degraded: true, parts: { database: "down" } }) });
    expect((await app.request("/readyz")).status).toBe(503);
    expect((await app.request("/healthz")).status).toBe(200);
  });
});
