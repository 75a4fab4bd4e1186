import { beforeAll, describe, expect, it } from "vitest";
import { type Analyser, createAnalyser } from "../../src/domain/matching/analyser.ts";
import { isCommonWord } from "../../src/domain/matching/common-words.ts";
import { labelledTexts } from "../../src/domain/matching/labelled-text.ts";
import { overlapWith } from "../../src/domain/matching/overlap.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { searchKey } from "../../src/text/normalise.ts";
import { WORD_PREFIX } from "../../src/text/tokens.ts";
import { openSample } from "./sample.ts";

const never =
  "研究 技术 系统 方法 应用 企业 开发 设计 生产 产品 工艺 项目 设备 材料 数据 质量 成本 我们 可以 需要 万元 小时".split(
    " ",
  );
/** Shares of a corpus are left out: the word list alone must do. */
const noCorpus = { documents: 0, frequency: new Map<string, number>() };

let analyser: Analyser;
/** Every phrase quoted for some pair of the sample, as read. */
const quoted = new Set<string>();

beforeAll(async () => {
  analyser = createAnalyser((await loadCutter()).cutter);
  const { needs, candidates } = await openSample();
  const sides = candidates.map(labelledTexts);
  for (const need of needs.map(labelledTexts)) {
    for (const side of sides) {
      for (const phrase of overlapWith(need, analyser, noCorpus, 100)(side).phrases) quoted.add(searchKey(phrase));
    }
  }
});

describe("what is quoted over all pairs of the sample", () => {
  it("is something", () => {
    expect(quoted.size).toBeGreaterThan(200);
    expect(quoted).toContain("柠檬酸");
  });

  it("is never a common word, nor made of common words only", () => {
    const wordsOf = (phrase: string) =>
      [...analyser.bag(phrase).counts.keys()]
        .filter((term) => term.startsWith(WORD_PREFIX))
        .map((term) => term.slice(WORD_PREFIX.length));
    const empty = [...quoted].filter((phrase) => {
      const words = wordsOf(phrase);
      const covered = words.reduce((sum, word) => sum + word.length, 0) >= phrase.length;
      return isCommonWord(phrase) || never.includes(phrase) || (covered && words.every(isCommonWord));
    });
    expect(empty).toEqual([]);
  });
});
