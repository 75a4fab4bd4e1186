import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeKind, FlagKind } from "./findings.ts";
import { type NormalisedText, normalise } from "./normalise.ts";
import { spansOf } from "./spans.ts";

const seed = readFileSync(new URL("../../test/fixtures/text/seed-004.txt", import.meta.url), "utf8");

function key(raw: string): string {
  return normalise(raw).text;
}

function changes({ changes: all }: NormalisedText, kind: ChangeKind): number {
  return all.find((change) => change.kind === kind)?.count ?? 0;
}

function flagged({ raw, flags }: NormalisedText, kind: FlagKind): string[] {
  return flags.find((flag) => flag.kind === kind)?.ranges.map(([start, end]) => raw.slice(start, end)) ?? [];
}

/** Any string: whole characters, halves of pairs, and the characters this module treats specially. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        ..."創長乾著瞭麼覆縣(（)）·—ぎがｶﾞ𠮷𪣻Åİ각ᆨ\u0301\u200b\ud842x×5５亿",
        "(chuàng)",
        "(cháng)",
        "(zhǎng)",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("normalise", () => {
  it("finds the words of a text with stray pinyin exactly as often as they were written", () => {
    const text = normalise(seed);
    const expected = { 创新: [80, 31], 技术: [57, 21], 产业: [41, 16] };
    for (const [word, [count, lines]] of Object.entries(expected)) {
      expect(seed.split(word)).toHaveLength(1);
      expect(text.text.split(word)).toHaveLength(count! + 1);
      expect(text.text.split("\n").filter((line) => line.includes(word))).toHaveLength(lines!);
    }
    expect(changes(text, "annotation")).toBe(1_178);
  });

  it("covers with each hit the words as they were written", () => {
    const text = normalise(seed);
    const written = (word: string) => [...new Set(spansOf(text, word).map(({ start, end }) => seed.slice(start, end)))];
    expect(written("创新")).toEqual(["創(chuàng)新"]);
    expect(written("技术")).toEqual(["技術(shù)"]);
    expect(written("产业")).toEqual(["產(chǎn)業(yè)", "產業(yè)"].filter((form) => seed.includes(form)));
  });

  it("flags a lost character and does not guess it", () => {
    expect(flagged(normalise(seed), "lost-character")).toEqual(["ぎa(chǎn)"]);
    const text = normalise("集成電路ぎa(chǎn)業園");
    expect(text.text).toBe("集成电路ぎa(chǎn)业园");
    expect(flagged(text, "lost-character")).toEqual(["ぎa(chǎn)"]);
  });

  it("keeps brackets that are no pinyin note", () => {
    for (const raw of [
      "长(cháng)度",
      "铝(al)",
      "教授(副教授)",
      "(其中省级xx家)",
      "院(研究生分院)",
      "长(zhang)",
      "創(al)",
      "函数(x)",
    ]) {
      expect(key(raw)).toBe(raw.replace("創", "创"));
    }
    expect(key("鋁(Al)")).toBe("铝(al)");
  });

  it("strips a note in either width and with any reading of the character", () => {
    expect(key("區（qū）")).toBe("区");
    expect(key("長(zhǎng)短長(cháng)")).toBe("长短长");
    expect(key("我們(men)")).toBe("我们");
    expect(key("發(Fā)展")).toBe("发展");
    // pinyin copied from old phonetic fonts has ɡ for g
    expect(key("廣(ɡuǎnɡ)東")).toBe("广东");
  });

  it("converts traditional characters by phrase and leaves simplified text alone", () => {
    expect(key("頭髮發展 乾燥 皇后 後來 瞭解 附著力 隨著 顯著 著作 裡面")).toBe(
      "头发发展 干燥 皇后 后来 了解 附着力 随着 显著 著作 里面",
    );
    const simplified = "打坏土坏显著降低软著2项瞭望覆盖沈阳乾隆二噁英么么";
    expect(key(simplified)).toBe(simplified);
  });

  it("unifies width, case, dashes, name dots and invisible characters", () => {
    expect(key("ＰＨ５０㎎㎡—–－")).toBe("ph50mgm2---");
    expect(key("阿卜杜拉•买买提・玛丽‧居里")).toBe("阿卜杜拉·买买提·玛丽·居里");
    expect(key("\ufeff技\u200b术\u202e需\u0000求\u00ad")).toBe("技术需求");
    expect(key("ｶﾞe\u0301각")).toBe("ガé각");
    expect(key("𠮷野家😀")).toBe("𠮷野家😀");
  });

  it("replaces half a surrogate pair and says so", () => {
    const text = normalise("技\ud800术\udc00");
    expect(text.text).toBe("技\ufffd术\ufffd");
    expect(flagged(text, "lone-surrogate")).toHaveLength(2);
  });

  it("gives every unit a range that produced it", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { text, starts, ends } = normalise(raw);
        expect(starts).toHaveLength(text.length);
        expect(ends).toHaveLength(text.length);
        for (let at = 0; at < text.length; at += 1) {
          expect(starts[at]).toBeLessThan(ends[at]!);
          expect(ends[at]).toBeLessThanOrEqual(raw.length);
          if (at > 0) {
            expect(starts[at]).toBeGreaterThanOrEqual(starts[at - 1]!);
            expect(ends[at]).toBeGreaterThanOrEqual(ends[at - 1]!);
            // Two units share a range or follow each other; they never overlap in part.
            expect(starts[at] === starts[at - 1] || starts[at]! >= ends[at - 1]!).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("tells each change once", () => {
    const told = (raw: string) => normalise(raw).changes.map(({ kind, count, ranges }) => [kind, count, ranges]);
    expect(told("５０ 万a\u200b\u0301")).toEqual([
      [
        "form",
        2,
        [
          [0, 2],
          [4, 7],
        ],
      ],
      ["invisible", 1, [[5, 6]]],
    ]);
    expect(told("ABC 技术")).toEqual([]);
  });

  it("keeps half a pair out of a key that is cut off", () => {
    const marks = normalise(`a${"\u{1d167}".repeat(40)}`).text;
    expect(marks.isWellFormed()).toBe(true);
    expect(normalise(marks).text).toBe(marks);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const once = normalise(raw).text;
        expect(once.isWellFormed()).toBe(true);
        expect(normalise(once).text).toBe(once);
      }),
      { numRuns: 2_000 },
    );
    expect(normalise(key(seed)).text).toBe(key(seed));
  });

  it("changes no single character the second time", () => {
    const unstable: string[] = [];
    for (let point = 0; point <= 0x10ffff; point += point < 0x32000 ? 1 : 997) {
      const once = key(String.fromCodePoint(point));
      if (key(once) !== once) unstable.push(point.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  it("takes time in proportion to the length, whatever the damage", () => {
    const pieces = [
      "技",
      "創",
      "創(chuàng)",
      "(",
      "\u200b",
      "\ud800",
      "５",
      "x",
      "a\u0301\u0323",
      "\u0301\u0323",
      "𠮷(ā)",
      "\ufffd",
      "麼(",
      "ã\u0080\u0081",
    ];
    for (const piece of pieces) {
      const timeOf = (units: number) => {
        const raw = piece.repeat(units / piece.length);
        const from = performance.now();
        normalise(raw);
        return performance.now() - from;
      };
      timeOf(20_000);
      // 16 times the text would take 256 times as long if a step looked back; 80 leaves room for a busy machine.
      expect(timeOf(320_000), piece).toBeLessThan(80 * Math.max(timeOf(20_000), timeOf(20_000), 1));
    }
    expect(normalise("\u0301".repeat(100_000)).text.length).toBeLessThanOrEqual(64);
  });
});
