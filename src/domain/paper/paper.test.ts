import { describe, expect, it } from "vitest";
import { needContent } from "../need/need.ts";
import { comparePaper, digestPaper } from "./digest.ts";
import { groupByField, numeral, titleFacts } from "./group-by-field.ts";
import { paperKindRules, paperKinds } from "./kinds.ts";
import { draftNotice, noticeParagraphs, noticeText } from "./notice.ts";
import { listedUnder, type Paper, type PaperSection, saidUnder, stated } from "./paper.ts";
import { needBlocks } from "./record-blocks.ts";
import type { PaperWords } from "./words.ts";

const echo = (code: string) => `<${code}>`;
const words: PaperWords = {
  field: echo,
  fieldGroup: (code) => ({ code: code.slice(0, 2), name: `领域${code.slice(0, 2)}` }),
  industry: echo,
  discipline: echo,
  region: (code, written) => code ?? written,
  money: (fen) => (fen === null ? null : `${fen} 分`),
  trl: (level) => `${level} 级`,
  day: (day) => day,
  codeNames: { field: echo, industry: echo, discipline: echo },
};
const section = (key: string, text: string): PaperSection => ({
  key,
  heading: `标题 ${key}`,
  level: 2,
  startsPage: false,
  blocks: [{ kind: "paragraph", text }],
});
const paper = (...sections: PaperSection[]): Paper => ({ layout: "book", title: "汇编", facts: [], sections });
const hash = (data: unknown) => JSON.stringify(data);

describe("comparePaper", () => {
  const before = digestPaper(paper(section("a", "1"), section("b", "2")), hash);
  const compare = (now: Paper) => comparePaper(before, digestPaper(now, hash), now);

  it("says nothing of a document that says the same", () => {
    expect(compare(paper(section("a", "1"), section("b", "2")))).toBeNull();
  });

  it("names what changed and what came, and counts what went", () => {
    expect(compare(paper(section("a", "1!"), section("c", "3")))).toEqual({
      added: ["标题 c"],
      changed: ["标题 a"],
      removed: 1,
    });
  });

  it("sees another order and another title", () => {
    const nothing = { added: [], changed: [], removed: 0 };
    expect(compare(paper(section("b", "2"), section("a", "1")))).toEqual(nothing);
    expect(compare({ ...paper(section("a", "1"), section("b", "2")), title: "另一份" })).toEqual(nothing);
  });
});

describe("groupByField", () => {
  const entry = (key: string, field: string | null) => ({ key, title: key, field, blocks: [] });

  it("groups by the top of the branch in the order of codes, the undeclared last, and numbers through", () => {
    const sections = groupByField(
      [entry("x", null), entry("y", "0402"), entry("z", "0101"), entry("w", "0403")],
      "项",
      words,
    );
    expect(sections.map(({ heading }) => heading)).toEqual([
      "一、领域01（1 项）",
      "1. z",
      "二、领域04（2 项）",
      "2. y",
      "3. w",
      "三、未填写技术领域（1 项）",
      "4. x",
    ]);
    expect(new Set(sections.map(({ key }) => key)).size).toBe(7);
  });

  it("counts in Chinese up to 99", () => {
    expect([1, 10, 11, 20, 25, 99].map(numeral)).toEqual(["一", "十", "十一", "二十", "二十五", "九十九"]);
  });

  it("says of what list and for whom", () => {
    expect(titleFacts("春季", 2, "公开")).toEqual([
      ["名单", "春季"],
      ["版本", "第 2 版"],
      ["适用", "公开"],
    ]);
    expect(titleFacts("春季", null, "公开")[1]![1]).toContain("未审定");
  });
});

describe("blocks", () => {
  it("leave out what nobody said", () => {
    expect(needBlocks(needContent.parse({ title: "甲" }), words)).toEqual([]);
    expect(saidUnder("简介", "  ")).toEqual([]);
    expect(listedUnder("论文", [], 3)).toEqual([]);
    expect(
      stated([
        ["甲", null],
        ["乙", ""],
        ["丙", "丁"],
      ]),
    ).toEqual([["丙", "丁"]]);
  });

  it("hold all that was disclosed of a need, long texts whole", () => {
    const description = "长".repeat(10_000);
    const need = needContent.parse({
      title: "甲",
      description,
      indicators: [{ name: "附着力", operator: "≥", value: 5, unit: "MPa" }],
      budgetFen: 7,
      field: "0401",
    });
    const blocks = needBlocks(need, words);
    expect(blocks).toContainEqual({ kind: "paragraph", text: description });
    expect(JSON.stringify(blocks)).toContain("≥ 5 MPa");
    expect(blocks[0]).toEqual({
      kind: "facts",
      rows: [
        ["技术领域", "<0401>"],
        ["预算", "7 分"],
      ],
    });
  });

  it("say how many items a long list has", () => {
    const [, items] = listedUnder("论文", ["a", "b", "c"], 2);
    expect(items).toEqual({ kind: "items", items: ["a", "b", "……等共 3 项"] });
  });
});

describe("kinds", () => {
  it("each have an audience and a format, and handbooks go to the party alone", () => {
    for (const kind of paperKinds) {
      expect(paperKindRules[kind].audiences.length).toBeGreaterThan(0);
      expect(paperKindRules[kind].formats).toContain("docx");
      expect(paperKindRules[kind].audiences.includes("party")).toBe(kind === "handbook");
    }
  });
});

describe("notice", () => {
  const draft = draftNotice("春季对接会", "某某区科技局", "2026-03-02");

  it("is prefilled so that it can be sent but for time and place", () => {
    expect(noticeText.parse(draft)).toEqual(draft);
    const [opening, first] = noticeParagraphs(draft);
    expect(opening).toContain("时间另行通知");
    expect(opening).toContain("春季对接会");
    expect(first).toBe("一、参加人员");
  });

  it("says time and place where they are known", () => {
    const [opening] = noticeParagraphs({ ...draft, time: "3 月 20 日", place: "会议中心" });
    expect(opening).toContain("定于3 月 20 日在会议中心举办“春季对接会”");
  });

  it("asks for what must not be blank, and a day that exists", () => {
    for (const change of [{ issuer: "" }, { title: " " }, { date: "2026-02-30" }, { date: "" }])
      expect(noticeText.safeParse({ ...draft, ...change }).success).toBe(false);
  });
});
