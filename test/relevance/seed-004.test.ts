import { readFileSync } from "node:fs";
import { Converter } from "opencc-js/t2cn";
import { beforeAll, describe, expect, it } from "vitest";
import { achievementContent } from "../../src/domain/achievement/achievement.ts";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { projectRecord } from "../../src/domain/matching/project-record.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { unstoredRecord } from "../../src/domain/shared/new-record.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { normalise } from "../../src/text/normalise.ts";
import { highlight, spansOf } from "../../src/text/spans.ts";

const paragraphs = readFileSync(new URL("../fixtures/text/seed-004.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "");
const idOf = (index: number) => `p${String(index + 1).padStart(2, "0")}`;
const toSimplified: (text: string) => string = Converter({ from: "t", to: "cn" });

/** The paragraph as it reads once every (pinyin) is out and every character simplified; not the product's normaliser. */
function reading(paragraph: string): string {
  return toSimplified(paragraph.replaceAll(/\(\p{Script=Latin}+\)/gu, ""));
}

function paragraphsSaying(word: string): string[] {
  return paragraphs.flatMap((paragraph, index) => (reading(paragraph).includes(word) ? [idOf(index)] : []));
}

const words = [
  ["创新", 31, 80],
  ["技术", 21, 57],
  ["产业", 16, 41],
] as const;

let engine: EmbeddedEngine;

beforeAll(async () => {
  engine = createEmbeddedEngine({ analyser: createAnalyser((await loadCutter()).cutter), params: lexicalParams });
  const records = paragraphs.map((abstract, index) =>
    unstoredRecord("achievement", idOf(index), null, achievementContent.parse({ abstract })),
  );
  await engine.upsert(records.map(projectRecord));
});

describe.each(words)("searching the annotated traditional report for %s", (word, count, occurrences) => {
  it(`finds exactly the ${count} paragraphs that say it, none of which does literally`, async () => {
    const expected = paragraphsSaying(word);
    expect(expected).toHaveLength(count);
    expect(paragraphs.filter((paragraph) => paragraph.includes(word))).toEqual([]);
    const { hits, totals, correctedTo } = await engine.search({
      query: word,
      kinds: ["achievement"],
      offset: 0,
      limit: 100,
    });
    expect(hits.map(({ id }) => id).toSorted()).toEqual(expected);
    expect(totals).toEqual({ need: 0, expert: 0, achievement: count });
    expect(correctedTo).toBeNull();
  });

  it("is found by its own damaged spelling as well", async () => {
    const spelling = { 创新: "創(chuàng)新", 技术: "技術(shù)", 产业: "產(chǎn)業(yè)" }[word];
    const { hits } = await engine.search({ query: spelling, kinds: ["achievement"], offset: 0, limit: 100 });
    expect(hits.map(({ id }) => id).toSorted()).toEqual(paragraphsSaying(word));
  });

  it(`marks its ${occurrences} places on raw characters that read as it`, () => {
    let marked = 0;
    for (const paragraph of paragraphs) {
      const segments = highlight(paragraph, spansOf(normalise(paragraph), word));
      expect(segments.map(({ text }) => text).join("")).toBe(paragraph);
      for (const { text } of segments.filter(({ hit }) => hit)) {
        // Neighbouring places are joined to one mark.
        expect(reading(text)).toBe(word.repeat(reading(text).length / word.length));
        expect(text).not.toMatch(/^\(|\([^)]*$/);
        marked += reading(text).length / word.length;
      }
    }
    expect(marked).toBe(occurrences);
  });
});
