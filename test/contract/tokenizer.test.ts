import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { findDictionary } from "../../src/search/tokenizer/dictionary.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { type CutterName, firstThatLoads, loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import type { WordCutter } from "../../src/search/tokenizer/word-cutter.ts";
import { termCounts } from "../../src/text/tokens.ts";
import { hanRuns, tokenizerContract } from "./tokenizer.contract.ts";

async function load(name: CutterName): Promise<WordCutter> {
  const { cutter, failed } = await loadCutter({ prefer: name });
  expect(failed).toEqual([]);
  return cutter;
}

tokenizerContract("nodejieba", () => load("nodejieba"));
tokenizerContract("node-rs-jieba", () => load("node-rs-jieba"));

describe("loadCutter", () => {
  it("prefers nodejieba and loads each cutter once", async () => {
    const { cutter } = await loadCutter();
    expect(cutter.name).toBe("nodejieba");
    expect((await loadCutter()).cutter).toBe(cutter);
  });

  it("falls back and says why, or says why nothing loads", async () => {
    const absent = async (name: CutterName): Promise<WordCutter> => {
      if (name === "nodejieba") throw new Error("no binary");
      return gramsOnlyCutter;
    };
    expect(await firstThatLoads(["nodejieba", "node-rs-jieba"], absent)).toEqual({
      cutter: gramsOnlyCutter,
      failed: [{ name: "nodejieba", reason: "no binary" }],
    });
    await expect(firstThatLoads(["nodejieba"], absent)).rejects.toThrow("No word cutter loads: nodejieba: no binary");
  });

  it("gives cutters that agree on at least 99.5 % of the runs", async () => {
    const [first, second] = [await load("nodejieba"), await load("node-rs-jieba")];
    expect(first.dictionaryHash).toBe(second.dictionaryHash);
    expect(hanRuns.length).toBeGreaterThanOrEqual(2_000);
    const different = hanRuns.filter((run) => first.cut(run).join("/") !== second.cut(run).join("/"));
    expect(1 - different.length / hanRuns.length).toBeGreaterThanOrEqual(0.995);
    // Measured 100 %: without HMM both take the likeliest path through one dictionary. A new version that differs should be looked at.
    expect(different).toEqual([]);
  });
});

describe("gramsOnlyCutter", () => {
  it("leaves only the gram leg", () => {
    const { terms, length, wordLength } = termCounts("技术需求 pH", gramsOnlyCutter);
    expect([...terms.keys()].sort()).toEqual(["ph", "技", "技术", "术", "术需", "求", "需", "需求"].sort());
    expect([length, wordLength]).toEqual([8, 0]);
  });
});

describe("data/dictionary/terms.txt", () => {
  const { basePath, userPath } = findDictionary();
  const entries = readFileSync(userPath, "utf8").trimEnd().split("\n");
  let general: (run: string) => string[];
  let ours: WordCutter;

  beforeAll(async () => {
    const { Jieba } = await import("@node-rs/jieba");
    const jieba = Jieba.withDict(readFileSync(basePath));
    general = (run) => jieba.cut(run, false);
    ours = await load("node-rs-jieba");
  });

  it("holds well-formed lines, each word once, with a known source", () => {
    for (const entry of entries)
      expect(entry).toMatch(/^\p{Script=Han}{2,8} [1-9]\d* (policy|glossary|field|compound)$/u);
    expect(new Set(entries.map((entry) => entry.split(" ")[0])).size).toBe(entries.length);
    const readme = readFileSync(new URL("../../data/dictionary/README.md", import.meta.url), "utf8");
    for (const tag of ["policy", "glossary", "field", "compound"]) {
      expect(readme).toContain(`| \`${tag}\` | ${entries.filter((entry) => entry.endsWith(` ${tag}`)).length} |`);
    }
  });

  it("holds only words that the general dictionary takes apart and that ours keeps whole", () => {
    for (const entry of entries) {
      const word = entry.split(" ")[0]!;
      expect(general(word).length, word).toBeGreaterThan(1);
      expect(ours.cut(word), word).toEqual([word]);
    }
  });

  it("pulls no characters out of neighbouring words", () => {
    const neighbours =
      "提高企业 平均质量 规定检测 加工单位 机制曲线 若干化学 论文创新 习惯导致 制冷效果 血管系统 审核级别 内容差异 学科创新 " +
      "基本安全 公开集成 物流道路 助手性能 前端侧面 吸引育种 生产教学 平板厚度 主板厚重 提高含量 降低碳排放 电镀液体 化学镀液 " +
      "科技成果转化 科技金融机构 镀液稳定 标准化学习";
    for (const phrase of neighbours.split(" ")) expect(ours.cut(phrase), phrase).toEqual(general(phrase));
  });
});
