import { describe, expect, it } from "vitest";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import { isGram, WORD_PREFIX } from "../../text/tokens.ts";
import { createAnalyser } from "./analyser.ts";
import { parseConceptFile } from "./concept-file.ts";
import { type ConceptGroup, createConcepts } from "./concepts.ts";

const same = (id: string, ...members: string[]): ConceptGroup => ({ id, kind: "same", members });
const near = (id: string, ...members: string[]): ConceptGroup => ({ id, kind: "near", members });
const groups = [
  same("c0001", "耐蚀", "耐腐蚀", "耐腐蚀性"),
  same("c0002", "起皮", "掉皮"),
  same("c0003", "CNN", "卷积神经网络"),
  near("c0004", "神经网络", "卷积神经网络", "深度学习"),
  same("c0005", "PM2.5", "细颗粒物"),
  same("c0006", "TIG焊", "钨极氩弧焊"),
];
const { cutter } = await loadCutter();
const analyser = createAnalyser(cutter, createConcepts(groups, "1"));

const isMeant = (term: string) => !isGram(term) && !term.startsWith(WORD_PREFIX);

/** Mentions as `groups words`. */
function mentions(text: string): string[] {
  return analyser.read(text).concepts.map(({ groups, start, end }) => `${groups.join("+")} ${text.slice(start, end)}`);
}

describe("createConcepts", () => {
  it("takes the longest member at a place, with every group it belongs to", () => {
    expect(mentions("耐腐蚀性好")).toEqual(["c0001 耐腐蚀性"]);
    expect(mentions("基于卷积神经网络")).toEqual(["c0003+c0004 卷积神经网络"]);
  });

  it("finds Latin members as whole words only", () => {
    expect(mentions("用cnn，不用RCNN、CNN2")).toEqual(["c0003 cnn"]);
    expect(mentions("PM2.5和PM2.55")).toEqual(["c0005 PM2.5"]);
    expect(mentions("采用TIG焊打底")).toEqual(["c0006 TIG焊"]);
  });

  it("finds nothing inside or across dictionary words", () => {
    expect(mentions("引起皮肤过敏")).toEqual([]);
    expect(mentions("油漆起皮")).toEqual(["c0002 起皮"]);
  });

  it.each([
    ["耐腐蝕性", "耐腐蝕性"],
    ["深度學(xué)習(xí)", "深度學(xué)習(xí)"],
    ["ＣＮＮ", "ＣＮＮ"],
    ["耐\u200b腐蚀", "耐\u200b腐蚀"],
  ])("covers what the author wrote in %s", (text, words) => {
    expect(mentions(text).map((mention) => mention.split(" ")[1])).toEqual([words]);
  });

  it("lets a document answer to the words it does not say, and a query ask for its own in other words", () => {
    const meant = (bag: { counts: Map<string, number> }) => [...bag.counts].filter(([term]) => isMeant(term)).sort();
    expect(meant(analyser.bag("耐蚀涂层，耐腐蚀"))).toEqual([["\u0003耐腐蚀性", 2]]);
    expect(meant(analyser.asked("耐蚀涂层，耐腐蚀"))).toEqual([
      ["\u0003耐腐蚀", 1],
      ["\u0003耐蚀", 1],
    ]);
    expect(meant(analyser.bag("用cnn"))).toEqual([["\u0003卷积神经网络", 1]]);
    expect(meant(analyser.asked("卷积神经网络"))).toEqual([
      ["\u0003卷积神经网络", 1],
      ["\u0004卷积神经网络", 1],
    ]);
  });

  it("answers once, as the same, to a word that is also near", () => {
    const both = createAnalyser(
      cutter,
      createConcepts([near("c0002", "马达", "电动机", "电机"), same("c0001", "马达", "电动机")], ""),
    );
    const terms = [...both.bag("电动机").counts.keys()].filter(isMeant);
    expect(terms).toEqual(["\u0003马达", "\u0004电机"]);
  });

  it("leaves the length of a text alone and enters the analyser's name", () => {
    expect(analyser.bag("耐蚀").length).toBe(3);
    expect(analyser.id).toMatch(/\/1$/);
  });
});

describe("parseConceptFile", () => {
  it("reads groups with their sources", () => {
    expect(parseConceptFile("id\tmembers\tkind\tsource\nc0001\t马达 | 电动机\tsame\tGB/T 2900.25\n", "a.tsv")).toEqual([
      { id: "c0001", members: ["马达", "电动机"], kind: "same", source: "GB/T 2900.25" },
    ]);
  });

  it.each([
    ["1\t马达|电动机\tsame\tx", "编号“1”"],
    ["c0001\t马达\tsame\tx", "至少要有两个词"],
    ["c0001\t马达|泵\tsame\tx", "至少两个字符"],
    ["c0001\t马达|电动机\tequal\tx", "类别“equal”"],
    ["c0001\t马达|电动机\tsame\t", "缺少来源"],
  ])("refuses %s, naming file and row", (row, message) => {
    expect(() => parseConceptFile(`id\tmembers\tkind\tsource\n${row}`, "a.tsv")).toThrow(`a.tsv 第 2 行：`);
    expect(() => parseConceptFile(`id\tmembers\tkind\tsource\n${row}`, "a.tsv")).toThrow(message);
  });
});
