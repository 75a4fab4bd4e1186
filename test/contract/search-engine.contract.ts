import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Analyser } from "../../src/domain/matching/analyser.ts";
import type { SearchDocument } from "../../src/domain/matching/document.ts";
import { type EntityKind, entityKinds } from "../../src/domain/shared/entity.ts";
import { type Audience, audiences } from "../../src/domain/shared/principal.ts";
import type { BoxRequest, BoxResult, SearchEngine } from "../../src/search/engine.ts";

export interface EngineUnderTest {
  engine: SearchEngine;
  analyser: Analyser;
  /** Removes what the engine left outside this process. */
  dispose?(): Promise<void>;
}

type Draft = Partial<Omit<SearchDocument, "text">> & { title?: string; body?: string };

/** A document with only what the test is about. */
function document(id: string, { title = "", body = "", ...rest }: Draft = {}): SearchDocument {
  return {
    kind: "achievement",
    id,
    version: 1,
    names: title === "" ? [] : [title],
    facets: {},
    text: { title: [title], body: [body] },
    ...rest,
  };
}

/** What every engine behind the port must do, whatever it is made of. */
export function describeSearchEngine(name: string, make: () => Promise<EngineUnderTest>): void {
  describe(`search engine: ${name}`, () => {
    let under: EngineUnderTest;
    let engine: SearchEngine;
    beforeEach(async () => {
      under = await make();
      engine = under.engine;
      await engine.clear();
    });
    afterEach(async () => {
      await engine.close();
      await under.dispose?.();
    });

    const box = (query: string, more: Partial<BoxRequest> = {}): Promise<BoxResult> =>
      engine.search({ query, kinds: entityKinds, offset: 0, limit: 20, ...more });
    const found = async (query: string, more: Partial<BoxRequest> = {}) =>
      (await box(query, more)).hits.map(({ id }) => id).sort();
    const rank = (text: string, kind: EntityKind = "achievement", limit = 10) =>
      engine.rank({ kind, terms: under.analyser.bag(text).counts, limit });

    describe("needs kept for named organisations", () => {
      const face = { text: { title: ["密封涂层"] }, names: ["密封涂层"], facets: { field: ["材料"] } };
      const kept = (id: string, organizations: string[], version = 1): SearchDocument => ({
        ...document(id, { kind: "need", title: "原文涂层", version }),
        named: { organizations, face },
      });
      const members = { audience: "members", facets: ["field"] } as const;
      const open: SearchDocument = { ...document("open", { kind: "need" }), faces: { members: face } };
      const refs = async (...organizations: string[]) =>
        (await engine.namedNeeds(organizations)).map(({ id, version }) => [id, version]);

      it("are told to those who ask for one of the organisations, in the version held", async () => {
        await engine.upsert([kept("b", ["o", "p"]), kept("a", ["p"]), open]);
        expect(await refs("o")).toEqual([["b", 1]]);
        expect(await refs("x", "p", "o")).toEqual([
          ["a", 1],
          ["b", 1],
        ]);
        expect(await refs("x")).toEqual([]);
        await engine.upsert([kept("b", ["q"], 2)]);
        expect([await refs("o"), await refs("q")]).toEqual([[], [["b", 2]]]);
        await engine.remove([{ kind: "need", id: "b", version: 3 }]);
        await engine.upsert([{ ...document("a", { kind: "need", version: 2 }), faces: { members: face } }]);
        expect(await refs("p", "q")).toEqual([]);
      });

      it("are found by those alone who may, each by itself, and leave no trace in the answers of others", async () => {
        await engine.upsert([open]);
        const ask = async (also: readonly string[]) => ({
          boxes: [await box("密封涂层", { ...members, also }), await box("", { ...members, also })],
          repaired: await box("mifengtuceng", { ...members, also }),
          names: await engine.suggest({ prefix: "密", kinds: entityKinds, audience: "members", also, limit: 5 }),
        });
        const [before, alone] = [await ask([]), await ask(["b"])];
        expect(alone).toEqual(before);
        await engine.upsert([kept("a", ["o"]), kept("b", ["p"])]);
        expect(await ask([])).toEqual(before);
        const withA = await ask(["a"]);
        expect(withA.boxes[0]!.hits.map(({ id }) => id).sort()).toEqual(["a", "open"]);
        expect(withA.boxes[0]).toMatchObject({ totals: { need: 2 }, facets: { field: [{ value: "材料", count: 2 }] } });
        await engine.remove([{ kind: "need", id: "b", version: 2 }]);
        expect(await ask(["a"])).toEqual(withA);
        expect(await found("原文", { ...members, also: ["a"] })).toEqual([]);
        expect(await found("原文")).toEqual(["a"]);
      });
    });

    describe("upsert and remove", () => {
      it("makes a document searchable and rankable once resolved", async () => {
        await engine.upsert([document("a", { title: "碳纤维复合材料" })]);
        expect(await found("碳纤维")).toEqual(["a"]);
        expect((await rank("碳纤维")).map(({ id, version }) => [id, version])).toEqual([["a", 1]]);
      });

      it("replaces the older version wholly", async () => {
        await engine.upsert([document("a", { title: "碳纤维", facets: { field: ["材料"] } })]);
        await engine.upsert([document("a", { title: "石墨烯", version: 2, facets: { field: ["能源"] } })]);
        expect(await found("碳纤维")).toEqual([]);
        expect(await found("石墨烯")).toEqual(["a"]);
        expect(await found("", { filter: { field: ["材料"] } })).toEqual([]);
        expect((await rank("石墨烯"))[0]).toMatchObject({ id: "a", version: 2 });
        expect((await engine.status()).documents.achievement).toBe(1);
      });

      it("ignores versions not newer than the one held, also within one batch", async () => {
        await engine.upsert([document("a", { title: "新", version: 3 }), document("a", { title: "旧", version: 2 })]);
        await engine.upsert([document("a", { title: "旧", version: 2 }), document("a", { title: "改", version: 3 })]);
        expect(await found("新")).toEqual(["a"]);
        expect(await found("旧")).toEqual([]);
        expect(await found("改")).toEqual([]);
      });

      it("remembers removals: only a newer version brings a document back", async () => {
        await engine.upsert([document("a", { title: "碳纤维" })]);
        await engine.remove([{ kind: "achievement", id: "a", version: 2 }]);
        await engine.upsert([
          document("a", { title: "碳纤维", version: 1 }),
          document("a", { title: "碳纤维", version: 2 }),
        ]);
        expect(await found("碳纤维")).toEqual([]);
        await engine.upsert([document("a", { title: "碳纤维", version: 3 })]);
        expect(await found("碳纤维")).toEqual(["a"]);
      });

      it("remembers the removal of a document that has not come yet", async () => {
        await engine.remove([{ kind: "achievement", id: "a", version: 5 }]);
        await engine.upsert([document("a", { title: "碳纤维", version: 4 })]);
        expect(await found("碳纤维")).toEqual([]);
      });

      it("ignores a removal older than the version held", async () => {
        await engine.upsert([document("a", { title: "碳纤维", version: 3 })]);
        await engine.remove([{ kind: "achievement", id: "a", version: 2 }]);
        expect(await found("碳纤维")).toEqual(["a"]);
      });

      it("keeps kinds apart under one id", async () => {
        await engine.upsert([document("a", { title: "碳纤维" }), document("a", { title: "碳纤维", kind: "expert" })]);
        await engine.remove([{ kind: "expert", id: "a", version: 1 }]);
        expect((await box("碳纤维")).hits.map(({ kind }) => kind)).toEqual(["achievement"]);
        expect(await rank("碳纤维", "expert")).toEqual([]);
      });

      it("reaches the same state in any order and with repeats", async () => {
        const first = document("a", { title: "碳纤维" });
        const second = document("a", { title: "石墨烯", version: 2 });
        const other = document("b", { title: "石墨烯薄膜" });
        const removal = { kind: "achievement" as const, id: "b", version: 2 };
        const orders: (() => Promise<void>)[][] = [
          [() => engine.upsert([first]), () => engine.upsert([second, other]), () => engine.remove([removal])],
          [() => engine.remove([removal]), () => engine.upsert([second]), () => engine.upsert([other, first, second])],
          [
            () => engine.upsert([second]),
            () => engine.upsert([first, other]),
            () => engine.remove([removal]),
            () => engine.upsert([other]),
          ],
        ];
        for (const order of orders) {
          await engine.clear();
          for (const step of order) await step();
          expect(await engine.versions("achievement")).toEqual(new Map([["a", 2]]));
          expect(await found("石墨烯")).toEqual(["a"]);
        }
      });

      it("takes empty batches, empty documents and hundreds of documents at once", async () => {
        await engine.upsert([]);
        await engine.remove([]);
        await engine.upsert([document("empty")]);
        await engine.upsert(
          Array.from({ length: 700 }, (_, number) => document(`n${number}`, { title: `批量 ${number}` })),
        );
        expect((await engine.status()).documents.achievement).toBe(701);
        expect((await box("批量")).totals.achievement).toBe(700);
        expect(await found("699")).toEqual(["n699"]);
      });
    });

    describe("rank", () => {
      const corpus = [
        document("both", { title: "碳纤维复合材料", body: "风电叶片" }),
        document("one", { title: "碳纤维", body: "球拍" }),
        document("other", { title: "污水处理", body: "膜分离" }),
      ];
      beforeEach(() => engine.upsert(corpus));

      it("puts the document that shares more first and leaves out what shares nothing", async () => {
        expect((await rank("碳纤维风电叶片")).map(({ id }) => id)).toEqual(["both", "one"]);
      });

      it("keeps to the limit, the kind and the filter", async () => {
        expect(await rank("碳纤维风电叶片", "achievement", 1)).toHaveLength(1);
        expect(await rank("碳纤维风电叶片", "expert")).toEqual([]);
        const terms = under.analyser.bag("碳纤维").counts;
        const filter = { field: ["材料"] };
        expect(await engine.rank({ kind: "achievement", terms, filter, limit: 9 })).toEqual([]);
        await engine.upsert([document("one", { title: "碳纤维", version: 2, facets: { field: ["材料", "轻工"] } })]);
        expect((await engine.rank({ kind: "achievement", terms, filter, limit: 9 })).map(({ id }) => id)).toEqual([
          "one",
        ]);
      });

      it("never returns a removed document", async () => {
        await engine.remove([{ kind: "achievement", id: "both", version: 1 }]);
        expect((await rank("碳纤维风电叶片")).map(({ id }) => id)).toEqual(["one"]);
      });

      it("gives no hits for no terms or unknown ones", async () => {
        expect(await rank("")).toEqual([]);
        expect(await rank("鱻鱻 zzzz")).toEqual([]);
      });

      it("orders by score, equal scores by id, where scores are exact", async () => {
        await engine.upsert(["t3", "t1", "t2"].map((id) => document(id, { title: "同样的标题" })));
        const hits = await rank("同样的标题");
        // An engine without exact scores only nominates candidates; its caller ranks them.
        if (!engine.can.exactScores) return expect(hits.map(({ id }) => id).sort()).toEqual(["t1", "t2", "t3"]);
        expect(hits.map(({ id }) => id)).toEqual(["t1", "t2", "t3"]);
        expect(new Set(hits.map(({ score }) => score)).size).toBe(1);
      });

      it("takes a whole need of many hundred terms", async () => {
        const need = `${"本企业长期从事各类产品的生产和销售，现需要解决若干问题。".repeat(20)}碳纤维复合材料风电叶片`;
        expect((await rank(need))[0]?.id).toBe("both");
      });

      it("ranks many as one by one, where it can", async () => {
        if (!engine.can.batch) return expect(engine.rankMany).toBeUndefined();
        const texts = Array.from({ length: 40 }, (_, at) => ["碳纤维", "风电叶片", "碳纤维风电叶片", "没有"][at % 4]!);
        const requests = texts.map((text, at) => ({
          kind: entityKinds[at % 3]!,
          terms: under.analyser.bag(text).counts,
          limit: 1 + (at % 2),
        }));
        const single = await Promise.all(requests.map((request) => engine.rank(request)));
        expect(single.flat().length).toBeGreaterThan(0);
        expect(await engine.rankMany!(requests)).toEqual(single);
      });
    });

    describe("termStatistics", () => {
      it("counts live documents", async () => {
        await engine.upsert([document("a", { title: "碳纤维" }), document("b", { body: "碳素" }), document("c")]);
        await engine.remove([{ kind: "achievement", id: "a", version: 1 }]);
        const { documents, frequency } = await engine.termStatistics("achievement", ["碳", "纤", "没"]);
        expect(documents).toBe(2);
        expect(["碳", "纤", "没"].map((term) => frequency.get(term) ?? 0)).toEqual([1, 0, 0]);
      });
    });

    describe("search", () => {
      it("finds exactly the documents that contain 创新", async () => {
        await engine.upsert([
          document("yes1", { title: "科技创新平台" }),
          document("yes2", { body: "持续创新，永不止步" }),
          document("no1", { body: "创造新的价值" }),
          document("no2", { title: "新创企业", body: "创。新" }),
        ]);
        const result = await box("创新");
        expect(result.hits.map(({ id }) => id).sort()).toEqual(["yes1", "yes2"]);
        expect(result.totals).toEqual({ need: 0, expert: 0, achievement: 2 });
        expect(result.correctedTo).toBeNull();
        expect(result.terms).toContain("创新");
      });

      it("wants every word, in whichever field", async () => {
        await engine.upsert([
          document("both", { title: "石墨烯", body: "导热" }),
          document("one", { title: "石墨烯" }),
        ]);
        expect(await found("石墨烯 导热")).toEqual(["both"]);
      });

      it("falls back to nearly all words where no document has them all", async () => {
        await engine.upsert([
          document("most", { title: "石墨烯导热薄膜" }),
          document("few", { title: "薄膜" }),
          document("none", { title: "水稻育种" }),
        ]);
        const result = await box("石墨烯 导热 薄膜 聚酰亚胺");
        expect(result.hits.map(({ id }) => id)).toEqual(["most"]);
        expect(result.totals.achievement).toBe(1);
      });

      it("finds people and organisations by name alone", async () => {
        await engine.upsert([document("p", { kind: "expert", body: "减振降噪", names: ["欧阳晓", "某大学"] })]);
        expect(await found("欧阳晓")).toEqual(["p"]);
        expect(await rank("欧阳晓", "expert")).toEqual([]);
      });

      it("puts a match in the name before one in the prose", async () => {
        await engine.upsert([
          document("prose", { title: "设备", body: "本设备也可用于激光雷达" }),
          document("title", { title: "激光雷达", body: "本设备也可用于车辆" }),
        ]);
        expect((await box("激光雷达")).hits.map(({ id }) => id)).toEqual(["title", "prose"]);
      });

      it("browses everything by newest id for an empty query", async () => {
        await engine.upsert(["b", "c", "a"].map((id) => document(id, { title: id })));
        const result = await box(" ");
        expect(result.hits.map(({ id }) => id)).toEqual(["c", "b", "a"]);
        expect(result.totals.achievement).toBe(3);
      });

      it("puts the newest ids first where asked to, whatever matches best", async () => {
        await engine.upsert([
          document("a", { title: "激光雷达" }),
          document("b", { title: "设备", body: "也可用于激光雷达" }),
          document("c", { title: "泵" }),
        ]);
        const ids = async (order: "best" | "newest") => (await box("激光雷达", { order })).hits.map(({ id }) => id);
        expect([await ids("best"), await ids("newest")]).toEqual([
          ["a", "b"],
          ["b", "a"],
        ]);
      });

      it("pages without gaps or repeats, the total staying exact", async () => {
        await engine.upsert(
          Array.from({ length: 45 }, (_, number) =>
            document(`n${number}`, { title: "水处理", body: "膜".repeat(number % 7) }),
          ),
        );
        const pages = await Promise.all([0, 20, 40, 60].map((offset) => box("水处理", { offset })));
        expect(pages.map(({ hits }) => hits.length)).toEqual([20, 20, 5, 0]);
        expect(new Set(pages.flatMap(({ hits }) => hits.map(({ id }) => id))).size).toBe(45);
        expect(pages.map(({ totals }) => totals.achievement)).toEqual([45, 45, 45, 45]);
      });

      it("searches the kinds asked for", async () => {
        await engine.upsert(entityKinds.map((kind) => document(kind, { kind, title: "机器人" })));
        expect(await found("机器人", { kinds: ["expert", "need"] })).toEqual(["expert", "need"]);
        expect((await box("机器人", { kinds: ["expert"] })).totals).toEqual({ need: 0, expert: 1, achievement: 0 });
      });

      it("forgets removed documents in hits, totals and facets", async () => {
        await engine.upsert(["a", "b"].map((id) => document(id, { title: "机器人", facets: { field: [id] } })));
        await engine.remove([{ kind: "achievement", id: "a", version: 1 }]);
        for (const query of ["机器人", "", "jiqiren", "机器仁"]) {
          const result = await box(query, { facets: ["field"] });
          expect(result.hits.map(({ id }) => id)).toEqual(["b"]);
          expect(result.totals.achievement).toBe(1);
          expect(result.facets).toEqual({ field: [{ value: "b", count: 1 }] });
        }
      });
    });

    describe("filters and facets", () => {
      beforeEach(() =>
        engine.upsert([
          document("1", { title: "电池", facets: { field: ["能源", "材料"], region: ["东"] } }),
          document("2", { title: "电池", facets: { field: ["能源"], region: ["西"] } }),
          document("3", { title: "电池", facets: { field: ["材料"], region: ["西"] } }),
          document("4", { title: "水泵", facets: { field: ["能源"], region: ["东"] } }),
          document("5", { title: "电池" }),
        ]),
      );

      it("passes documents with any value of a facet, and all facets", async () => {
        expect(await found("电池", { filter: { field: ["能源", "材料"] } })).toEqual(["1", "2", "3"]);
        expect(await found("电池", { filter: { field: ["能源"], region: ["西"] } })).toEqual(["2"]);
        expect(await found("", { filter: { region: ["东"] } })).toEqual(["1", "4"]);
      });

      it("passes nothing for an unknown value, an unknown facet or no value", async () => {
        for (const filter of [{ field: ["能"] }, { nothing: ["能源"] }, { field: [] }])
          expect(await found("", { filter })).toEqual([]);
      });

      it("counts values exactly, leaving out a facet's own filter", async () => {
        const { facets, totals } = await box("电池", {
          filter: { field: ["材料"] },
          facets: ["field", "region", "nothing"],
        });
        expect(totals.achievement).toBe(2);
        expect(Object.fromEntries(facets.field!.map(({ value, count }) => [value, count]))).toEqual({
          能源: 2,
          材料: 2,
        });
        expect(Object.fromEntries(facets.region!.map(({ value, count }) => [value, count]))).toEqual({ 东: 1, 西: 1 });
        expect(facets.nothing).toEqual([]);
      });
    });

    describe("language", () => {
      beforeEach(() =>
        engine.upsert([
          document("tan", { title: "碳纤维复合材料", names: ["碳纤维复合材料", "碳纤维"] }),
          document("jiqi", { title: "工业机器人减速器", names: ["工业机器人减速器"] }),
          document("plc", { title: "PLC controller 选型", body: "sensor 与 ２０２５ 年" }),
        ]),
      );

      it.each([
        ["full pinyin", "tanxianwei", "tan", "碳纤维"],
        ["spaced pinyin", "tan xian wei", "tan", "碳纤维"],
        ["initials", "txw", "tan", "碳纤维"],
        ["pinyin of words inside a name", "jiqiren", "jiqi", "机器人"],
        ["a wrong character of nearly the same sound", "碳仟维", "tan", "碳纤维"],
        ["characters of the same sound", "炭先为", "tan", "碳纤维"],
        ["a mistyped Latin word", "controler", "plc", "controller"],
        ["two letters swapped", "sesnor", "plc", "sensor"],
        ["one wrong word among right ones", "碳仟维 复合", "tan", "碳纤维 复合"],
      ])("repairs %s and says so", async (_, query, id, corrected) => {
        const result = await box(query);
        expect(result.hits.map((hit) => hit.id)).toEqual([id]);
        expect(result.correctedTo).toBe(corrected);
      });

      it.each([
        ["traditional characters", "碳纖維複合材料", "tan"],
        ["full-width letters", "ＰＬＣ", "plc"],
        ["capitals", "Sensor", "plc"],
        ["full-width figures", "2025", "plc"],
        ["surrounding and inner spaces", "  碳纤维　复合 ", "tan"],
      ])("reads %s as written, without repair", async (_, query, id) => {
        const result = await box(query);
        expect(result.hits.map((hit) => hit.id)).toEqual([id]);
        expect(result.correctedTo).toBeNull();
      });

      it("does not repair what has a hit, nor guess at short or unknown words", async () => {
        for (const query of ["sens", "plb", "qqqq", "鱻"]) expect((await box(query)).hits).toEqual([]);
        expect((await box("机器")).correctedTo).toBeNull();
      });
    });

    describe("queries that look like commands", () => {
      it.each([
        "' OR 1=1--",
        '" OR "a"="a',
        "{{}}",
        "#{7*7}",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "../../x.xlsx",
        "field = '能源' OR field = '材料'",
        "*",
        "%",
        "!!",
        "__proto__",
        "constructor",
        "\u0000\u0001\u0002",
        "\ud800",
        "𠮷",
      ])("takes %j literally", async (query) => {
        await engine.upsert([document("plain", { title: "水稻育种", facets: { field: ["农业"] } })]);
        expect((await box(query, { facets: ["field", "__proto__", "constructor"] })).hits).toEqual([]);
        expect(await found("", { filter: { field: [query] } })).toEqual([]);
        expect(await rank(query)).toEqual([]);
        await engine.suggest({ prefix: query, kinds: entityKinds, limit: 5 });
        expect(await found("水稻")).toEqual(["plain"]);
      });

      it("stores such text like any other", async () => {
        const title = "<img onerror> ' OR 1=1-- 水稻";
        await engine.upsert([
          document("__proto__", { title, facets: { constructor: ["__proto__"], field: ["a = 'b'"] } }),
        ]);
        expect(await found("onerror")).toEqual(["__proto__"]);
        expect(await found("", { filter: { field: ["a = 'b'"] } })).toEqual(["__proto__"]);
        expect((await engine.versions("achievement")).get("__proto__")).toBe(1);
      });

      it("answers a query of 10,000 characters", async () => {
        await engine.upsert([document("plain", { title: "水稻育种" })]);
        expect(Array.isArray((await box("水稻育种与栽培".repeat(1500))).hits)).toBe(true);
      });
    });

    describe("suggest", () => {
      const suggest = async (prefix: string, limit = 10, kinds: readonly EntityKind[] = entityKinds) =>
        (await engine.suggest({ prefix, kinds, limit })).map(({ text }) => text);
      beforeEach(() =>
        engine.upsert([
          document("1", { names: ["碳纤维", "碳纤维复合材料"] }),
          document("2", { names: ["碳纤维", "碳化硅"] }),
          document("3", { names: ["重庆机床", "PLC 控制"], kind: "expert" }),
        ]),
      );

      it("completes text, the most frequent first, then the shorter, each once", async () => {
        expect(await suggest("碳")).toEqual(["碳纤维", "碳化硅", "碳纤维复合材料"]);
        expect(await suggest("碳", 1)).toEqual(["碳纤维"]);
      });

      it("completes pinyin, initials, traditional text and Latin letters", async () => {
        expect(await suggest("tanxian")).toEqual(["碳纤维", "碳纤维复合材料"]);
        expect(await suggest("txw")).toEqual(["碳纤维", "碳纤维复合材料"]);
        expect(await suggest("chongq")).toEqual(["重庆机床"]);
        expect(await suggest("碳纖")).toEqual(["碳纤维", "碳纤维复合材料"]);
        expect(await suggest("plc")).toEqual(["PLC 控制"]);
      });

      it("where nothing completes it, names what holds it inside by text or sound, or but for one character", async () => {
        await engine.upsert([
          document("4", { names: ["工业制造执行系统集成"] }),
          document("5", { names: ["天津水泥"] }),
          document("6", { names: ["制造执行系统集成平台"] }),
        ]);
        expect(await suggest("执行系统")).toEqual(["制造执行系统集成平台", "工业制造执行系统集成"]);
        expect(await suggest("zhixing")).toEqual(["制造执行系统集成平台", "工业制造执行系统集成"]);
        expect(await suggest("zhizao")).toEqual(["制造执行系统集成平台"]);
        expect(await suggest("工业制照执行系统")).toEqual(["工业制造执行系统集成"]);
        expect(await suggest("业制某执行系")).toEqual(["工业制造执行系统集成"]);
        expect(await suggest("碳仟维")).toEqual(["碳纤维", "碳纤维复合材料"]);
        // Three characters with one that sounds otherwise, letters across syllables, two wrong characters: not near.
        for (const other of ["碳某维", "anji", "工业某某执行系统", "某"]) expect(await suggest(other)).toEqual([]);
      });

      it("names the kind, and keeps to the kinds asked for", async () => {
        expect(await engine.suggest({ prefix: "重", kinds: entityKinds, limit: 3 })).toEqual([
          { text: "重庆机床", kind: "expert" },
        ]);
        expect(await suggest("重", 10, ["need", "achievement"])).toEqual([]);
      });

      it("drops a name with its last document", async () => {
        await engine.remove([{ kind: "achievement", id: "1", version: 1 }]);
        expect(await suggest("碳")).toEqual(["碳化硅", "碳纤维"]);
        await engine.upsert([document("2", { names: ["石墨"], version: 2 })]);
        expect(await suggest("碳")).toEqual([]);
        expect(await suggest("t")).toEqual([]);
      });

      it("suggests nothing for nothing", async () => {
        expect(await suggest("")).toEqual([]);
        expect(await suggest("  ")).toEqual([]);
        expect(await suggest("没有")).toEqual([]);
      });
    });

    describe("shelves", () => {
      const open = { names: ["某企业涂层"], facets: { field: ["公开"] }, text: { title: ["某企业涂层"] } };
      const need = (id: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
        ...document(id, { title: "龙湾厂涂层", facets: { field: ["内部"], scope: ["330300"] } }),
        kind: "need",
        ...more,
      });
      const expert = (id: string, title: string, shelf: Audience, version = 1): SearchDocument => ({
        ...document(id, { title, version }),
        kind: "expert",
        shelf,
      });
      const facesOf = async (query: string) => {
        const totals: Record<string, number> = {};
        for (const audience of audiences) totals[audience] = (await box(query, { audience })).hits.length;
        return totals;
      };

      it("show a need to each audience in its own wording, and to nobody else's", async () => {
        await engine.upsert([need("a", { faces: { members: open } }), need("b")]);
        expect(await facesOf("龙湾厂")).toEqual({ public: 0, members: 0, internal: 2 });
        expect(await facesOf("某企业")).toEqual({ public: 0, members: 1, internal: 0 });
        const { facets, totals } = await box("", { audience: "members", facets: ["field"] });
        expect([facets, totals.need]).toEqual([{ field: [{ value: "公开", count: 1 }] }, 1]);
        for (const query of ["longwanchang", "龙弯厂", "lwc"]) {
          expect((await box(query, { audience: "members" })).correctedTo).toBeNull();
        }
        const completed = await engine.suggest({ prefix: "龙", kinds: entityKinds, audience: "members", limit: 5 });
        expect(completed).toEqual([]);
        const { frequency } = await engine.termStatistics("need", ["龙"], "members");
        expect(frequency.get("龙") ?? 0).toBe(0);
        const terms = under.analyser.bag("龙湾厂").counts;
        expect(await engine.rank({ kind: "need", audience: "members", terms, limit: 9 })).toEqual([]);
        expect((await engine.status()).documents.need).toBe(2);
        expect([...(await engine.versions("need", "members")).keys()]).toEqual(["a"]);
      });

      it("let those who see more find what stands open to fewer words of them, each profile once", async () => {
        await engine.upsert([
          expert("p", "公开涂层", "public"),
          expert("m", "成员涂层", "members"),
          expert("i", "内部涂层", "internal"),
        ]);
        expect(await facesOf("涂层")).toEqual({ public: 1, members: 2, internal: 3 });
        const ranked = await engine.rank({ kind: "expert", terms: under.analyser.bag("涂层").counts, limit: 9 });
        expect(ranked.map(({ id }) => id).sort()).toEqual(["i", "m", "p"]);
        expect((await engine.termStatistics("expert", ["涂"])).documents).toBe(3);
        expect((await engine.status()).documents.expert).toBe(3);
      });

      it("are changed by a batch of documents with most of it found at every moment", async () => {
        const batch = (shelf: Audience, version: number) =>
          Array.from({ length: 200 }, (_, n) => expert(`e${n}`, `涂层专家${n}`, shelf, version));
        await engine.upsert(batch("internal", 1));
        let done = false;
        const moved = engine.upsert(batch("public", 2)).finally(() => {
          done = true;
        });
        const seen: number[] = [];
        while (!done) {
          seen.push((await box("涂层专家")).totals.expert ?? 0);
          await new Promise((resolve) => setImmediate(resolve));
        }
        await moved;
        expect(Math.min(...seen, 200)).toBeGreaterThanOrEqual(180);
        expect((await box("涂层专家", { audience: "public" })).totals.expert).toBe(200);
      });

      it("are left when a newer version stands elsewhere, and wholly on removal; older versions bring nothing back", async () => {
        await engine.upsert([expert("e", "涂层专家", "public"), need("n", { faces: { members: open, public: open } })]);
        await engine.upsert([expert("e", "涂层专家", "internal", 2), need("n", { version: 2 })]);
        expect(await facesOf("涂层专家")).toEqual({ public: 0, members: 0, internal: 1 });
        expect(await facesOf("某企业")).toEqual({ public: 0, members: 0, internal: 0 });
        await engine.upsert([expert("e", "涂层专家", "public"), need("n", { faces: { members: open } })]);
        expect(await facesOf("涂层")).toEqual({ public: 0, members: 0, internal: 2 });
        await engine.upsert([need("n", { version: 3, faces: { members: open } })]);
        await engine.remove([{ kind: "need", id: "n", version: 4 }]);
        expect(await facesOf("某企业")).toEqual({ public: 0, members: 0, internal: 0 });
        await engine.upsert([need("n", { version: 4, faces: { members: open } })]);
        expect(await facesOf("某企业")).toEqual({ public: 0, members: 0, internal: 0 });
      });

      it("end where `within` ends: no count, correction or completion rests on what is outside", async () => {
        await engine.upsert([
          need("in"),
          need("out", { names: ["瑞安泵阀"], text: { title: ["瑞安泵阀"] }, facets: { scope: ["310000"] } }),
        ]);
        const within = { need: { scope: ["330300"] } };
        expect(await found("", { within })).toEqual(["in"]);
        expect((await box("", { within, facets: ["scope"] })).facets).toEqual({
          scope: [{ value: "330300", count: 1 }],
        });
        for (const query of ["瑞安泵阀", "ruianbengfa", "瑞按泵阀"]) {
          const { totals, correctedTo } = await box(query, { within });
          expect([totals.need, correctedTo]).toEqual([0, null]);
          expect((await box(query)).totals.need).toBe(1);
        }
        const suggest = { prefix: "瑞", kinds: entityKinds, limit: 5 };
        expect([(await engine.suggest(suggest)).length, await engine.suggest({ ...suggest, within })]).toEqual([1, []]);
      });
    });

    describe("versions, status and clear", () => {
      it("lists live versions by kind", async () => {
        await engine.upsert([
          document("a", { version: 4 }),
          document("b", { version: 2 }),
          document("x", { kind: "need" }),
        ]);
        await engine.remove([{ kind: "achievement", id: "b", version: 3 }]);
        expect(await engine.versions("achievement")).toEqual(new Map([["a", 4]]));
        expect(await engine.versions("need")).toEqual(new Map([["x", 1]]));
      });

      it("changes the index version with every applied change and with nothing else", async () => {
        const before = await engine.status();
        await engine.upsert([document("a", { title: "甲" })]);
        const after = await engine.status();
        expect(after.indexVersion).not.toBe(before.indexVersion);
        expect(after.analyser).toBe(before.analyser);
        await engine.upsert([document("a", { title: "甲" })]);
        await box("甲");
        expect((await engine.status()).indexVersion).toBe(after.indexVersion);
      });

      it("forgets everything on clear, also removals", async () => {
        await engine.upsert([document("a", { title: "甲方" })]);
        await engine.remove([{ kind: "achievement", id: "b", version: 9 }]);
        await engine.clear();
        expect((await engine.status()).documents).toEqual({ need: 0, expert: 0, achievement: 0 });
        expect(await found("")).toEqual([]);
        await engine.upsert([document("b", { title: "乙方" })]);
        expect(await found("乙方")).toEqual(["b"]);
      });
    });
  });
}
