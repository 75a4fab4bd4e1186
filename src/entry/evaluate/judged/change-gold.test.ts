import { describe, expect, it } from "vitest";
import { withoutLimits, withoutNumbers } from "./change-gold.ts";
import { goldAchievement, goldExpert, goldNeed } from "./gold-record.ts";
import type { GoldCollection } from "./read-gold.ts";

const codes = { field: () => null, region: () => null };
const gold: GoldCollection = {
  corpus: "gold",
  needs: [
    goldNeed(
      {
        id: "n",
        title: "除镍到0.1mg/L",
        description: "含镍80mg/L，日产１２０吨，药剂不超过15元/吨",
        keywords: ["Q235钢"],
      },
      codes,
    ),
  ],
  candidates: [
    goldExpert({ id: "e", bio: "研究避碰决策，主要是航行阶段，不涉及建造。参与试验场。" }),
    goldAchievement({ id: "a", abstract: "识别1毫米以上裂缝,不适用于桥底结构。" }, codes),
  ],
  judgements: null,
};

describe("withoutNumbers", () => {
  it("leaves no digit in a need, and keeps its words", () => {
    const { title, description, keywords } = withoutNumbers(gold).needs[0]!.content;
    expect(`${title}${description}${keywords}`).not.toMatch(/\p{Nd}/u);
    expect(title).toBe("除镍到");
    expect(description).toMatch(/含镍.*日产.*药剂/);
    expect(keywords).toEqual(["Q钢"]);
  });

  it("touches no candidate and shares their index", () => {
    expect(withoutNumbers(gold)).toMatchObject({ corpus: "gold", candidates: gold.candidates });
  });
});

describe("withoutLimits", () => {
  it("drops the clause that states a limit and nothing else", () => {
    const [expert, achievement] = withoutLimits(gold).candidates.map(({ content }) => content);
    expect(expert).toMatchObject({ bio: "研究避碰决策，主要是航行阶段，参与试验场。" });
    expect(achievement).toMatchObject({ abstract: "识别1毫米以上裂缝," });
  });

  it("is a corpus of its own", () => {
    expect(withoutLimits(gold).corpus).not.toBe(gold.corpus);
  });
});
