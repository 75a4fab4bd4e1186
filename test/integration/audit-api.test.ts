import { expect, it } from "vitest";
import { appendAudit } from "../../src/app/audit/append-audit.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { userTable } from "../../src/db/schema/account.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase, type TestDatabase } from "../support/database.ts";
import { testApp, testUser } from "../support/http-app.ts";

interface Page {
  items: { seq: number; actor: string; actorName: string | null; actionLabel: string; reason: string }[];
  nextCursor: string | null;
}

const principals = { auditor: testUser("a1", ["auditor"]), staff: testUser("s1", ["staff"]) };

/** Six deeds, one a day, by two people. */
async function stage({ db }: TestDatabase) {
  const { ctx, advance } = createTestContext(db);
  const now = ctx.now();
  await db.orm.insert(userTable).values({
    id: "s1",
    username: "Wang",
    usernameKey: "wang",
    displayName: "王某",
    status: "active",
    roles: ["staff"],
    createdBy: "system",
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  for (let n = 1; n <= 6; n += 1) {
    const actor = n % 2 === 0 ? "s1" : "s2";
    const action = n <= 3 ? ("contact.reveal" as const) : ("role.change" as const);
    const deed = { action, subjectKind: "need", subjectId: `n${n % 3}`, reason: "=HYPERLINK(1)", actor };
    await db.transaction((tx) => appendAudit(ctx, tx, deed));
    advance(86_400_000);
  }
  return { ctx, ...testApp(ctx, principals) };
}

describeOnDatabase("the auditor's search", (current) => {
  it("filters by time, actor, action and subject, and pages from the newest back", async () => {
    const { call } = await stage(current());
    const seqs = async (query: string) => {
      const answer = await call("GET", `/api/v1/audit?${query}`, { as: "auditor" });
      expect([query, answer.status]).toEqual([query, 200]);
      return answer.json<Page>().items.map(({ seq }) => seq);
    };
    expect(await seqs("")).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await seqs("actor=s1")).toEqual([6, 4, 2]);
    expect(await seqs("actor=WANG")).toEqual([6, 4, 2]);
    expect(await seqs("action=contact.reveal")).toEqual([3, 2, 1]);
    expect(await seqs("subjectKind=need&subjectId=n0")).toEqual([6, 3]);
    expect(await seqs("from=2026-01-06&to=2026-01-07")).toEqual([3, 2]);
    expect(await seqs("actor=%27%20OR%201%3D1--")).toEqual([]);
    const first = (await call("GET", "/api/v1/audit?limit=4", { as: "auditor" })).json<Page>();
    expect(first.items[0]).toMatchObject({ actor: "s1", actorName: "王某", actionLabel: "变更角色" });
    expect(await seqs(`limit=4&cursor=${first.nextCursor}`)).toEqual([2, 1]);
    for (const bad of ["from=2026-13-01", "action=x.y", "cursor=x", "limit=0", "colour=red"])
      expect([bad, (await call("GET", `/api/v1/audit?${bad}`, { as: "auditor" })).status]).toEqual([bad, 400]);
  });

  it("writes nothing by reading, and its reason by exporting", async () => {
    const { ctx, call } = await stage(current());
    for (const path of [
      "/audit",
      "/audit?actor=wang",
      "/audit/verification",
      "/api/v1/audit",
      "/api/v1/audit/verification",
    ])
      expect((await call("GET", path, { as: "auditor" })).status).toBe(200);
    expect(await ctx.db.orm.select().from(auditTable)).toHaveLength(6);
    const unsaid = await call("POST", "/api/v1/audit/export", { as: "auditor", body: { reason: " " } });
    expect(unsaid.status).toBe(400);
    const body = { reason: "季度检查", filter: { action: "role.change" } };
    const csv = await call("POST", "/api/v1/audit/export", { as: "auditor", body });
    expect(csv.headers.get("content-disposition")).toContain("audit.csv");
    expect(csv.text.split("\r\n")).toHaveLength(5);
    expect(csv.text).toContain(",'=HYPERLINK(1),");
    const form = await call("POST", "/audit/export", {
      as: "auditor",
      body: new URLSearchParams({ reason: "复核", from: "", actor: "s2" }),
    });
    expect([form.status, form.text.split("\r\n").length]).toEqual([200, 5]);
    const rows = await ctx.db.orm.select().from(auditTable).orderBy(auditTable.seq);
    expect(rows.slice(6)).toMatchObject([
      {
        action: "audit.export",
        actor: "a1",
        reason: "季度检查",
        details: { filter: { action: "role.change" }, rows: 3 },
      },
      { action: "audit.export", actor: "a1", reason: "复核", details: { filter: { actor: "s2" }, rows: 3 } },
    ]);
    expect((await call("GET", "/api/v1/audit/verification", { as: "auditor" })).json()).toMatchObject({
      rows: 8,
      broken: null,
    });
  });

  it("shows a page with names, days and what was done", async () => {
    const { call } = await stage(current());
    const page = await call("GET", "/audit?actor=wang", { as: "auditor" });
    for (const text of ["王某", "变更角色", "2026年1月10日", "核对完整性"]) expect(page.text).toContain(text);
    expect((await call("GET", "/audit?from=x", { as: "auditor" })).status).toBe(400);
    expect((await call("GET", "/audit", { as: "staff" })).status).toBe(403);
  });

  it("names on its page what the auditor may see, and tells the rest apart", async () => {
    const { ctx, call } = await stage(current());
    const add = (name: string, visibility: "signedIn" | "private") =>
      createRecord({ ctx, kind: "expert", input: { content: { name, organizationName: "丙校" }, visibility } });
    const [open, closed] = [await add("陈开放", "signedIn"), await add("林隐藏", "private")];
    for (const { id: subjectId } of [open, closed])
      await ctx.db.transaction((tx) =>
        appendAudit(ctx, tx, {
          action: "record.delete",
          subjectKind: "expert",
          subjectId,
          onBehalfOf: open.organizationId,
        }),
      );
    await ctx.db.transaction((tx) =>
      appendAudit(ctx, tx, { action: "role.change", subjectKind: "account", subjectId: "s1" }),
    );
    const { text } = await call("GET", "/audit", { as: "auditor" });
    expect(text).toContain(`专家 <a href="/experts/${open.id}">陈开放</a>`);
    expect(text).toContain(`专家 <span title="${closed.id}">${closed.id.slice(0, 8)}…</span>`);
    expect(text).not.toContain("林隐藏");
    expect(text).toContain("账号 王某");
    expect(text).toContain("丙校");
    expect(text).toContain('<option value="expert">专家</option>');
  });
});
