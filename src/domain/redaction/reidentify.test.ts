import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import { createAnalyser } from "../matching/analyser.ts";
import { parseCodeList } from "../taxonomy/code-list.ts";
import { productWordsOf } from "./product-words.ts";
import { type DisclosedNeed, type FirmFacts, reidentify } from "./reidentify.ts";

const listOf = (path: string) => {
  return parseCodeList(readFileSync(new URL(`../../../data/${path}`, import.meta.url), "utf8"));
};
const lists = {
  regions: listOf("regions/regions.tsv"),
  industries: listOf("taxonomy/industries.tsv"),
  fields: listOf("taxonomy/fields.tsv"),
};
const [wujin, xinbei, changzhou, wuxi] = ["320412", "320411", "320400", "320211"];
const bearings = "3451";
const gears = "3453";

const need: DisclosedNeed = {
  organizationId: "own",
  regionCode: wujin,
  industry: bearings,
  field: null,
  productWords: ["主轴", "套圈"],
};
const firm = (
  organizationId: string,
  regionCode: string | null,
  industry: string,
  ...productWords: string[]
): FirmFacts => ({
  organizationId,
  regionCode,
  industries: [industry],
  fields: [],
  productWords,
});
const many = (count: number, make: (at: number) => FirmFacts) => Array.from({ length: count }, (_, at) => make(at));

describe("reidentify", () => {
  it("is safe when five firms fit everything", () => {
    const firms = many(4, (at) => firm(`w${at}`, wujin, bearings, "套圈"));
    expect(reidentify({ need, firms, lists })).toMatchObject({ k: 5, level: "safe", warning: null, generalise: [] });
  });

  it("names the combination that narrows it down and the least widening that is enough", () => {
    const firms = [
      firm("own", wujin, bearings, "套圈"),
      firm("w", wujin, bearings, "套圈"),
      ...many(4, (at) => firm(`x${at}`, xinbei, bearings, "主轴")),
      ...many(9, (at) => firm(`g${at}`, wujin, gears, "齿面")),
      ...many(9, (at) => firm(`u${at}`, wuxi, bearings, "套圈")),
    ];
    const { k, level, matchingOn, generalise, warning } = reidentify({ need, firms, lists });
    expect([k, level]).toEqual([2, "narrow"]);
    expect(matchingOn.map(({ kind }) => kind)).toEqual(["region", "industry"]);
    expect(generalise).toEqual([
      { clue: expect.objectContaining({ kind: "region" }), to: expect.objectContaining({ code: changzhou }), k: 6 },
    ]);
    expect(warning).toContain("武进区 × 滚动轴承制造只对应 2 家已知企业，连同其余公开信息");
    expect(warning).toContain("地区只公开到“常州市”（6 家）");
  });

  it("says that only the own firm is left, and to widen several things when one is not enough", () => {
    const firms = many(9, (at) => firm(`g${at}`, wuxi, gears, "齿面"));
    const { k, level, generalise, warning } = reidentify({ need, firms, lists });
    expect([k, level, generalise]).toEqual([1, "unique", []]);
    expect(warning).toContain("请同时放宽地区、行业、产品词");
  });

  it("does not count firms of unknown region, and says when there are too few firms to tell", () => {
    expect(reidentify({ need, firms: many(9, (at) => firm(`n${at}`, null, bearings, "套圈")), lists }).k).toBe(1);
    expect(reidentify({ need, firms: [], lists }).warning).toContain("已知企业只有 1 家");
  });

  it("refuses a threshold below 1", () => {
    expect(() => reidentify({ need, firms: [], lists, least: 0 })).toThrow(RangeError);
  });

  it("never counts fewer firms for a wider region, and every proposed widening is enough", () => {
    const region = fc.constantFrom(wujin, xinbei, changzhou, wuxi, "320000");
    const facts = fc.tuple(region, fc.constantFrom(bearings, gears), fc.constantFrom("套圈", "齿面"));
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), (rows) => {
        const firms = rows.map(([code, industry, word], at) => firm(`f${at}`, code, industry, word));
        const result = reidentify({ need, firms, lists });
        const wider = reidentify({ need: { ...need, regionCode: changzhou }, firms, lists });
        expect(wider.k).toBeGreaterThanOrEqual(result.k);
        for (const { k } of result.generalise) expect(k).toBeGreaterThanOrEqual(5);
        expect(result.warning === null).toBe(result.k >= 5);
      }),
    );
  });
});

describe("productWordsOf", () => {
  it("takes the words of the need, not those that redaction put in or that every need says", async () => {
    const analyser = createAnalyser((await loadCutter()).cutter);
    const words = productWordsOf(["某企业的黄酒发酵罐需要提高技术指标,请联系［电话］"], analyser);
    expect(words).toEqual(expect.arrayContaining(["黄酒", "发酵罐"]));
    for (const word of ["企业", "某企业", "电话", "技术", "提高"]) expect(words).not.toContain(word);
  });
});
