import { expect, it } from "vitest";
import { startWeights } from "../../src/domain/matching/weights.ts";
import { type Principal, system } from "../../src/domain/shared/principal.ts";
import { parseCodeList } from "../../src/domain/taxonomy/code-list.ts";
import { createApp } from "../../src/http/app.ts";
import { describeOnDatabase } from "../support/database.ts";
import { type LearnStage, learnStage } from "./learn-setup.ts";

const list = parseCodeList("code\tparentCode\tname");

interface Version {
  version: string;
  status: string;
}

interface Body extends Version {
  items: Version[];
  report: { changes: unknown[] };
  code: string;
  title: string;
  detail: string;
  issues: { where: string }[];
  paths: Record<string, Record<string, { summary: string; responses: object }>>;
  components: { schemas: Record<string, { properties: object; required: string[] }> };
}

/** The HTTP side over a stage; `as` stands in for sign-in. */
function api({ ctx }: LearnStage, as: Principal = ctx.principal, readOnly = false) {
  const faults: unknown[] = [];
  const app = createApp({
    context: () => ({ ...ctx, principal: as }),
    codeLists: { field: list, region: list, industry: list, discipline: list },
    assets: async () => null,
    status: async () => ({ ready: true, degraded: false, parts: {} }),
    version: "0",
    hosts: "any",
    readOnly,
    onFault: (fault) => faults.push(fault),
  });
  return {
    faults,
    async call(method: string, path: string, body?: unknown) {
      const answer = await app.request(`/api/v1${path}`, {
        method,
        ...(body === undefined
          ? {}
          : {
              headers: { "content-type": "application/json" },
              body: typeof body === "string" ? body : JSON.stringify(body),
            }),
      });
      // One shape for the bodies of all routes; each test looks at what its route answers.
      return { status: answer.status, type: answer.headers.get("content-type"), body: (await answer.json()) as Body };
    },
  };
}

describeOnDatabase("decisions API", (current) => {
  it("logs and lists", async () => {
    const own = await learnStage(current().db, 1);
    const { call } = api(own);
    const { run, items } = await own.matches(own.needs[0]!);
    const path = `/match-runs/${run.id}/decisions`;
    const targetId = items[1]!.target.id;
    const logged = await call("POST", path, { targetId, action: "exclude", reason: "too_far", note: "路远" });
    expect([logged.status, logged.body]).toEqual([
      201,
      {
        id: expect.any(String),
        runId: run.id,
        subjectKind: "need",
        subjectId: own.needs[0]!.id,
        targetKind: "expert",
        targetId,
        action: "exclude",
        reason: { code: "too_far", label: "地域不便" },
        note: "路远",
        shownPosition: 2,
        toPosition: null,
        ofId: null,
        weightsVersion: startWeights.version,
        actor: "localStaff",
        createdAt: expect.stringMatching(/^2026-01-05T.*Z$/),
      },
    ]);
    const listed = await call("GET", path);
    expect([listed.status, listed.body]).toEqual([200, { items: [logged.body], nextCursor: null }]);
  });

  it("refuses bad input, unknown lists and strangers with a problem that says why", async () => {
    const own = await learnStage(current().db, 1);
    const { call, faults } = api(own);
    const { run, items } = await own.matches(own.needs[0]!);
    const path = `/match-runs/${run.id}/decisions`;
    const targetId = items[0]!.target.id;
    const cases: [string, string, unknown, number, string][] = [
      ["POST", path, { targetId, action: "exclude" }, 400, "reason"],
      ["POST", path, { targetId, action: "praise" }, 400, "action"],
      ["POST", path, { targetId, action: "include", actor: "system" }, 400, ""],
      ["POST", path, { targetId, action: "include", factors: { text: 1 } }, 400, ""],
      ["POST", path, { targetId, action: "note", note: "字".repeat(501) }, 400, "note"],
      ["POST", path, "[]", 400, ""],
      ["POST", path, "{", 400, "请求正文 第 1 行 第 2 列"],
      ["POST", path, { targetId: "zz", action: "include" }, 404, ""],
      ["POST", `/match-runs/${crypto.randomUUID()}/decisions`, { targetId, action: "include" }, 404, ""],
      ["GET", "/match-runs/%00/decisions", undefined, 404, ""],
      ["GET", `${path}?limit=0`, undefined, 400, "limit"],
      ["GET", `${path}?cursor=!`, undefined, 400, "cursor"],
    ];
    for (const [method, where, body, status, issue] of cases) {
      const answer = await call(method, where, body);
      expect([body, answer.status, answer.type]).toEqual([body, status, "application/problem+json; charset=utf-8"]);
      expect(answer.body.detail).toMatch(/\p{Script=Han}/u);
      if (status === 400) expect([body, answer.body.issues[0]?.where]).toEqual([body, issue]);
    }
    const stranger = api(own, { kind: "enterprise", id: "x" } as never);
    for (const method of ["GET", "POST"]) {
      const answer = await stranger.call(method, path, method === "POST" ? { targetId, action: "include" } : undefined);
      expect([answer.status, answer.body.code]).toEqual([403, "forbidden"]);
    }
    expect(faults).toEqual([]);
    expect((await call("GET", path)).body.items).toEqual([]);
  });
});

describeOnDatabase("weights API", (current) => {
  it("proposes, shows, applies, restores and discards", async () => {
    const own = await learnStage(current().db);
    const { call } = api(own);
    await own.decideAll(({ track }) => track ?? 0);
    const proposed = await call("POST", "/weights");
    expect(proposed.status).toBe(200);
    const { version } = proposed.body.version as unknown as Version;
    const shown = await call("GET", `/weights/${version}`);
    expect([shown.status, shown.body]).toEqual([200, { version: proposed.body.version, report: proposed.body }]);
    expect(shown.body.version).toMatchObject({ status: "proposed", statusLabel: "待定", base: startWeights.version });
    expect(shown.body.report.changes).toHaveLength(7);
    expect((await call("POST", `/weights/${version}/apply`)).body).toMatchObject({ status: "applied" });
    expect((await own.matches(own.needs[0]!)).run.weightsVersion).toBe(version);
    const again = await call("POST", `/weights/${version}/apply`);
    expect([again.status, again.body.detail]).toEqual([422, expect.stringContaining("现为“生效中”，不能启用")]);
    expect((await call("POST", `/weights/${startWeights.version}/restore`)).body).toMatchObject({ status: "applied" });
    const next = ((await call("POST", "/weights")).body.version as unknown as Version).version;
    expect((await call("POST", `/weights/${next}/discard`)).body).toMatchObject({ status: "discarded" });
    expect((await call("POST", `/weights/${next}/apply`)).status).toBe(422);
    const versions = (await call("GET", "/weights")).body.items;
    expect(versions.map((each) => [each.version, each.status])).toEqual([
      [startWeights.version, "applied"],
      [version, "superseded"],
      [next, "discarded"],
    ]);
  });

  it("refuses what is unknown, too little, forbidden, or a write to a reader", async () => {
    const own = await learnStage(current().db, 1);
    const { call } = api(own);
    const tooFew = await call("POST", "/weights");
    expect([tooFew.status, tooFew.body]).toMatchObject([
      422,
      { reason: "too_few_decisions", issues: [{ where: "取舍记录" }] },
    ]);
    for (const path of ["/weights/none", "/weights/%00"]) expect((await call("GET", path)).status).toBe(404);
    expect((await call("POST", "/weights/none/apply")).status).toBe(404);
    for (const action of ["apply", "discard", "restore"]) {
      const answer = await api(own, system).call("POST", `/weights/${startWeights.version}/${action}`);
      expect([action, answer.status, answer.body.title]).toEqual([action, 403, "没有权限"]);
    }
    const stranger = api(own, { kind: "enterprise", id: "x" } as never);
    for (const [method, path] of [
      ["GET", "/weights"],
      ["GET", `/weights/${startWeights.version}`],
      ["POST", "/weights"],
    ] as const) {
      expect([method, path, (await stranger.call(method, path)).status]).toEqual([method, path, 403]);
    }
    const reader = api(own, own.ctx.principal, true);
    expect((await reader.call("GET", "/weights")).status).toBe(200);
    expect((await reader.call("POST", "/weights")).status).toBe(404);
  });

  it("is described, each route with a Chinese summary and its failures", async () => {
    const own = await learnStage(current().db, 1);
    const { body } = await api(own).call("GET", "/../../openapi.json");
    const { paths } = body;
    const routes = Object.keys(paths).filter((path) => /weights|decisions/.test(path));
    expect(routes.toSorted()).toEqual([
      "/api/v1/match-runs/{runId}/decisions",
      "/api/v1/weights",
      "/api/v1/weights/{version}",
      "/api/v1/weights/{version}/apply",
      "/api/v1/weights/{version}/discard",
      "/api/v1/weights/{version}/restore",
    ]);
    for (const route of routes) {
      for (const { summary, responses } of Object.values(paths[route]!)) {
        expect(summary).toMatch(/\p{Script=Han}/u);
        expect(Object.keys(responses)).toContain("403");
      }
    }
    const create = body.components.schemas.DecisionCreate!;
    expect(Object.keys(create.properties)).toContain("reason");
    expect(create.required).toEqual(["targetId", "action"]);
  });
});
