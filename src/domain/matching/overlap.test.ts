import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCutter } from "../../search/tokenizer/load-cutter.ts";
import { normalise, searchKey } from "../../text/normalise.ts";
import { CONCEPT_PREFIX } from "../../text/tokens.ts";
import { createAnalyser } from "./analyser.ts";
import { createConcepts } from "./concepts.ts";
import type { LabelledText } from "./labelled-text.ts";
import { type Overlap, overlapWith, type TermCommonness } from "./overlap.ts";

const { cutter } = await loadCutter();
const analyser = createAnalyser(cutter);
/** A corpus too small for shares to mean anything. */
const small: TermCommonness = { documents: 10, frequency: new Map() };

function parts(...texts: string[]): LabelledText[] {
  return texts.map((text, index) => ({ label: `第${index}段`, text }));
}

function overlapOf(subject: string | string[], target: string | string[], commonness = small, limit = 8): Overlap {
  return overlapWith(parts(...[subject].flat()), analyser, commonness, limit)(parts(...[target].flat()));
}

/** What is marked, as written. */
function marked(side: Overlap["subject"]): string[] {
  return side.flatMap(({ text, spans }) => spans.map(({ start, end }) => text.slice(start, end)));
}

describe("overlapWith", () => {
  it("marks shared words on both sides and joins overlapping terms to the longest phrase", () => {
    const overlap = overlapOf("电镀园区日产化学镀镍漂洗水", "面向电镀园区的化学镀镍废液");
    expect(marked(overlap.subject)).toEqual(["电镀园区", "化学镀镍"]);
    expect(marked(overlap.target)).toEqual(["电镀园区", "化学镀镍"]);
    expect(new Set(overlap.phrases)).toEqual(new Set(["电镀园区", "化学镀镍"]));
  });

  it("cuts no common word in two, also where the cutter takes its half for a part of a longer word", () => {
    const { phrases } = overlapOf("毛条处理时酒精含量降低", "毛条处理后酒精下降");
    expect(phrases).toContain("酒精");
    expect(phrases.filter((phrase) => /处$|降$/.test(phrase))).toEqual([]);
  });

  it.each([
    ["創新材料的次磷酸鹽廢水", "次磷酸鹽廢水"],
    ["創(chuàng)新材料的次磷酸鹽(yán)廢(fèi)水", "次磷酸鹽(yán)廢(fèi)水"],
    ["次磷酸鹽\u200b廢水", "次磷酸鹽\u200b廢水"],
  ])("lands on the author's own characters in %s", (damaged, phrase) => {
    const overlap = overlapOf(damaged, "次磷酸盐废水的破络");
    expect(marked(overlap.subject)).toEqual([phrase]);
    expect(marked(overlap.target)).toEqual(["次磷酸盐废水"]);
    expect(overlap.phrases).toEqual([phrase]);
    const reversed = overlapOf("次磷酸盐废水的破络", damaged);
    expect(reversed.phrases).toEqual(["次磷酸盐废水"]);
    expect(marked(reversed.target)).toEqual([phrase]);
  });

  it("marks full-width letters as they stand", () => {
    expect(overlapOf("采用 ＭＢＲ 膜", "mbr 组件").phrases).toEqual(["ＭＢＲ"]);
  });

  it.each([
    ["技术研究", "common words"],
    ["實用新型", "a common word in traditional characters"],
    ["关键技术指标", "common words in a row"],
    ["发明专利、实用新型、综合利用", "parts of common words"],
    ["的了和与 为了其中 由于 不可能", "grammar"],
    ["80 1,200 3.5% 99.9 2026", "bare numbers"],
    ["二十 一百 万吨 一周 六个月 三倍", "figures in words"],
    ["80 mg/L 5 MPa 3 m³ 4 Nm³/h 2 kW·h 7 cm² 9 mol", "units"],
    ["毫米 平方米 立方米 公斤 小时 分钟", "units in words"],
    ["镍 水 a b", "single characters"],
  ])("never quotes %s (%s)", (text) => {
    const overlap = overlapOf(text, text);
    expect(overlap.phrases).toEqual([]);
    expect(marked(overlap.subject)).toEqual([]);
    expect(marked(overlap.target)).toEqual([]);
  });

  it("ends a phrase where a common word begins", () => {
    expect(overlapOf("0.5毫米裂缝检测", "0.1毫米裂缝检测").phrases).toEqual(["裂缝"]);
    expect(overlapOf("数据湖实用新型", "数据湖实用新型").phrases).not.toContain("实用新");
  });

  it("does not quote a pair of characters that is no word, however it is written", () => {
    // 料產 stands across a word border; with its pinyin it is long, but it still is two characters.
    const overlap = overlapOf("原料產(chǎn)出", "饲料产值");
    expect(overlap.phrases).toEqual([]);
    expect(marked(overlap.subject)).toEqual([]);
  });

  it("quotes long words that hold a character of grammar whole", () => {
    expect(overlapOf("等离子体喷涂", "等离子体刻蚀").phrases).toEqual(["等离子体"]);
    expect(overlapOf("不锈钢弯头", "不锈钢焊接").phrases).toEqual(["不锈钢"]);
  });

  it.each(["储能", "节能", "热能", "有机", "有色"])(
    "quotes the short word %s, whose character of grammar is none there",
    (word) => {
      expect(overlapOf(`${word}，甲`, `乙，${word}`).phrases).toEqual([word]);
    },
  );

  it.each(["只能 未能 能否 有关 有效 有利 可能 所有 含有 能够"])("quotes none of %s", (text) => {
    expect(overlapOf(text, text).phrases).toEqual([]);
  });

  it("quotes no phrase inside another, and one phrase once however it is written", () => {
    const texts = ["次磷酸盐废水", "次磷酸盐", "次磷酸鹽(yán)", "磷酸盐"];
    const { phrases } = overlapOf(texts, texts);
    expect(phrases).toEqual(["次磷酸盐废水"]);
    expect(overlapOf(["次磷酸盐", "次磷酸鹽"], "次磷酸盐").phrases).toEqual(["次磷酸盐"]);
  });

  it("quotes the rarest first and no more than asked for", () => {
    const text = "黄曲霉毒素、电解槽、柠檬酸";
    const terms = (word: string) => [...analyser.bag(word).counts.keys()];
    const frequency = new Map([
      ...terms("柠檬酸").map((term) => [term, 1] as const),
      ...terms("电解槽").map((term) => [term, 20] as const),
      ...terms("黄曲霉毒素").map((term) => [term, 140] as const),
    ]);
    const commonness = { documents: 1_000, frequency };
    expect(overlapOf(text, text, commonness, 2).phrases).toHaveLength(2);
    const one = (word: string) => overlapOf(word, word, commonness).subject[0]!.spans[0]!.weight;
    expect(one("柠檬酸")).toBeGreaterThan(one("电解槽"));
    expect(overlapOf("电解槽、柠檬酸", text, commonness).phrases).toEqual(["柠檬酸", "电解槽"]);
  });

  it("leaves out what more than 15 % of a large corpus says, and goes by the word list alone in a small one", () => {
    const terms = [...analyser.bag("光伏").counts.keys()];
    const at = (documents: number, df: number) =>
      overlapOf("光伏", "光伏", { documents, frequency: new Map(terms.map((term) => [term, df])) }).phrases;
    expect(at(1_000, 150)).toEqual(["光伏"]);
    expect(at(1_000, 151)).toEqual([]);
    expect(at(49, 49)).toEqual(["光伏"]);
    expect(at(50, 50)).toEqual([]);
    expect(at(0, 0)).toEqual(["光伏"]);
  });

  it("finds nothing between texts that share nothing, and in empty ones", () => {
    expect(overlapOf("电镀废水", "花生油")).toMatchObject({
      phrases: [],
      subject: [{ spans: [] }],
      target: [{ spans: [] }],
    });
    expect(overlapOf([], [])).toEqual({ phrases: [], pairs: [], subject: [], target: [] });
  });

  it("returns labels and texts as given, and the same answer every time", () => {
    const subject = parts("電鍍園區", "化学镀镍");
    const target = parts("电镀园区的化学镀镍");
    const overlap = overlapWith(subject, analyser, small, 8)(target);
    expect(overlap.subject.map(({ label, text }) => ({ label, text }))).toEqual(subject);
    expect(overlap.target.map(({ label, text }) => ({ label, text }))).toEqual(target);
    for (let run = 0; run < 5; run += 1) expect(overlapWith(subject, analyser, small, 8)(target)).toEqual(overlap);
  });

  const piece = fc.constantFrom(
    ..."电镀废水 電(diàn)鍍廢(fèi)水 化学镀镍 創(chuàng)新 创新 技术 的 实用新型 毫米裂缝 80 mg/L ＭＢＲ mbr 𠮷林 不锈钢 黄酒 ， 。 \u200b 次磷酸盐 ぎa(chǎn)業 （）".split(
      " ",
    ),
    "\ud842",
    " ",
    "\n",
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  it("keeps every span inside its text, ascending, not overlapping, and shared by both sides", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 3 }), (ours, theirs) => {
        const overlap = overlapOf(ours, theirs);
        const termsOf = (texts: readonly string[]) =>
          new Set(texts.flatMap((each) => [...analyser.bag(each).counts.keys()]));
        const theirTerms = termsOf(theirs);
        const shared = new Set([...termsOf(ours)].filter((term) => theirTerms.has(term)));
        for (const side of [overlap.subject, overlap.target]) {
          for (const { text: whole, spans } of side) {
            let last = 0;
            for (const { start, end, weight } of spans) {
              expect(start).toBeGreaterThanOrEqual(last);
              expect(end).toBeGreaterThan(start);
              expect(end).toBeLessThanOrEqual(whole.length);
              expect(weight).toBeGreaterThan(0);
              const held = analyser.read(whole).terms.filter((term) => term.start >= start && term.end <= end);
              expect(held.some(({ term }) => shared.has(term))).toBe(true);
              last = end;
            }
          }
        }
        const subjectSaid = marked(overlap.subject).map(searchKey);
        for (const phrase of overlap.phrases) {
          expect(ours.some((each) => each.includes(phrase))).toBe(true);
          expect(subjectSaid).toContain(searchKey(phrase));
          for (const other of overlap.phrases) {
            if (other !== phrase) expect(searchKey(other)).not.toContain(searchKey(phrase));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("says the same of clean and of damaged text, but for the spelling", () => {
    const clean = overlapOf("电镀废水的次磷酸盐", "处理电镀废水里的次磷酸盐和镍");
    const damaged = overlapOf("電(diàn)鍍廢(fèi)水的次磷酸鹽", "处理电镀废水里的次磷酸盐和镍");
    expect(damaged.phrases.map((phrase) => normalise(phrase).text)).toEqual(clean.phrases);
    expect(damaged.target).toEqual(clean.target);
  });

  describe("with synonyms", () => {
    const concepts = createConcepts(
      [
        { id: "c0001", kind: "same", members: ["防腐", "耐蚀", "耐腐蚀"] },
        { id: "c0002", kind: "near", members: ["深度学习", "神经网络"] },
      ],
      "1",
    );
    const knowing = createAnalyser(cutter, concepts);
    const between = (subject: string, target: string, commonness = small) =>
      overlapWith(parts(subject), knowing, commonness, 8)(parts(target));

    it("marks on each side its own words for one thing, and pairs them", () => {
      const overlap = between("求購管道防腐涂层，用神经网络", "耐蚀合金、深度學習");
      expect(marked(overlap.subject)).toEqual(["防腐", "神经网络"]);
      expect(marked(overlap.target)).toEqual(["耐蚀", "深度學習"]);
      expect(overlap.phrases).toEqual([]);
      expect(overlap.pairs).toEqual([
        { subject: "防腐", target: "耐蚀" },
        { subject: "神经网络", target: "深度學習" },
      ]);
    });

    it("pairs nothing where both sides have a word in common", () => {
      const overlap = between("管道防腐，耐蚀", "耐蚀合金");
      expect(overlap.pairs).toEqual([]);
      expect(overlap.phrases).toEqual(["耐蚀"]);
    });

    it("pairs nothing that more than 15 % of a large corpus speaks of", () => {
      const common = { documents: 100, frequency: new Map([[`${CONCEPT_PREFIX}防腐`, 16]]) };
      expect(between("管道防腐", "耐蚀合金", common).pairs).toEqual([]);
    });
  });
});
