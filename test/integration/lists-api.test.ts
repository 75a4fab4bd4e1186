import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { needTable } from "../../src/db/schema/record.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp, testUser } from "../support/http-app.ts";

const bureau = (id: string, region: string | null, write = true): Principal => ({
  kind: "token",
  id,
  organizationId: testId(990),
  organizationKind: "bureau",
  region,
  scopes: write ? ["read", "write"] : ["read"],
});

interface SheetJson {
  version: number;
  entries: { target: { id: string }; place: number | null; reason: { code: string; label: string } | null }[];
}

describeOnDatabase("the API of match lists", (current) => {
  async function stage() {
    const { ctx, advance } = createTestContext(current().db);
    const principals: Record<string, Principal> = {
      staff: testUser("staff", ["staff"]),
      program: bureau(testId(991), null),
      reader: bureau(testId(992), null, false),
      county: bureau(testId(993), "330302"),
      firm: testUser("firm", ["enterprise"], { organizationId: testId(980), organizationKind: "enterprise" }),
    };
    const { call, faults } = testApp(ctx, principals);
    const need = await createRecord({
      ctx,
      kind: "need",
      input: { content: { title: "含镍废水达标排放", organizationName: "甲厂" } },
    });
    const expert = (n: number) =>
      createRecord({ ctx, kind: "expert", input: { content: { name: `专家${n}`, organizationName: "丙校" } } });
    const people = [await expert(0), await expert(1), await expert(2)];
    const target = (n: number) => ({ kind: "expert", id: people[n]!.id });
    return { ctx, advance, call, faults, need, target };
  }

  it("takes a list from its making to its versions, as a bureau's program or as staff", async () => {
    const { call, faults, need, target, ctx } = await stage();
    const as = "program";
    const made = await call("POST", "/api/v1/lists", { as, body: { title: "春季对接会" } });
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
    const base = made.headers.get("location")!;
    expect((await call("POST", `${base}/needs`, { as, body: { add: [need.id] } })).json()).toEqual({ needs: 1 });
    const sheet = `${base}/needs/${need.id}`;
    const step = (tag: string, body: object, more: object = {}) =>
      call("POST", `${sheet}/steps`, { as, body, headers: { "if-match": tag, ...more } });
    const first = await step('"0"', { action: "include", target: target(0) });
    expect([first.status, first.headers.get("etag")]).toEqual([200, '"1"']);
    await step('"1"', { action: "include", target: target(1), place: 1 });
    const out = await step('"2"', { action: "exclude", target: target(2), reason: "off_topic" });
    const { entries } = out.json<SheetJson & Record<string, unknown>>();
    expect(entries.map(({ target, place, reason }) => [target.id, place, reason?.label ?? null])).toEqual([
      [target(1).id, 1, null],
      [target(0).id, 2, null],
      [target(2).id, null, "技术方向不符"],
    ]);
    const undone = await call("POST", `${sheet}/undo`, { as, headers: { "if-match": '"3"' } });
    expect(undone.json()).toMatchObject({ version: 4, canUndo: 2, canRedo: 1 });
    expect((await call("GET", sheet, { as })).headers.get("etag")).toBe('"4"');

    const version = await call("POST", `${base}/approve`, { as });
    expect([version.status, version.json<{ pairs: unknown[] }>().pairs.length]).toEqual([201, 2]);
    expect((await call("POST", `${base}/send`, { as })).json()).toMatchObject({ status: 422, reason: "not_disclosed" });
    await call("POST", `${base}/reopen`, { as: "staff" });
    await step('"4"', { action: "move", target: target(0), place: 1 });
    await call("POST", `${base}/approve`, { as });
    expect((await call("GET", `${base}/versions`, { as })).json<{ items: object[] }>().items).toMatchObject([
      { number: 2, pairs: 2, sentAt: null },
      { number: 1, pairs: 2 },
    ]);
    const changes = async (path: string) =>
      (await call("GET", `${base}/versions/${path}`, { as })).json<{ changes: { change: string }[] | null }>().changes;
    expect((await changes("2/changes"))?.map(({ change }) => change)).toEqual(["moved", "moved"]);
    expect(await changes("1/changes")).toBeNull();
    expect(await changes("2/changes?against=2")).toEqual([]);
    expect((await call("GET", `${base}/versions/3`, { as })).status).toBe(404);
    const told = (await call("GET", `${base}/versions/2`, { as })).text;
    expect(told).not.toMatch(/OrganizationId|scopeRegion/);
    expect((await call("POST", `${base}/close`, { as })).json()).toMatchObject({
      status: "closed",
      statusLabel: "已结束",
    });
    expect(faults).toEqual([]);
    const deeds = await ctx.db.orm.select().from(auditTable).orderBy(auditTable.seq);
    expect(deeds.filter(({ action }) => action === "list.approve").map(({ actor }) => actor)).toEqual([
      testId(991),
      testId(991),
    ]);
  });

  it("tells one who came too late what stands there now, and does a repeated request once", async () => {
    const { call, need, target } = await stage();
    const base = (await call("POST", "/api/v1/lists", { as: "staff", body: { title: "甲" } })).headers.get("location")!;
    await call("POST", `${base}/needs`, { as: "staff", body: { add: [need.id] } });
    const steps = `${base}/needs/${need.id}/steps`;
    const include = { action: "include", target: target(0) };
    const send = (headers: Record<string, string>, body: unknown = include) =>
      call("POST", steps, { as: "staff", body, headers });
    const keyed = { "if-match": '"0"', "idempotency-key": "k-1" };
    const first = await send(keyed);
    const again = await send(keyed);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect([again.text, again.headers.get("etag")]).toEqual([first.text, '"1"']);
    const late = await send({ "if-match": '"0"' }, { action: "pin", target: target(0) });
    expect([late.status, late.headers.get("etag")]).toEqual([412, '"1"']);
    expect(late.json<{ current: SheetJson }>().current).toEqual(first.json());
    expect((await send({})).status).toBe(428);
    expect((await send({ "if-match": '"1"' }, { action: "pin", target: target(1) })).json()).toMatchObject({
      status: 422,
      reason: "step_refused",
    });
    expect((await send({ "if-match": '"1"' }, { action: "exclude", target: target(0) })).status).toBe(400);
    const undo = (version: string) =>
      call("POST", `${base}/needs/${need.id}/undo`, { as: "staff", headers: { "if-match": version } });
    expect((await undo('"0"')).status).toBe(412);
    expect((await undo('"1"')).json()).toMatchObject({ version: 2, entries: [] });
  });

  it("pages lists by cursor, each once, and keeps a bureau's program to its region and its token's scope", async () => {
    const { call, advance, ctx, need } = await stage();
    const titles = Array.from({ length: 7 }, (_, n) => `名单${n}`);
    for (const title of titles) {
      // Two at a time share an instant.
      if (Number(title.at(-1)) % 2 === 0) advance(1_000);
      await call("POST", "/api/v1/lists", { as: "program", body: { title } });
    }
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const path: string = `/api/v1/lists?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`;
      const page = (await call("GET", path, { as: "reader" })).json<{
        items: { title: string }[];
        nextCursor: string | null;
      }>();
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(7);
    expect(seen.toSorted()).toEqual(titles);
    expect((await call("GET", "/api/v1/lists?cursor=no", { as: "reader" })).status).toBe(400);
    expect((await call("POST", "/api/v1/lists", { as: "reader", body: { title: "乙" } })).status).toBe(403);
    expect((await call("GET", "/api/v1/lists", { as: "firm" })).status).toBe(403);

    await ctx.db.orm.update(needTable).set({ scopeRegion: "330302" });
    const county = await call("POST", "/api/v1/lists", { as: "county", body: { title: "区里的" } });
    expect(county.json()).toMatchObject({ scopeRegion: "330302" });
    const mine = (await call("GET", "/api/v1/lists", { as: "county" })).json<{ items: { title: string }[] }>().items;
    expect(mine.map(({ title }) => title)).toEqual(["区里的"]);
    const own = county.headers.get("location")!;
    expect((await call("POST", `${own}/needs`, { as: "county", body: { add: [need.id] } })).status).toBe(200);
    const listed = (await call("GET", `${own}/needs`, { as: "county" })).json<{ items: object[] }>().items;
    expect(listed).toMatchObject([{ place: 1, sheetVersion: 0, included: 0, need: { id: need.id } }]);
  });
});
