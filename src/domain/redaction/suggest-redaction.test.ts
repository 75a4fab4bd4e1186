import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchKey } from "../../text/normalise.ts";
import { type NeedContent, needContent } from "../need/need.ts";
import { parseCodeList } from "../taxonomy/code-list.ts";
import { findAll } from "./find-all.ts";
import { patternKinds, redactionKinds } from "./finding.ts";
import { readText } from "./read-text.ts";
import { diffParts, suggestRedaction } from "./suggest-redaction.ts";
import { createVocabulary, parseSurnames, type Vocabulary } from "./vocabulary.ts";

const read = (path: string) => readFileSync(new URL(`../../../data/${path}`, import.meta.url), "utf8");
const vocabulary = createVocabulary({
  regions: parseCodeList(read("regions/regions.tsv")),
  industries: parseCodeList(read("taxonomy/industries.tsv")),
  surnames: parseSurnames(read("names/surnames.tsv")),
});
const own = { name: "江苏恒泰轴承股份有限公司" };

const needOf = (content: Partial<NeedContent>) => needContent.parse(content);
const redact = (description: string, organisation: typeof own | null = own) =>
  suggestRedaction(needOf({ description }), organisation, vocabulary).texts[0]!;

describe("suggestRedaction", () => {
  it("puts general words in place of what gives the firm away and leaves technical values", () => {
    const { after } = redact(
      "江苏恒泰轴承股份有限公司(常州市武进区湖塘镇人民东路188号)年产值3.27亿元,员工327人,成立于1998年,联系人:周立明 12000001234。要求附着力≥5MPa,1200℃保温2小时。",
    );
    expect(after).toBe(
      "本企业(某地)年产值数亿元,员工数百人,成立于1990年代,联系人:某人 ［电话］。要求附着力≥5MPa,1200℃保温2小时。",
    );
  });

  it("redacts in every field what one field gives away", () => {
    const { content } = suggestRedaction(
      needOf({
        title: "泰锐刀片焊接层脱落",
        description: "供应商是郑州泰锐超硬材料有限公司。",
        keywords: ["泰锐刀片", "钎焊"],
        indicators: [{ name: "泰锐刀片剪切强度", operator: "≥", value: 200, unit: "MPa", currentValue: null }],
        organizationName: "江苏恒泰轴承股份有限公司",
        regionText: "常州武进",
      }),
      null,
      vocabulary,
    );
    expect(content.title).toBe("某企业刀片焊接层脱落");
    expect(content.keywords).toEqual(["某企业刀片", "钎焊"]);
    expect(content.indicators[0]).toMatchObject({ name: "某企业刀片剪切强度", value: 200, unit: "MPa" });
    expect([content.organizationName, content.regionText]).toEqual(["", ""]);
  });

  it("takes the name the need states when no organisation is given", () => {
    const need = needOf({ description: "恒泰的套圈", organizationName: own.name });
    expect(suggestRedaction(need, null, vocabulary).texts[0]!.after).toBe("本企业的套圈");
  });

  it("knows the contacts it is told of", () => {
    const { texts } = suggestRedaction(
      needOf({ description: "以前都是阿依努尔在管" }),
      { ...own, people: ["阿依努尔"] },
      vocabulary,
    );
    expect(texts[0]!.after).toBe("以前都是某人在管");
  });

  it("generalises figures to their magnitude and shares to tenths", () => {
    expect(redact("市场占有率37.6%").after).toBe("市场占有率三至四成");
    expect(redact("年产值三点六亿元").after).toBe("年产值数亿元");
    expect(redact("年产值超3亿元,员工300余人").findings).toEqual([]);
  });

  it("says the kind and the reason of every finding in Chinese", () => {
    for (const { kind, reason, replacement } of redact("浙江澜海环保科技有限公司的专利ZL202010123456.7").findings) {
      expect(redactionKinds[kind]).toMatch(/\p{Script=Han}/u);
      expect(reason).toMatch(/\p{Script=Han}{6}/u);
      expect(replacement).not.toBe("");
    }
  });
});

describe("diffParts", () => {
  it("joins up to the text before and the text after", () => {
    const { before, after, parts } = redact("恒泰轴承的电话12000001234,邮箱a1@example.com");
    expect(
      parts
        .filter(({ kind }) => kind !== "inserted")
        .map(({ text }) => text)
        .join(""),
    ).toBe(before);
    expect(
      parts
        .filter(({ kind }) => kind !== "removed")
        .map(({ text }) => text)
        .join(""),
    ).toBe(after);
    expect(parts.map(({ kind }) => kind).slice(0, 3)).toEqual(["removed", "inserted", "kept"]);
  });

  it("inserts once for findings that touch and read the same", () => {
    const finding = { kind: "phone" as const, text: "", reason: "", replacement: "［电话］" };
    const parts = diffParts("ab", [
      { ...finding, start: 0, end: 1, text: "a" },
      { ...finding, start: 1, end: 2, text: "b" },
    ]);
    expect(parts.map(({ kind }) => kind)).toEqual(["removed", "removed", "inserted"]);
  });
});

const secrets = fc.constantFrom(
  "江苏恒泰轴承股份有限公司",
  "恒泰轴承",
  "恒泰",
  "常州新锐齿轮有限公司",
  "新锐齿轮",
  "联系人:周立明",
  "王工",
  "刘总",
  "常州市武进区湖塘镇",
  "12000001234",
  "120-0000-5678",
  "(0519)10001234转8",
  "tech@example.com",
  "微信号:abc_123456",
  "91350100M000100Y43",
  "9135O100M000100Y43",
  "ZL202010123456.7",
  "www.example.com/a",
  "年产值3.27亿元",
  "员工327人",
  "成立于1998年",
  "国内唯一一家",
  "金瓯牌",
  "TORVEX®",
  "苏A·0Y668",
  "账号6200 0000 0000 0000 123",
);
const fillers = fc.constantFrom(
  ",",
  "。",
  "、",
  " ",
  "的",
  "附着力≥5MPa",
  "1200℃",
  "\n",
  "与高校合作",
  "渗碳层深度0.8~1.2mm",
  "(见图3)",
  "GB/T 1234-2018",
  "総",
  "某企业",
  "和",
  "3",
  "x",
);
const spellings: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (text) => Array.from(text).join("\u200b"),
  (text) =>
    text.replaceAll("轴承", "軸承").replaceAll("恒泰", "恆泰").replaceAll("联系", "聯繫").replaceAll("产值", "產值"),
  (text) => text.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, " "),
];
const written = fc.tuple(secrets, fc.constantFrom(...spellings)).map(([secret, spell]) => spell(secret));
const texts = fc.array(fc.oneof(written, fillers), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));

/** Whether `text` says `value` in any spelling; a value inside a longer word or figure does not count. */
function says(text: string, value: string): boolean {
  const word = readText(value).tight.text.trim();
  const key = readText(text).tight.text;
  for (let at = key.indexOf(word); at !== -1; at = key.indexOf(word, at + 1)) {
    const isPart = (edge: number) => /^[a-z0-9]{2}$/.test(key.slice(edge - 1, edge + 1)) && edge > 0;
    if (!isPart(at) && !isPart(at + word.length)) return true;
  }
  return false;
}

describe("redacted texts", () => {
  it("hold no detected value, as written, normalised or in simplified characters", () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(text.trim() !== "");
        const { after, findings } = redact(text.trim());
        for (const finding of findings.filter((finding) => searchKey(finding.text).trim().length >= 2)) {
          expect(says(after, finding.text), `${finding.text} in ${after}`).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("hold nothing of the pattern kinds when they are looked through again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(text.trim() !== "");
        const again = redact(redact(text.trim()).after).findings.filter(({ kind }) =>
          (patternKinds as readonly string[]).includes(kind),
        );
        expect(again).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("parseSurnames", () => {
  it("reads single and compound surnames and names a row without any", () => {
    expect([...parseSurnames("part\tsurnames\na\t赵钱\nb\t欧阳 司马\n")]).toEqual(["赵", "钱", "欧阳", "司马"]);
    expect(() => parseSurnames("part\tsurnames\na\t\n")).toThrow("row 2");
    expect(vocabulary.surnames.size).toBeGreaterThan(450);
  });
});

describe("findAll", () => {
  it("keeps every span inside its text, in order, without overlaps, and the same every time", () => {
    const wild = fc.oneof(
      texts,
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: "grapheme", maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 3 }), (raw) => {
        const found = findAll(raw, own, vocabulary);
        expect(findAll(raw, own, vocabulary)).toEqual(found);
        for (const [at, findings] of found.entries()) {
          let from = 0;
          for (const { start, end, text } of findings) {
            expect(start).toBeGreaterThanOrEqual(from);
            expect(end).toBeGreaterThan(start);
            expect(text).toBe(raw[at]!.slice(start, end));
            from = end;
          }
          expect(from).toBeLessThanOrEqual(raw[at]!.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  const adversarial = [
    "公司",
    "恒泰有限公司",
    "(江苏)",
    "江苏省常州市",
    "王工",
    "a@",
    "1 ",
    "联系人王伟、",
    "恒 泰 ",
    "金瓯牌",
  ];
  it.each(adversarial)("looks up ten times as much, not more, in ten times the text of %s", (piece) => {
    const lookUps = (chars: number) => {
      let calls = 0;
      const counting = <A extends unknown[], R>(lookUp: (...args: A) => R) => {
        return (...args: A): R => {
          calls += 1;
          return lookUp(...args);
        };
      };
      const { surnames, regionAt, tradeAt, isGeneric } = vocabulary;
      const counted: Vocabulary = {
        surnames,
        regionAt: counting(regionAt),
        tradeAt: counting(tradeAt),
        isGeneric: counting(isGeneric),
      };
      findAll([piece.repeat(chars / piece.length)], own, counted);
      return calls;
    };
    expect(lookUps(12_000)).toBeLessThanOrEqual(11 * lookUps(1_200) + 500);
  });

  it("reads 1 MB of distinct numbers and names", () => {
    let text = "";
    for (let at = 0; text.length < 1_000_000; at += 1) {
      text += `1200000${String(at % 10_000).padStart(4, "0")}、恒${String.fromCharCode(0x4e00 + (at % 5_000))}轴承有限公司,`;
    }
    expect(findAll([text], own, vocabulary)[0]!.length).toBeGreaterThan(50_000);
  });
});
