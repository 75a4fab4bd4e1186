import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { answerKeptMs, pruneAnswers } from "../../src/db/request-answers.ts";
import { idempotencyTable } from "../../src/db/schema/audit.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { visitor } from "../../src/domain/shared/principal.ts";
import { timeOrderedIds } from "../../src/entry/time-ordered-id.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp, testUser } from "../support/http-app.ts";

/** The whole size is 50 × 100; every run does a part of it. */
const [parallel, keys] = process.env.SOAK === "1" ? [50, 100] : [20, 6];
const needs = "/api/v1/needs";
const body = (title: string) => ({ content: { title } });
const keyed = (key: string) => ({ "idempotency-key": key });
const staff = { staff: testUser("s1", ["staff"]), other: testUser("s2", ["staff"]), visitor };

describeOnDatabase("Idempotency-Key", (current) => {
  it("gives each of many keys one effect, however often it is sent at once", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx);
    const again = async (key: string): Promise<string> => {
      for (;;) {
        const answer = await call("POST", needs, { body: body(key), headers: keyed(key) });
        if (answer.status === 201) return answer.json<{ id: string }>().id;
        expect([answer.status, answer.headers.get("retry-after")]).toEqual([409, "1"]);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const sent = Array.from({ length: keys }, (_, key) =>
      Promise.all(Array.from({ length: parallel }, () => again(`key-${key}`))),
    );
    const ids = (await Promise.all(sent)).map((of) => new Set(of));
    expect(ids.map(({ size }) => size)).toEqual(Array.from({ length: keys }, () => 1));
    const rows = await ctx.db.orm.select({ id: needTable.id }).from(needTable);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids.flatMap((of) => [...of])));
    console.log(`${parallel} × ${keys} keyed requests: ${rows.length} effects`);
  });

  it("answers again with what it answered, tag and address too, and says so", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx);
    const send = () => call("POST", needs, { body: body("甲"), headers: keyed("k") });
    const [first, second] = [await send(), await send()];
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([201, null]);
    expect([second.status, second.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(second.text).toBe(first.text);
    for (const name of ["etag", "location", "content-type"])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
  });

  it("makes ids that grow with time, beside those made without a key", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const { call } = testApp({ ...ctx, newId: timeOrderedIds(() => ctx.now().getTime(), randomBytes) });
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const headers = n % 3 === 0 ? {} : keyed(`k${n}`);
      ids.push((await call("POST", needs, { body: body(`第${n}项`), headers })).json<{ id: string }>().id);
      advance(1);
    }
    expect(ids.toSorted()).toEqual(ids);
  });

  it("refuses a key of another request, and keeps keys of principals apart", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx, staff);
    const send = (title: string, as: string) => call("POST", needs, { as, body: body(title), headers: keyed("k") });
    expect((await send("甲", "staff")).status).toBe(201);
    const reused = await send("乙", "staff");
    expect([reused.status, reused.json().reason]).toEqual([422, "key_reused"]);
    expect((await send("乙", "other")).status).toBe(201);
    expect(await ctx.db.orm.select().from(needTable)).toHaveLength(2);
  });

  it("keeps answers sealed, and forgets them after a day", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const { call } = testApp(ctx);
    const send = () => call("POST", needs, { body: body("机密题目"), headers: keyed("k") });
    const first = await send();
    const [row] = await ctx.db.orm.select().from(idempotencyTable);
    expect(JSON.stringify(row)).not.toContain("机密题目");
    expect(row).toMatchObject({ principalId: "localStaff:localStaff", status: 201 });
    advance(answerKeptMs + 1);
    // Still there: the old answer is not given, and the same request finds what it stored then.
    const late = await send();
    expect([late.status, late.headers.get("idempotency-replayed")]).toEqual([201, null]);
    expect(late.json().id).toBe(first.json().id);
    advance(answerKeptMs + 1);
    await pruneAnswers(ctx.db.orm, ctx.now());
    expect(await ctx.db.orm.select().from(idempotencyTable)).toEqual([]);
  });

  it("lets a failed request be repeated, also with other content", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx);
    expect((await call("POST", needs, { body: { content: {} }, headers: keyed("k") })).status).toBe(400);
    expect((await call("POST", needs, { body: body("甲"), headers: keyed("k") })).status).toBe(201);
  });

  it("repeats a request that died a minute ago, and finds what it had stored", async () => {
    const { ctx, advance } = createTestContext(current().db);
    const { call } = testApp(ctx);
    const send = () =>
      call("POST", needs, { body: { content: { title: "甲", organizationName: "某企业" } }, headers: keyed("k") });
    const first = await send();
    // As a process that died between its effect and its answer leaves it.
    await ctx.db.orm.update(idempotencyTable).set({ status: null, response: null });
    const early = await send();
    expect([early.status, early.json().reason]).toEqual([409, "at_work"]);
    advance(60_001);
    const late = await send();
    expect([late.status, late.json().id]).toEqual([201, first.json().id]);
    expect(await ctx.db.orm.select().from(needTable)).toHaveLength(1);
    expect(await ctx.db.orm.select().from(organizationTable)).toHaveLength(1);
  });

  it("refuses keys that are none, and passes visitors by", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx, staff);
    for (const key of ["a b", "x".repeat(201)])
      expect((await call("POST", needs, { body: body("甲"), headers: keyed(key) })).status).toBe(400);
    expect((await call("POST", needs, { as: "visitor", body: body("甲"), headers: keyed("k") })).status).toBe(401);
    expect(await ctx.db.orm.select().from(idempotencyTable)).toEqual([]);
  });

  it("gives a kept page again as it was, whether or not the first one went compressed", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx);
    const boxes = { id: ctx.newId(), requestKey: "draft-1", do: "autosave", title: "自动保存的需求" };
    const send = (encoding: string) =>
      call("POST", "/needs/new", { body: new URLSearchParams(boxes), headers: { "accept-encoding": encoding } });
    expect((await send("gzip")).headers.get("content-encoding")).toBe("gzip");
    const again = await send("identity");
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(again.json()).toEqual({ id: boxes.id, version: 1, unread: [] });
  });

  it("serves forms by their hidden box: sent twice one effect, shown again none", async () => {
    const { ctx } = createTestContext(current().db);
    const { call } = testApp(ctx);
    const page = await call("GET", "/needs/new");
    const box = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.text)?.[1] ?? "";
    const form = (more: Record<string, string>) =>
      new URLSearchParams({
        requestKey: box("requestKey"),
        id: box("id"),
        title: "甲",
        visibility: "private",
        ...more,
      });
    const shown = await call("POST", "/needs/new", { body: form({ do: "addIndicator" }) });
    expect(shown.status).toBe(200);
    const answers = [
      await call("POST", "/needs/new", { body: form({}) }),
      await call("POST", "/needs/new", { body: form({}) }),
    ];
    expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
      [303, `/needs/${box("id")}?saved=new`],
      [303, `/needs/${box("id")}?saved=new`],
    ]);
    expect(answers[1]?.headers.get("idempotency-replayed")).toBe("true");
    expect((await call("POST", "/needs/new", { body: form({ title: "乙" }) })).status).toBe(422);
    expect(await ctx.db.orm.select().from(needTable)).toHaveLength(1);
    expect((await call("POST", "/needs/new", { body: "{}" })).status).toBe(400);
  });
});
