import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse, indexTerm, type Token, termCounts, WORD_PREFIX } from "./tokens.ts";
import type { WordCutter } from "./word-cutter.ts";

const seed = readFileSync(new URL("../../test/fixtures/text/seed-004.txt", import.meta.url), "utf8");

/** Cuts every run into words of two characters, so that tests need no dictionary. */
const pairCutter: WordCutter = {
  name: "pairs",
  version: "1",
  dictionaryHash: "",
  cut: (text) => text.split("\n").flatMap((run) => run.match(/..?/gsu) ?? []),
};

function terms(raw: string, kinds: Token["kind"][] = ["latin", "number"]): string[] {
  return analyse(raw, pairCutter)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ term }) => term);
}

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.constantFrom(..."技術創新𠮷𪣻aA1１.,，-\ud842", "80mg/L", "(chuàng)"),
    ),
    {
      maxLength: 20,
    },
  )
  .map((parts) => parts.join(""));

describe("analyse", () => {
  it("gives characters, pairs and words of a Chinese run", () => {
    expect(analyse("新材料", pairCutter).map(({ kind, term }) => `${kind} ${term}`)).toEqual([
      "char 新",
      "bigram 新材",
      "char 材",
      "bigram 材料",
      "char 料",
      "word 新材",
      "word 料",
    ]);
  });

  it("pairs no characters across punctuation, Latin or digits", () => {
    expect(terms("新，材A料5能", ["bigram"])).toEqual([]);
  });

  it("keeps Latin words whole, with the digits that belong to them", () => {
    expect(terms("pH值 TIG焊 Al2O3 Q235 5G 3D打印 304L ＲＦＩＤ")).toEqual([
      "ph",
      "tig",
      "al2o3",
      "q235",
      "5g",
      "3d",
      "304l",
      "rfid",
    ]);
  });

  it("parts a figure from its unit", () => {
    expect(terms("80mg/L ８０ｋｇ 0.1MPa 2.4GHz 35% 6~8毫米 1,200元 12m2")).toEqual([
      "80",
      "mg",
      "l",
      "80",
      "kg",
      "0.1",
      "mpa",
      "2.4",
      "ghz",
      "35",
      "6",
      "8",
      "1200",
      "12",
      "m2",
    ]);
    expect(terms("2020,200家 1,2,3 1.2.3")).toEqual(["2020", "200", "1", "2", "3", "1.2", "3"]);
  });

  it("passes over masks and encoded data", () => {
    expect(terms(`xx.xx亿 xxxx年 ${"a".repeat(65)} max`)).toEqual(["max"]);
  });

  it("takes a character outside the basic plane for one", () => {
    expect(analyse("𠮷野", pairCutter).map(({ kind, term, start, end }) => [kind, term, start, end])).toEqual([
      ["char", "𠮷", 0, 2],
      ["bigram", "𠮷野", 0, 3],
      ["char", "野", 2, 3],
      ["word", "𠮷野", 0, 3],
    ]);
  });

  it("covers what the user wrote", () => {
    const raw = "科技創(chuàng)新１，２００元";
    const written = analyse(raw, pairCutter).map(
      ({ kind, term, start, end }) => `${kind} ${term}=${raw.slice(start, end)}`,
    );
    expect(written).toContain("bigram 创新=創(chuàng)新");
    expect(written).toContain("char 创=創(chuàng)");
    expect(written).toContain("number 1200=１，２００");
  });

  it("stays inside the raw text, with non-empty ranges on whole characters", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        let from = 0;
        for (const { kind, start, end } of analyse(raw, pairCutter)) {
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(raw.length);
          if (kind === "char" || kind === "latin" || kind === "number") {
            expect(start).toBeGreaterThanOrEqual(from);
            from = start;
          }
          if (raw.isWellFormed()) expect(raw.slice(start, end).isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("termCounts", () => {
  it("counts the gram leg's length and tells words from pairs", () => {
    const { terms: counts, length, wordLength } = termCounts("新材料，新材 pH", pairCutter);
    expect(Object.fromEntries(counts)).toEqual({
      新: 2,
      材: 2,
      料: 1,
      新材: 2,
      材料: 1,
      ph: 1,
      [`${WORD_PREFIX}新材`]: 2,
      [`${WORD_PREFIX}料`]: 1,
    });
    expect(length).toBe(5 + 3 + 1);
    expect(wordLength).toBe(3);
  });

  it("counts exactly the terms of analyse", () => {
    const check = (raw: string) => {
      const expected = new Map<string, number>();
      const tokens = analyse(raw, pairCutter);
      for (const token of tokens) expected.set(indexTerm(token), (expected.get(indexTerm(token)) ?? 0) + 1);
      const { terms: counts, length, wordLength } = termCounts(raw, pairCutter);
      expect(new Map([...counts].sort())).toEqual(new Map([...expected].sort()));
      expect(length + wordLength).toBe(tokens.length);
      expect(wordLength).toBe(tokens.filter(({ kind }) => kind === "word").length);
    };
    check(seed);
    check("技术".repeat(5_000));
    fc.assert(fc.property(anyText, check), { numRuns: 500 });
  });
});
