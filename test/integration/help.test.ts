import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { firstSteps } from "../../src/app/home/first-steps.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { matchListTable } from "../../src/db/schema/match-list.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { guides } from "../../src/web/help/guides.ts";
import { tour } from "../../src/web/help/tour.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import {
  createDisclosureContext,
  disclosedNeed,
  insiders,
  organizations,
  outsiders,
  owner,
} from "./disclosure-setup.ts";

const demoAccounts = [{ role: "市局", username: "staff", password: "x" }];

describeOnDatabase("help", (current) => {
  it("links only to pages that exist", async () => {
    const { ctx } = await createDisclosureContext(current().db);
    const { call } = testApp(ctx, {}, { demoAccounts });
    const said = [...guides.flatMap(({ steps }) => steps), ...tour].flatMap((step) => step.said);
    const hrefs = [...new Set(said.flatMap((part) => (typeof part === "string" ? [] : [part.href])))];
    expect(hrefs.length).toBeGreaterThan(10);
    for (const href of [...hrefs, "/help/tour", ...guides.map(({ name }) => `/help/${name}`)]) {
      const { status } = await call("GET", encodeURI(href));
      // Some belong to a role the operator is not: refused is not missing.
      expect([href, [200, 302, 403].includes(status)]).toEqual([href, true]);
    }
  });

  it("has the tour in a demo only, and every guide's and template's own address", async () => {
    const { ctx } = await createDisclosureContext(current().db);
    const { call } = testApp(ctx);
    expect((await call("GET", "/help/tour")).status).toBe(404);
    expect((await call("GET", "/help")).text).not.toContain("/help/tour");
    expect((await testApp(ctx, {}, { demoAccounts }).call("GET", "/help")).text).toContain("/help/tour");
    for (const path of ["/help/nobody", "/help/templates/list.xlsx"])
      expect((await call("GET", path)).status).toBe(404);
  });

  it("keeps 长辈版 in a cookie and goes back to a page of this site only", async () => {
    const { ctx } = await createDisclosureContext(current().db);
    const { call } = testApp(ctx);
    const change = (print: string, back: string) =>
      call("POST", "/display", { body: new URLSearchParams({ print, back }) });
    const large = await change("large", "/search?q=a");
    expect([large.status, large.headers.get("location")]).toEqual([303, "/search?q=a"]);
    const cookie = large.headers.get("set-cookie")!;
    expect(cookie).toMatch(/^duijie-print=large; .*HttpOnly; SameSite=Lax/);
    const page = async (value: string) => (await call("GET", "/help", { headers: { cookie: value } })).text;
    expect(await page(cookie.split(";")[0]!)).toContain('class="large-print"');
    expect(await page("duijie-print=usual")).not.toContain('class="large-print"');
    expect((await change("usual", "//elsewhere.example/")).headers.get("location")).toBe("/");
  });
});

describeOnDatabase("firstSteps", (current) => {
  const left = (steps: { code: string; done: boolean }[]) => steps.filter(({ done }) => !done).map(({ code }) => code);

  it("follows the data of a bureau until a list was sent", async () => {
    const test = await createDisclosureContext(current().db);
    const { ctx, as } = test;
    const read = async (principal: Principal) => left(await firstSteps({ ctx: as(principal) }));
    const { staff } = insiders;
    expect(await read(staff)).toEqual(["organizations", "profiles", "needs", "list", "sent"]);
    await ctx.db.orm
      .update(organizationTable)
      .set({ status: "active", regionCode: "330302" })
      .where(eq(organizationTable.id, organizations.owner));
    await createRecord({ ctx, kind: "expert", input: { content: { name: "某", organizationName: "某丙大学" } } });
    const content = { title: "甲", organizationName: "原文单位甲有限公司", regionCode: "330302" };
    await createRecord({ ctx: as(owner), kind: "need", input: { content } });
    expect(await read(staff)).toEqual(["list", "sent"]);
    expect(await read(outsiders.otherStaff!)).toEqual(["organizations", "needs", "list", "sent"]);
    await createList({ ctx: as(staff), input: { title: "春季", note: "" } });
    expect(await read(staff)).toEqual(["sent"]);
    await ctx.db.orm.update(matchListTable).set({ status: "sent" });
    expect(await firstSteps({ ctx: as(staff) })).toEqual([]);
    expect(await read(owner)).toEqual(["wording"]);
    await disclosedNeed(test, { ...content, title: "乙" }, { title: "某需求" }, "signedIn");
    expect(await firstSteps({ ctx: as(owner) })).toEqual([]);
    for (const name of ["admin", "auditor", "judge"]) expect(await read(outsiders[name]!)).toEqual([]);
  });
});
