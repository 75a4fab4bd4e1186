import { expect, it } from "vitest";
import { changeDisclosure } from "../../src/app/disclosure/change-disclosure.ts";
import { indexedHits, openIds } from "../../src/app/search/search-ids.ts";
import { searchRecords } from "../../src/app/search/search-records.ts";
import { suggestNames } from "../../src/app/search/suggest-names.ts";
import { entityKinds } from "../../src/domain/shared/entity.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { describeOnDatabase } from "../support/database.ts";
import {
  createDisclosureContext,
  type DisclosureTest,
  disclosedNeed,
  insiders,
  organizations,
  outsiders,
  owner,
  user,
} from "./disclosure-setup.ts";

const { university, expert, token, ...others } = outsiders as Record<string, Principal>;
const broker = user(30, ["broker"], { linkedOrganizationIds: [organizations.university] });
const named = { university, expert, token, broker } as Record<string, Principal>;
const unnamed: Record<string, Principal> = { ...others, owner, ownersBroker: insiders.broker };

const base = { organizationName: "原文单位甲有限公司", regionCode: "330302" };
const wordings = {
  open: { title: "某企业耐蚀涂层", problem: "零件在盐雾试验中起泡" },
  kept: { title: "某企业装甲舱段隐身敷层", problem: "舱段敷层在盐雾试验中起泡" },
};
/** Whole words, a typo, pinyin, initials, words of the true title, nothing. */
const queries = ["", "隐身敷层", "盐雾试验", "隐身敷曾", "yinshenfuceng", "ysfc", "绝密舱段", "盐雾 起泡 隐身"];

async function newNeed(test: DisclosureTest, wording: keyof typeof wordings, field: string) {
  const title = wording === "kept" ? "绝密舱段隐身敷层" : "螺杆耐蚀涂层";
  const content = { ...base, title, problem: "原文的问题", keywords: [], field };
  const need = await disclosedNeed(test, content, wordings[wording], "public");
  await test.indexer.drain();
  return need;
}

const limitTo = (test: DisclosureTest, id: string, ifVersion: number, restrictedTo: string[] | null) =>
  changeDisclosure({
    ctx: test.as(owner),
    id,
    ifVersion,
    input: { visibility: "public", levels: {}, restrictedTo },
  });

/** Everything the box and its suggestions say to somebody, scores included. */
async function answers(test: DisclosureTest, principal: Principal): Promise<unknown[]> {
  const ctx = test.as(principal);
  const told: unknown[] = [];
  for (const query of queries) {
    const facets = ["field", "region", "organization"];
    told.push(await searchRecords({ ctx, input: { query, facets } }));
    told.push(await searchRecords({ ctx, input: { query, facets, filter: { field: ["07"] } } }));
    told.push(await suggestNames({ ctx, input: { prefix: query.slice(0, 3) } }));
    const hits = await indexedHits({ ctx, input: { query, kinds: entityKinds, filter: {}, limit: 50 } });
    told.push([...(await openIds({ ctx, hits: hits ?? [] }))]);
  }
  return told;
}

async function answersOf(test: DisclosureTest, who: Record<string, Principal>): Promise<Record<string, unknown[]>> {
  const told: Record<string, unknown[]> = {};
  for (const [name, principal] of Object.entries(who)) told[name] = await answers(test, principal);
  return told;
}

describeOnDatabase("a need limited to named organisations", (current) => {
  it("is found by the named; everybody else is answered as if it were not there, and the un-named from that moment on", async () => {
    const test = await createDisclosureContext(current().db);
    await newNeed(test, "open", "04.02");
    const everybody = { ...unnamed, ...named };
    const without = await answersOf(test, everybody);

    // Drafted and limited before anything indexes it.
    const content = { ...base, title: "绝密舱段隐身敷层", problem: "原文的问题", field: "07.01", keywords: [] };
    const need = await disclosedNeed(test, content, wordings.kept, "public");
    const limited = await limitTo(test, need.id, need.version, [organizations.university, organizations.bureau]);
    await test.indexer.drain();
    const { version } = limited;

    expect(await answersOf(test, unnamed)).toEqual(pick(without, unnamed));
    for (const principal of Object.values(named)) {
      const ctx = test.as(principal);
      for (const query of ["隐身敷层", "yinshenfuceng"]) {
        const page = await searchRecords({ ctx, input: { query, facets: ["field", "organization"] } });
        expect(page.hits.map(({ record, title }) => [record.id, title])).toEqual([[need.id, wordings.kept.title]]);
        expect(page.totals).toEqual({ need: 1, expert: 0, achievement: 0 });
        expect(page.facets.field).toContainEqual({ value: "07.01", count: 1 });
        expect(page.facets.organization).toEqual([]);
      }
      expect((await searchRecords({ ctx, input: { query: "绝密" } })).totals.need).toBe(0);
      const { suggestions } = await suggestNames({ ctx, input: { prefix: "某企业装" } });
      expect(suggestions).toEqual([{ text: wordings.kept.title, kind: "need" }]);
    }

    // The indexer stands still from here on.
    await limitTo(test, need.id, version, [organizations.bureau]);
    expect(await answersOf(test, everybody)).toEqual(without);
    await test.indexer.drain();
    expect(await answersOf(test, everybody)).toEqual(without);
  });

  it("tells a named organisation nothing of what is kept for another", async () => {
    const test = await createDisclosureContext(current().db);
    await newNeed(test, "open", "04.02");
    const first = await newNeed(test, "open", "04.02");
    await limitTo(test, first.id, first.version, [organizations.university]);
    await test.indexer.drain();
    const before = await answersOf(test, named);
    const second = await newNeed(test, "kept", "07.01");
    await limitTo(test, second.id, second.version, [organizations.rival]);
    await test.indexer.drain();
    expect(await answersOf(test, named)).toEqual(before);
    const page = await searchRecords({ ctx: test.as(others.rival!), input: { query: "隐身敷层" } });
    expect(page.hits.map(({ record }) => record.id)).toEqual([second.id]);
  });
});

function pick(told: Record<string, unknown[]>, who: Record<string, Principal>): Record<string, unknown[]> {
  return Object.fromEntries(Object.keys(who).map((name) => [name, told[name]!]));
}
