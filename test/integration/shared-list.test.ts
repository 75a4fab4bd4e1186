import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { changeDisclosure } from "../../src/app/disclosure/change-disclosure.ts";
import { approveList } from "../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { matchListLinkTable, matchListTable } from "../../src/db/schema/match-list.ts";
import { needTable } from "../../src/db/schema/record.ts";
import type { EntityKind, Visibility } from "../../src/domain/shared/entity.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { tokenHash } from "../../src/secrets/token.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import { createDisclosureContext, disclosedNeed, insiders, outsiders } from "./disclosure-setup.ts";

const dayMs = 86_400_000;
/** Nothing of this may be on any shared page or in any text for others. */
const canaries = [
  "canarytitle",
  "canarydescription",
  "原文单位甲",
  "canarynote",
  "numbercanary",
  "canaryexpert",
  "canaryprivate",
];

describeOnDatabase("a shared list", (current) => {
  async function stage(visibility: Visibility = "public") {
    const test = await createDisclosureContext(current().db);
    const principals: Record<string, Principal> = { ...insiders, ...outsiders };
    const { app, call, faults } = testApp(test.ctx, principals, { rateLimits: "on" });
    const need = await disclosedNeed(
      test,
      {
        title: "canarytitle",
        description: "canarydescription",
        organizationName: "原文单位甲有限公司",
        keywords: ["涂层"],
      },
      { title: "某企业耐蚀涂层" },
      visibility,
      { name: "canaryname", phone: "13911112222" },
    );
    const closed = await createRecord({
      ctx: test.as(insiders.owner),
      kind: "need",
      input: { content: { title: "canaryprivate" }, visibility: "private" },
    });
    const profile = (kind: EntityKind, name: string, shown: Visibility) =>
      createRecord({
        ctx: test.ctx,
        kind,
        input: {
          content: { [kind === "expert" ? "name" : "title"]: name, organizationName: "某丙大学" },
          visibility: shown,
        },
      });
    const people = [
      await profile("expert", "公开专家", "public"),
      await profile("expert", "登录可见专家", "signedIn"),
      await profile("achievement", "公开涂料", "public"),
      await profile("expert", "canaryexpert", "private"),
    ];
    await test.ctx.db.orm.update(needTable).set({ scopeRegion: "330302" });
    const ctx = test.as(insiders.staff);
    const list = await createList({ ctx, input: { title: "春季对接会" } });
    await setNeeds({ ctx, listId: list.id, input: { add: [need.id, closed.id] } });
    const put = async (needId: string) => {
      for (const [at, { kind, id }] of people.entries()) {
        const target = { kind, id };
        await changeSheet({ ctx, listId: list.id, needId, ifVersion: 2 * at, input: { action: "include", target } });
        const note = { action: "note", target, note: "canarynote" };
        await changeSheet({ ctx, listId: list.id, needId, ifVersion: 2 * at + 1, input: note });
      }
    };
    await put(need.id);
    await put(closed.id);
    await approveList({ ctx, listId: list.id });
    const sharePath = `/lists/${list.id}/versions/1/share`;
    const share = async (boxes: Record<string, string>) => {
      const answer = await call("POST", sharePath, { as: "staff", body: new URLSearchParams(boxes) });
      return { answer, path: /\/shared\/[\w-]{43}/.exec(answer.text)?.[0] ?? "" };
    };
    const open = (path: string, as = "visitor", headers = {}) => call("GET", path, { as, headers });
    return { test, ctx, list, need, app, call, faults, share, open, sharePath };
  }

  it("shows everybody the confirmed wording and public profiles, whoever opens it, and nothing else", async () => {
    const { share, open, faults } = await stage();
    const { answer, path } = await share({ audience: "public" });
    expect([answer.status, path.length]).toEqual([201, "/shared/".length + 43]);
    const seen = new Set<string>();
    for (const as of [...Object.keys(outsiders), "owner", "staff"]) {
      const page = await open(path, as);
      expect([as, page.status]).toEqual([as, 200]);
      const main = page.text.slice(page.text.indexOf("<main"), page.text.indexOf("</main>"));
      seen.add(main);
      expect([as, [...canaries, "登录可见专家", "13911112222"].filter((canary) => page.text.includes(canary))]).toEqual(
        [as, []],
      );
      for (const shown of ["某企业耐蚀涂层", "公开专家", "公开涂料", "春季对接会"])
        expect([as, shown, page.text.includes(shown)]).toEqual([as, shown, true]);
      expect(page.headers.get("x-robots-tag")).toBe("noindex, nofollow");
      expect(page.headers.get("cache-control")).toBe("no-store");
      expect(page.headers.get("referrer-policy")).toBe("same-origin");
    }
    expect(seen.size).toBe(1);
    expect(faults).toEqual([]);
  });

  it("for named organisations is shown to their members who are signed in, at the level of members", async () => {
    const { share, open } = await stage("signedIn");
    const { path } = await share({ audience: "named", organizations: "某丙大学\r\n", days: "3" });
    const page = await open(path, "university");
    expect(page.status).toBe(200);
    expect(canaries.filter((canary) => page.text.includes(canary))).toEqual([]);
    for (const shown of ["某企业耐蚀涂层", "登录可见专家"]) expect(page.text).toContain(shown);
    const asked = await open(path, "visitor");
    expect([asked.status, asked.headers.get("location")]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`]);
    for (const as of ["rival", "judge", "otherStaff", "staff"])
      expect([as, (await open(path, as)).status]).toEqual([as, 404]);
    const publicly = await open((await share({ audience: "public" })).path);
    expect([publicly.status, publicly.text.includes("某企业耐蚀涂层")]).toEqual([200, false]);
    expect(publicly.text).toContain("目前没有可以显示的需求");
    for (const [boxes, complaint] of [
      [{ audience: "named" }, "请写明哪些单位可以打开"],
      [{ audience: "named", organizations: "没有这个单位" }, "没有登记“没有这个单位”"],
      [{ audience: "all" }, "请选择给谁看"],
      [{ audience: "public", days: "91" }, "最长 90 天"],
    ] as const) {
      const { answer, path } = await share(boxes);
      expect([answer.status, path, answer.text.includes(complaint)]).toEqual([400, "", true]);
    }
  });

  it("hides a need the moment its disclosure is lowered, and a profile with its visibility", async () => {
    const { test, need, share, open } = await stage();
    const { path } = await share({ audience: "public" });
    expect((await open(path)).text).toContain("某企业耐蚀涂层");
    const [row] = await test.ctx.db.orm.select().from(needTable).where(eq(needTable.id, need.id));
    const ctx: AppContext = test.as(insiders.owner);
    const input = { visibility: "signedIn", levels: {}, restrictedTo: null } as const;
    await changeDisclosure({ ctx, id: need.id, ifVersion: row!.version, input });
    const after = await open(path);
    expect([after.status, after.text.includes("某企业耐蚀涂层")]).toEqual([200, false]);
  });

  it("is gone by one and the same answer when its link is wrong, expired, revoked, or of a list that is gone", async () => {
    const { test, ctx, list, call, share, open } = await stage();
    const bytes = async (path: string) => {
      const { status, headers, text } = await open(path);
      const trace = headers.get("x-trace-id")!;
      const left = [...headers].filter(([name]) => !["x-trace-id", "ratelimit-remaining"].includes(name));
      return JSON.stringify([status, left, text.replaceAll(trace, "")]);
    };
    const wrong = await bytes("/shared/nothing");
    expect(wrong).toContain("404");
    const first = await share({ audience: "public" });
    const [link] = await ctx.db.orm.select().from(matchListLinkTable);
    expect(link).toMatchObject({ tokenHash: tokenHash(first.path.split("/").at(-1)!), audience: "public", number: 1 });
    expect(link!.expiresAt.getTime() - link!.createdAt.getTime()).toBe(14 * dayMs);
    expect(JSON.stringify(await ctx.db.orm.select().from(auditTable))).not.toContain(first.path.split("/").at(-1));
    const revoke = (as: string) =>
      call("POST", `/lists/${list.id}/links/${link!.id}/revoke`, { as, body: new URLSearchParams() });
    expect((await revoke("otherStaff")).status).toBe(404);
    expect((await open(first.path)).status).toBe(200);
    expect((await revoke("staff")).status).toBe(303);
    expect((await revoke("staff")).status).toBe(404);
    expect(await bytes(first.path)).toBe(wrong);

    const short = await share({ audience: "public", days: "3" });
    const gone = await share({ audience: "public", days: "90" });
    test.advance(3 * dayMs - 1);
    expect((await open(short.path)).status).toBe(200);
    test.advance(1);
    expect(await bytes(short.path)).toBe(wrong);
    await ctx.db.orm.delete(matchListTable);
    expect(await bytes(gone.path)).toBe(wrong);
    const deeds = await ctx.db.orm.select().from(auditTable).orderBy(auditTable.seq);
    expect(deeds.filter(({ action }) => /share$/.test(action)).map(({ actor, action }) => [actor, action])).toEqual([
      [insiders.staff.id, "list.share"],
      [insiders.staff.id, "list.unshare"],
      [insiders.staff.id, "list.share"],
      [insiders.staff.id, "list.share"],
    ]);
  });

  it("is opened at most sixty times a minute from one address", async () => {
    const { open } = await stage();
    const answers = [];
    for (let n = 0; n < 61; n += 1) answers.push((await open(`/shared/guess${n}`)).status);
    expect(answers.filter((status) => status === 404)).toHaveLength(60);
    expect(answers.at(-1)).toBe(429);
  });

  it("as text for a group chat is the public one unless staff ask for another", async () => {
    const { call, sharePath } = await stage();
    const text = async (query: string) => {
      const { text } = await call("GET", sharePath + query, { as: "staff" });
      return /<textarea[^>]*id="list-text"[^>]*>([^<]*)</.exec(text)![1]!.trim();
    };
    const open = "【春季对接会】第 1 版，1 项需求\n\n1. 某企业耐蚀涂层\n   1) 专家：公开专家（某丙大学）";
    expect(await text("")).toBe(`${open}\n   2) 成果：公开涂料（某丙大学）`);
    expect(await text("?text=nonsense")).toBe(await text(""));
    expect(await text("?text=members")).toBe(
      `${open}\n   2) 专家：登录可见专家（某丙大学）\n   3) 成果：公开涂料（某丙大学）`,
    );
    const own = await text("?text=staff");
    for (const shown of ["canarytitle", "canaryexpert", "canaryprivate", "numbercanary"]) expect(own).toContain(shown);
    expect(own).not.toContain("canarynote");
  });
});
