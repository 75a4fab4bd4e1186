import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { searchRecords } from "../../src/app/search/search-records.ts";
import { suggestNames } from "../../src/app/search/suggest-names.ts";
import { introductionTable } from "../../src/db/schema/disclosure.ts";
import { type EntityKind, entityKinds } from "../../src/domain/shared/entity.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { contentSchemas } from "../../src/domain/shared/record-content.ts";
import { kindPaths } from "../../src/http/kind-paths.ts";
import { testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import {
  createDisclosureContext,
  type DisclosureTest,
  disclosedNeed,
  insiders,
  organizations,
  outsiders,
} from "./disclosure-setup.ts";

/** Values of a field that stand nowhere else: one canary a text, in every field the schema has. */
function canaryContent(
  kind: EntityKind,
  mark: string,
): { content: Record<string, unknown>; canaries: Map<string, string> } {
  const canaries = new Map<string, string>();
  const content: Record<string, unknown> = {};
  for (const [at, [field, schema]] of Object.entries(contentSchemas[kind].shape).entries()) {
    const canary = `${mark}${String(at).padStart(2, "0")}canary`;
    const number = 7_700_000 + at * 100 + mark.charCodeAt(mark.length - 1);
    const tries: [unknown, string][] = [
      [canary, canary],
      [[canary], canary],
      [[{ name: canary, unit: "", value: number }], canary],
      [number, String(number)],
    ];
    const fit = tries.find(
      ([value]) => (schema as { safeParse(value: unknown): { success: boolean } }).safeParse(value).success,
    );
    if (fit === undefined) continue;
    content[field] = fit[0];
    canaries.set(field, fit[1]);
  }
  return { content, canaries };
}

/** What every account sees of a need by default; canaries of these fields are no secret. */
const openFields = ["keywords", "indicators", "cooperationModes", "field", "discipline"];
const membersFields = [...openFields, "budgetFen"];

async function crawl(test: DisclosureTest, principal: Principal, ids: Record<EntityKind, string[]>): Promise<string> {
  const app = test.appFor(principal);
  const everyId = Object.values(ids).flat();
  const paths = new Set<string>();
  for (const { method, path } of app.routes) {
    if (method !== "GET" || path.includes("*")) continue;
    const kind = entityKinds.find((kind) => path.includes(`/${kindPaths[kind]}/`));
    const own = kind === undefined ? everyId : ids[kind];
    for (const id of path.includes(":id") ? own : [""]) {
      for (const targetId of path.includes(":targetId") ? everyId : [""]) {
        for (const target of path.includes(":target/") ? Object.values(kindPaths) : [""]) {
          const filled = path
            .replace(":targetId", targetId)
            .replace(":target", target)
            .replace(":id", id)
            .replace(/:\w+/, testId(1));
          for (const query of queriesOf(filled)) paths.add(filled + query);
        }
      }
    }
  }
  const answers: string[] = [];
  for (const path of paths) {
    const answer = await app.request(path);
    answers.push(`${path} ${answer.status}\n${[...answer.headers].join("\n")}\n${await answer.text()}`);
    expect([path, answer.status < 500 || answer.status === 503]).toEqual([path, true]);
  }
  return answers.join("\n\n");
}

function queriesOf(path: string): string[] {
  if (path.endsWith("/suggest")) return ["?prefix=%E5%B7%B2", "?prefix=s", "?prefix=0"];
  if (path.endsWith("/search")) {
    const facets = "&facet=field&facet=region&facet=organization&facet=mode&facet=trl";
    return [
      "",
      "?q=%E8%84%B1%E6%95%8F",
      "?q=%E6%B6%82%E5%B1%82&kind=need",
      ...(path.startsWith("/api") ? [] : [`?q=${facets}`]),
    ];
  }
  if (path.endsWith("/matches")) return ["", `?target=needs`, `?target=experts`, "?target=achievements"];
  if (path.endsWith("/disclosure")) return ["", "?as=members", "?as=introduced", "?as=confidential"];
  return [""];
}

describeOnDatabase("canaries", (current) => {
  it("of hidden fields reach nobody they are hidden from, over every page and every answer", async () => {
    const test = await createDisclosureContext(current().db);
    const { as } = test;
    const secret = canaryContent("need", "needsecretq");
    Object.assign(secret.content, { organizationName: "原文单位甲有限公司", regionCode: "330302" });
    const texts = { title: "脱敏涂层需求", problem: "脱敏问题：涂层附着力不足" };
    const contact = { name: "canaryname", phone: "13911112222", email: "canary@mail.test" };
    const shown = await disclosedNeed(test, secret.content, texts, "public", contact);
    const closed = canaryContent("need", "needprivatez");
    Object.assign(closed.content, { organizationName: "原文单位甲有限公司", regionCode: "330302" });
    const own = as(insiders.owner);
    const hidden = await createRecord({ ctx: own, kind: "need", input: { content: closed.content, contact } });
    const ids: Record<EntityKind, string[]> = { need: [shown.id, hidden.id], expert: [], achievement: [] };
    const closedOf: Map<string, string>[] = [closed.canaries];
    for (const kind of ["expert", "achievement"] as const) {
      const open = {
        ...canaryContent(kind, `${kind}open`).content,
        organizationName: "某丙大学",
        regionCode: "310101",
      };
      const closed = canaryContent(kind, `${kind}closed`);
      for (const [content, visibility] of [
        [open, "public"],
        [{ ...closed.content, organizationName: "他丙大学" }, "private"],
      ] as const) {
        const record = await createRecord({ ctx: test.ctx, kind, input: { content, visibility } });
        ids[kind].push(record.id);
      }
      closed.canaries.delete("organizationName");
      closedOf.push(closed.canaries);
    }
    await test.indexer.drain();

    const everybody = { localStaff: test.ctx.principal, ...insiders, ...outsiders };
    let checked = 0;
    let asked = 0;
    for (const [name, principal] of Object.entries(everybody)) {
      const said = await crawl(test, principal, ids);
      asked += said.split("\n\n/").length;
      const isInsider = Object.hasOwn(insiders, name) || name === "localStaff";
      const openTo = name === "visitor" ? openFields : membersFields;
      const needCanaries = [
        ...[...secret.canaries].filter(([field]) => !openTo.includes(field)).map(([, canary]) => canary),
        ...closedOf[0]!.values(),
        "原文单位甲",
        "330302",
        "numbercanary",
      ];
      const found = needCanaries.filter((canary) => said.includes(canary));
      if (isInsider) expect([name, found.length > needCanaries.length * 0.7]).toEqual([name, true]);
      else expect([name, found]).toEqual([name, []]);
      if (!isInsider) checked += needCanaries.length;
      // Staff see every profile; the others none that is private.
      if (!["localStaff", "staff", "otherStaff"].includes(name)) {
        const profiles = closedOf.slice(1).flatMap((canaries) => [...canaries.values()]);
        expect([name, profiles.filter((canary) => said.includes(canary))]).toEqual([name, []]);
        checked += profiles.length;
      }
      for (const canary of Object.values(contact)) expect([name, said.includes(canary)]).toEqual([name, false]);
      if (!isInsider) expect([name, said.includes("脱敏涂层需求")]).toEqual([name, true]);
    }
    expect(checked).toBeGreaterThan(400);
    process.stdout.write(
      `${asked} answers to ${Object.keys(everybody).length} readers, ${checked} hidden values sought: 0 found\n`,
    );
    expect(JSON.stringify(test.faults)).not.toMatch(/canary/);
  });

  it("as 200 names and phones in five spellings find nothing, and change no count, correction or completion", async () => {
    const test = await createDisclosureContext(current().db);
    const seen = ["public", "signedIn"] as const;
    for (const [at, visibility] of [...seen, ...seen].entries()) {
      const content = {
        title: `原文耐蚀涂层${at}`,
        organizationName: "原文单位甲有限公司",
        keywords: ["耐蚀", "涂层"],
        field: "04.02",
      };
      await disclosedNeed(test, content, { title: `脱敏耐蚀涂层${at}` }, visibility);
    }
    for (const kind of ["expert", "achievement"] as const) {
      for (const visibility of seen)
        await createRecord({ ctx: test.ctx, kind, input: { content: openProfile(kind), visibility } });
    }
    await test.indexer.drain();
    const names = Array.from({ length: 100 }, (_, at) => hiddenName(at));
    const phones = Array.from({ length: 100 }, (_, at) => `139${String(10_000_000 + at * 98_765)}`);
    const queries = [...names, ...phones].flatMap(spellings);
    const asked = ["visitor", "rival", "university"];
    const before = await answersTo(test, asked, queries);

    for (const [at, name] of names.entries()) {
      const phone = phones[at]!;
      const content = {
        title: `${name}求购设备`,
        description: `联系${phone}`,
        organizationName: name,
        keywords: [name],
        regionCode: "330302",
      };
      const contact = { name, phone };
      if (at % 3 === 0)
        await createRecord({ ctx: test.ctx, kind: "need", input: { content, contact, visibility: "private" } });
      else if (at % 3 === 1)
        await createRecord({ ctx: test.ctx, kind: "need", input: { content, contact, visibility: "public" } });
      else
        await createRecord({
          ctx: test.ctx,
          kind: at % 2 === 0 ? "expert" : "achievement",
          input: {
            content: {
              ...openProfile(at % 2 === 0 ? "expert" : "achievement"),
              organizationName: name,
              keywords: [name, phone],
            },
            contact,
            visibility: "private",
          },
        });
    }
    await test.indexer.drain();
    const after = await answersTo(test, asked, queries);
    expect(queries.length).toBe(1_000);
    expect(after.length).toBe(3_000);
    expect(after.filter((answer, at) => answer !== before[at])).toEqual([]);
    // The same names do find them for staff, so that the queries are worth asking.
    const staff = await searchRecords({ ctx: test.ctx, input: { query: names[1]!, kinds: ["need"] } });
    expect(staff.totals.need).toBeGreaterThan(0);
    const down = { ...test.ctx.search, search: () => Promise.reject(new Error("down")) };
    for (const name of asked) {
      const ctx = { ...test.as(outsiders[name]!), search: down };
      for (const query of names.slice(0, 20)) {
        expect((await searchRecords({ ctx, input: { query, filter: {} } })).hits).toEqual([]);
        expect((await searchRecords({ ctx, input: { filter: { organization: [query] } } })).hits).toEqual([]);
      }
    }
  });

  it("of an introduced need are seen by the introduced organisation alone, as far as its level goes", async () => {
    const test = await createDisclosureContext(current().db);
    const { content, canaries } = canaryContent("need", "introducedq");
    Object.assign(content, { organizationName: "原文单位甲有限公司", regionCode: "330302" });
    const need = await disclosedNeed(test, content, { title: "脱敏名称" }, "signedIn");
    await current()
      .db.orm.insert(introductionTable)
      .values({
        id: testId(9_500),
        needId: need.id,
        organizationId: organizations.university,
        status: "approved",
        requestedBy: "test",
        requestedAt: test.ctx.now(),
        message: "希望对接",
        version: 1,
      });
    await test.indexer.drain();
    for (const [name, principal] of Object.entries(outsiders)) {
      const answer = await test.appFor(principal).request(`/api/v1/needs/${need.id}`);
      const said = await answer.text();
      const introduced = ["university", "expert", "token"].includes(name);
      expect([name, said.includes(canaries.get("description")!)]).toEqual([name, introduced]);
      expect([name, said.includes("原文单位甲有限公司")]).toEqual([name, introduced]);
      expect([name, said.includes("numbercanary")]).toEqual([name, false]);
    }
  });
});

function openProfile(kind: "expert" | "achievement"): Record<string, unknown> {
  const shared = { organizationName: "某丙大学", keywords: ["涂层", "防腐"], regionCode: "310101" };
  return kind === "expert"
    ? { ...shared, name: "张公开", researchDirections: ["金属防护"] }
    : { ...shared, title: "公开的水性涂料", abstract: "耐盐雾" };
}

const syllables = ["鑫", "隆", "瑞", "昌", "恒", "泰", "嘉", "诚", "宏", "远"];

function hiddenName(at: number): string {
  return `${syllables[at % 10]}${syllables[Math.floor(at / 10)]}${syllables[(at * 7 + 3) % 10]}機械`.replace(
    "機械",
    "机械",
  );
}

/** As written, mistyped, by its sound or grouped, in traditional characters or full width, spaced. */
function spellings(text: string): string[] {
  const typo = [...text].map((character, at) => (at === 1 ? "龙" : character)).join("");
  const wide = text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const sounded = /^\d/.test(text) ? text.replace(/(\d{3})(\d{4})/, "$1-$2-") : pinyinOf(text);
  const traditional = text.replace("机械", "機械").replace("诚", "誠").replace("远", "遠");
  return [text, typo, sounded, wide === text ? traditional : wide, [...text].join(" ")];
}

function pinyinOf(text: string): string {
  const sounds: Record<string, string> = {
    鑫: "xin",
    隆: "long",
    瑞: "rui",
    昌: "chang",
    恒: "heng",
    泰: "tai",
    嘉: "jia",
    诚: "cheng",
    宏: "hong",
    远: "yuan",
    机: "ji",
    械: "xie",
  };
  return [...text].map((character) => sounds[character] ?? character).join("");
}

/** What each asker is told of each query, in full. */
async function answersTo(
  test: DisclosureTest,
  names: readonly string[],
  queries: readonly string[],
): Promise<string[]> {
  const answers: string[] = [];
  const facets = ["field", "region", "organization", "mode", "trl"];
  for (const name of names) {
    const ctx = test.as(outsiders[name]!);
    for (const query of queries) {
      const { hits, ...found } = await searchRecords({ ctx, input: { query, facets } });
      const { suggestions } = await suggestNames({ ctx, input: { prefix: query.slice(0, 2) } });
      answers.push(
        JSON.stringify({ name, query, hits: hits.map(({ record, score }) => [record.id, score]), found, suggestions }),
      );
    }
  }
  return answers;
}
