import { describe, expect, it } from "vitest";
import { achievementContent } from "../achievement/achievement.ts";
import { expertContent } from "../expert/expert.ts";
import { needContent } from "../need/need.ts";
import { unstoredRecord } from "../shared/new-record.ts";
import { type MatchProfile, profileOf } from "./profile.ts";
import { openQuestions } from "./questions.ts";
import { type FactorValues, scorePair } from "./score.ts";
import { factorSignals } from "./signals/all.ts";
import type { Pair } from "./signals/signal.ts";
import { factorNames, startWeights } from "./weights.ts";

const need = profileOf(unstoredRecord("need", "n", null, needContent.parse({ title: "甲" })));
const expert = profileOf(unstoredRecord("expert", "e", null, expertContent.parse({ name: "乙" })));
const achievement = profileOf(unstoredRecord("achievement", "a", null, achievementContent.parse({ title: "丙" })));
const currentYear = 2026;

const means = startWeights.prior;
function factsOf(pair: Pair) {
  const signals = factorSignals(pair, 0.5, currentYear);
  const values = Object.fromEntries(factorNames.map((name) => [name, signals[name].value])) as FactorValues;
  return { pair, values, means, weights: startWeights, currentYear };
}
const ask = (needSays: Partial<MatchProfile>, candidate: MatchProfile) =>
  openQuestions(factsOf({ need: { ...need, ...needSays }, candidate }));

describe("openQuestions", () => {
  it("asks about every unknown factor and about nothing that is known", () => {
    expect(new Set(ask({}, achievement).map(({ factor }) => factor))).toEqual(
      new Set(factorNames.filter((name) => name !== "text")),
    );
    const known = { ...achievement, lastActiveYear: 2024, cooperationCount: 4, successCount: 2 };
    expect(ask({}, known).map(({ factor }) => factor)).not.toContain("recency");
    expect(ask({}, known).map(({ factor }) => factor)).not.toContain("track");
  });

  it("asks the side that has not said, the enterprise first where neither has", () => {
    const asked = (needSays: Partial<MatchProfile>, candidate: MatchProfile) =>
      Object.fromEntries(ask(needSays, candidate).map((question) => [question.factor, question.asked]));
    expect(asked({}, expert)).toMatchObject({ field: "enterprise", region: "enterprise", track: "expert" });
    const says = { fields: ["10101"], regionCode: "330300", trl: 7, modes: ["技术转让"] };
    expect(new Set(Object.values(asked(says, expert)))).toEqual(new Set(["expert"]));
    expect(new Set(Object.values(asked(says, achievement)))).toEqual(new Set(["holder"]));
  });

  it("is a question that says what the other side wants", () => {
    const texts = Object.fromEntries(
      ask({ trl: 7, modes: ["技术转让"] }, achievement).map(({ factor, text }) => [factor, text]),
    );
    expect(texts.maturity).toContain("需求要求 7 级");
    expect(texts.cooperation).toContain("需求方希望技术转让");
    for (const text of Object.values(texts)) expect(text).toMatch(/[？。]$/);
  });

  it("puts the most points at stake first; they are what the answers can add and cost", () => {
    const questions = ask({ fields: ["10101"], trl: 7 }, achievement);
    const stakes = questions.map(({ gain, loss }) => gain + loss);
    expect(stakes).toEqual(stakes.toSorted((a, b) => b - a));
    expect(questions[0]!.factor).toBe("field");
    const { pair, values } = factsOf({ need: { ...need, trl: 7 }, candidate: achievement });
    const before = scorePair(values, means, startWeights).score;
    const after = (trl: number) => {
      const answered = factsOf({ ...pair, candidate: { ...achievement, trl } });
      return scorePair(answered.values, means, startWeights).score;
    };
    const maturity = openQuestions(factsOf(pair)).find(({ factor }) => factor === "maturity")!;
    expect(maturity.gain).toBeCloseTo(100 * (after(9) - before), 9);
    expect(maturity.loss).toBeCloseTo(100 * (before - after(1)), 9);
  });

  it("still asks for a field that is only guessed, and counts from what the guess brought", () => {
    const items = [
      { code: "10", name: "甲" },
      { code: "20", name: "乙" },
    ];
    const fieldGuess = {
      fields: { items, chances: Float64Array.from([0.9, 0.1]) },
      groups: { items: [], chances: new Float64Array() },
    };
    const facts = factsOf({ need: { ...need, fields: ["10"] }, candidate: { ...expert, fieldGuess } });
    const field = openQuestions(facts).find(({ factor }) => factor === "field")!;
    const brought = facts.values.field!;
    expect(brought).toBeGreaterThan(0.5);
    expect(field.asked).toBe("expert");
    expect(field.gain).toBeCloseTo(15 * (1 - brought), 9);
    expect(field.loss).toBeCloseTo(15 * brought, 9);
  });

  it("promises no points where no record can hold the answer: the maturity of a person", () => {
    expect(ask({ trl: 7 }, expert).find(({ factor }) => factor === "maturity")).toMatchObject({ gain: 0, loss: 0 });
  });
});
