import { describe, expect, it } from "vitest";
import { type FactorValues, scorePair } from "./score.ts";
import type { FactorSignals } from "./signals/all.ts";
import { factorLabels, factorNames, startWeights } from "./weights.ts";
import { bandOf, reasonsOf, unknownsOf } from "./words.ts";

const values: FactorValues = {
  text: 0.5,
  field: 1,
  maturity: null,
  track: null,
  cooperation: 0,
  recency: 0.4,
  region: 1,
};
const signals = Object.fromEntries(
  factorNames.map((name) => [name, { value: values[name], reason: `${factorLabels[name]}的说明` }]),
) as FactorSignals;
const result = scorePair(values, startWeights.prior, startWeights);

describe("bandOf", () => {
  it("counts the bounds themselves as inside", () => {
    const { high, middle } = startWeights.bands;
    expect([1, high, high - 1e-9, middle, middle - 1e-9, 0].map((score) => bandOf(score, startWeights))).toEqual([
      "高",
      "高",
      "中",
      "中",
      "低",
      "低",
    ]);
  });
});

describe("reasonsOf", () => {
  it("names the factors that brought points, strongest first, then what stood in for the unknown ones", () => {
    const reasons = reasonsOf(result, signals, { phrases: [], pairs: [] });
    expect(reasons.map((reason) => reason.split(" +")[0])).toEqual([
      "文本相关",
      "技术领域",
      "地域",
      "近期活跃",
      "未知项按平均计",
    ]);
    expect(reasons[0]).toContain("没有相同的专门用词");
  });

  it("says which words of both sides mean the same", () => {
    const pairs = [{ subject: "防腐", target: "耐蚀" }];
    expect(reasonsOf(result, signals, { phrases: ["涂层"], pairs }).join()).toContain(
      "双方都提到“涂层”；“防腐”与对方的“耐蚀”意思相近或相关",
    );
    expect(reasonsOf(result, signals, { phrases: [], pairs }).join()).toContain("：“防腐”与对方的“耐蚀”意思相近或相关");
  });

  it("accounts for every point of the score", () => {
    const points = reasonsOf(result, signals, { phrases: [], pairs: [] }).map((reason) =>
      Number(/\+(\d+)/.exec(reason)![1]),
    );
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(Math.round(result.score * 100));
  });

  it("quotes at most three phrases for the text", () => {
    const [text] = reasonsOf(result, signals, { phrases: ["化学镍", "次磷酸盐", "破络", "芬顿"], pairs: [] });
    expect(text).toContain("“化学镍”“次磷酸盐”“破络”");
    expect(text).not.toContain("芬顿");
  });

  it("leaves the last line out when every factor is known", () => {
    const known = { ...signals, maturity: { value: 1, reason: "达到" }, track: { value: 0.5, reason: "一半" } };
    const full = scorePair({ ...values, maturity: 1, track: 0.5 }, startWeights.prior, startWeights);
    expect(reasonsOf(full, known, { phrases: [], pairs: [] }).join()).not.toContain("未知");
  });
});

describe("unknownsOf", () => {
  it("lists the unknown factors with what is missing", () => {
    expect(unknownsOf(signals)).toEqual(["成熟度（成熟度的说明）", "合作业绩（合作业绩的说明）"]);
  });

  it("lists what is only guessed: nobody said it", () => {
    const guessed = { ...signals, field: { value: 0.5, reason: "候选方未说明，按文本推测", guessed: true as const } };
    expect(unknownsOf(guessed)).toContain("技术领域（候选方未说明，按文本推测）");
  });
});
