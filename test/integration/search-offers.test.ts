import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { expertTable } from "../../src/db/schema/record.ts";
import type { Visibility } from "../../src/domain/shared/entity.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import { createDisclosureContext, disclosedNeed, outsiders } from "./disclosure-setup.ts";

describeOnDatabase("a search without hits", (current) => {
  async function stage() {
    const test = await createDisclosureContext(current().db);
    const expert = (name: string, regionCode: string, visibility: Visibility) =>
      createRecord({
        ctx: test.ctx,
        kind: "expert",
        input: {
          content: { name, regionCode, researchDirections: ["工业制造执行系统"], organizationName: "某丙大学" },
          visibility,
        },
      });
    for (const [at, visibility] of (["public", "public", "signedIn", "private"] as const).entries())
      await expert(`钱教授${at}`, "310101", visibility);
    await disclosedNeed(
      test,
      { title: "鑫隆瑞昌精密机械制造执行系统", regionCode: "330302" },
      { title: "某企业制造执行系统" },
      "public",
    );
    await test.indexer.drain();
    const principals: Record<string, Principal> = { ...outsiders };
    const { call } = testApp(test.ctx, principals);
    /** Offers as shown: text and number. */
    const offers = async (as: string, query: Record<string, string>) => {
      const { text } = await call("GET", `/search?${new URLSearchParams(query)}`, { as });
      const found = [...text.matchAll(/<li><a href="(\/search[^"]*)">([^<]*)<\/a><span>可得 (\d+) 条<\/span>/g)];
      return Promise.all(
        found.map(async ([, href, label, gain]) => {
          const page = await call("GET", href!.replaceAll("&amp;", "&"), { as });
          const total = /共 <strong>(\d+)<\/strong> 条/.exec(page.text)![1];
          expect([label, gain]).toEqual([label, total]);
          return [label!.replaceAll("&quot;", '"'), Number(gain)];
        }),
      );
    };
    return { ...test, offers };
  }

  it("names the filter to drop with the number of hits the asker would see, the most first", async () => {
    const { offers, ctx } = await stage();
    const query = { q: "制造执行系统", kind: "expert", region: "330000" };
    expect(await offers("visitor", query)).toEqual([
      [expect.stringContaining("去掉“所在地区"), 2],
      ["不限类别", 1],
    ]);
    expect(await offers("rival", query)).toEqual([
      [expect.stringContaining("去掉“所在地区"), 3],
      ["不限类别", 1],
    ]);
    // Hidden since they were indexed: the index still counts them, the asker does not.
    await ctx.db.orm.update(expertTable).set({ visibility: "private" });
    expect(await offers("rival", query)).toEqual([["不限类别", 1]]);
  });

  it("offers to drop all filters where each alone would leave nothing", async () => {
    const { offers } = await stage();
    const query = { q: "制造执行系统", kind: "expert", region: "330000", organization: "没有的单位" };
    expect(await offers("visitor", query)).toEqual([["去掉全部筛选", 2]]);
    expect(await offers("visitor", { ...query, kind: "achievement" })).toEqual([["去掉全部筛选，不限类别", 3]]);
  });

  it("offers names near to what was typed, from the asker's own shelves", async () => {
    const { offers } = await stage();
    expect(await offers("visitor", { q: "制某执行" })).toEqual([
      ["工业制造执行系统", 2],
      ["某企业制造执行系统", 1],
    ]);
    // The firm's own title is near too, and hidden.
    expect(await offers("visitor", { q: "精某机械" })).toEqual([]);
  });
});
