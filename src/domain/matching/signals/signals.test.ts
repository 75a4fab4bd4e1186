import { describe, expect, it } from "vitest";
import { achievementContent } from "../../achievement/achievement.ts";
import type { FieldGuess } from "../../field/field-guess.ts";
import { needContent } from "../../need/need.ts";
import { unstoredRecord } from "../../shared/new-record.ts";
import { type MatchProfile, profileOf } from "../profile.ts";
import { factorNames } from "../weights.ts";
import { factorSignals } from "./all.ts";
import { cooperationSignal } from "./cooperation.ts";
import { fieldSignal } from "./field.ts";
import { maturitySignal } from "./maturity.ts";
import { recencySignal } from "./recency.ts";
import { regionSignal } from "./region.ts";
import type { Pair } from "./signal.ts";
import { trackSignal } from "./track.ts";

const blankNeed = profileOf(unstoredRecord("need", "n", null, needContent.parse({ title: "甲" })));
const blankCandidate = profileOf(unstoredRecord("achievement", "a", null, achievementContent.parse({ title: "乙" })));

function pair(need: Partial<MatchProfile>, candidate: Partial<MatchProfile>): Pair {
  return { need: { ...blankNeed, ...need }, candidate: { ...blankCandidate, ...candidate } };
}

describe("fieldSignal", () => {
  it.each([
    [["10101"], ["10101"], 1],
    [["10101"], ["10102"], 0.6],
    [["10101"], ["101"], 0.6],
    [["10101"], ["10201"], 0.3],
    [["10101"], ["10"], 0.3],
    [["10"], ["10"], 1],
    [["10"], ["101"], 0.3],
    [["10101"], ["20101"], 0],
    [["101"], ["110"], 0],
    [["10101"], ["20101", "10201", "10102"], 0.6],
    [["20101", "10101"], ["10101"], 1],
  ])("puts %j and %j at %s", (wanted, offered, value) => {
    expect(fieldSignal(pair({ fields: wanted }, { fields: offered })).value).toBe(value);
    expect(fieldSignal(pair({ fields: offered }, { fields: wanted })).value).toBe(value);
  });

  it("is unknown while a side declares no field, and says which", () => {
    expect(fieldSignal(pair({ fields: [] }, { fields: ["10"] }))).toEqual({
      value: null,
      reason: expect.stringContaining("需求"),
    });
    expect(fieldSignal(pair({ fields: ["10"] }, { fields: [] }))).toEqual({
      value: null,
      reason: expect.stringContaining("候选方"),
    });
  });
});

describe("fieldSignal under a guess", () => {
  const items = (...codes: string[]) => codes.map((code) => ({ code, name: `领域${code}` }));
  const guess = (fields: readonly [number, number], groups: readonly [number, number, number]): FieldGuess => ({
    fields: { items: items("10", "20"), chances: Float64Array.from(fields) },
    groups: { items: items("101", "102", "201"), chances: Float64Array.from(groups) },
  });
  const clear = guess([0.8, 0.2], [0.5, 0.3, 0.2]);
  const other = guess([0.1, 0.9], [0.05, 0.05, 0.9]);
  const unclear: FieldGuess = {
    fields: { items: items("10", "20", "30"), chances: Float64Array.from([0.4, 0.35, 0.25]) },
    groups: { items: [], chances: new Float64Array() },
  };
  const drawn = (value: number, trust: number) => 0.3 + trust * (value - 0.3);

  it.each([
    [["10"], clear, 0.8],
    [["20"], clear, 0.2],
    [["101"], clear, 0.5 + 0.3 * 0.3],
    [["10102"], clear, 0.5 * 0.6 + 0.3 * 0.3],
    [["20101", "101"], clear, 0.59],
    [["30"], clear, 0],
  ])("expects of %j what the guess gives it, drawn to the middle", (declared, fieldGuess, value) => {
    for (const sides of [
      pair({ fields: declared }, { fields: [], fieldGuess }),
      pair({ fields: [], fieldGuess }, { fields: declared }),
    ])
      expect(fieldSignal(sides).value).toBeCloseTo(drawn(value, 0.4), 12);
  });

  it("trusts two guesses less than one", () => {
    const { value, reason } = fieldSignal(pair({ fieldGuess: clear }, { fieldGuess: other, kind: "expert" }));
    expect(value).toBeCloseTo(drawn(0.8 * 0.1 + 0.2 * 0.9, 0.16), 12);
    expect(reason).toBe(
      "需求未说明，按文本推测领域为“领域10”（可能性 80%）；候选方未说明，按文本推测领域为“领域20”（可能性 90%）；与对方不同，推测的不同不全扣分",
    );
    expect(fieldSignal(pair({ fieldGuess: clear }, { fieldGuess: other })).value).toBeNull();
  });

  it("never stands beside what is declared, never passes for it, and is nothing where it is unclear", () => {
    expect(fieldSignal(pair({ fields: ["10"] }, { fields: ["10"], fieldGuess: other }))).toEqual({
      value: 1,
      reason: "技术领域相同",
    });
    const { guessed, reason, value } = fieldSignal(pair({ fields: ["10"] }, { fieldGuess: clear }));
    expect([guessed, reason]).toEqual([
      true,
      "候选方未说明，按文本推测领域为“领域10”（可能性 80%）；与对方相近，推测的相近只计一部分",
    ]);
    expect(value).toBeLessThan(1);
    expect(fieldSignal(pair({ fields: ["10"] }, { fieldGuess: unclear })).value).toBeNull();
    expect(fieldSignal(pair({ fieldGuess: unclear }, { fieldGuess: clear })).reason).toContain("需求");
  });
});

describe("maturitySignal", () => {
  it.each([
    [6, 6, 1],
    [6, 9, 1],
    [6, 5, 0.8],
    [6, 3, 0.4],
    [6, 1, 0],
    [9, 1, 0],
  ])("wanted TRL %s, reached %s: %s", (wanted, reached, value) => {
    expect(maturitySignal(pair({ trl: wanted }, { trl: reached })).value).toBeCloseTo(value, 12);
  });

  it("tells how many levels are missing", () => {
    expect(maturitySignal(pair({ trl: 7 }, { trl: 4 })).reason).toContain("低 3 级");
  });

  it("is unknown while a side states no TRL", () => {
    expect(maturitySignal(pair({ trl: null }, { trl: 5 })).value).toBeNull();
    expect(maturitySignal(pair({ trl: 5 }, { trl: null })).value).toBeNull();
  });
});

describe("trackSignal", () => {
  it.each([
    [0, 1, 1 / 5],
    [1, 1, 2 / 5],
    [9, 10, 10 / 14],
    [0, 10, 1 / 14],
    [20, 10, 11 / 14],
  ])("%s successes of %s: %s", (successCount, cooperationCount, value) => {
    expect(trackSignal(pair({}, { successCount, cooperationCount })).value).toBeCloseTo(value, 12);
  });

  it.each([
    [null, null],
    [3, null],
    [0, 0],
    [null, 0],
  ])("is unknown without a co-operation (%s of %s)", (successCount, cooperationCount) => {
    expect(trackSignal(pair({}, { successCount, cooperationCount })).value).toBeNull();
  });

  it("is unknown, not a failure, where co-operations are counted and their outcome is not stated", () => {
    const signal = trackSignal(pair({}, { successCount: null, cooperationCount: 10 }));
    expect(signal.value).toBeNull();
    expect(signal.reason).not.toContain("0 次成功");
  });
});

describe("cooperationSignal", () => {
  it.each([
    [["技术转让"], ["技术转让"], 1],
    [["技术转让", "委托开发"], ["委托开发"], 1 / 2],
    [["技术转让", "委托开发"], ["委托开发", "技术许可"], 1 / 3],
    [["技术转让"], ["技术许可"], 0],
    [["转让"], ["技术转让"], 1],
    [["联合攻关", "专利许可"], ["合作开发", "技术许可"], 1],
    [["技术开发"], ["技术开发"], 1],
    [["技术开发"], ["委托开发"], 1 / 2],
    [["赞助"], ["赞助"], 1],
  ])("wants %j, offers %j: %s", (wanted, offered, value) => {
    expect(cooperationSignal(pair({ modes: wanted }, { modes: offered })).value).toBeCloseTo(value, 12);
  });

  it("names the shared modes, else both sides'", () => {
    expect(cooperationSignal(pair({ modes: ["甲", "乙"] }, { modes: ["乙"] })).reason).toBe("都接受乙");
    expect(cooperationSignal(pair({ modes: ["转让", "甲"] }, { modes: ["技术转让"] })).reason).toBe("都接受转让");
    expect(cooperationSignal(pair({ modes: ["甲"] }, { modes: ["乙"] })).reason).toMatch(/需要甲.*提供乙/);
  });

  it("is unknown while a side states no mode", () => {
    expect(cooperationSignal(pair({ modes: [] }, { modes: ["甲"] })).value).toBeNull();
    expect(cooperationSignal(pair({ modes: ["甲"] }, { modes: [] })).value).toBeNull();
  });
});

describe("recencySignal", () => {
  it.each([
    [2026, 1],
    [2020, Math.exp(-1)],
    [2014, Math.exp(-2)],
    [2030, 1],
  ])("newest work of %s in 2026: %s", (lastActiveYear, value) => {
    expect(recencySignal(pair({}, { lastActiveYear }), 2026).value).toBeCloseTo(value, 12);
  });

  it("is unknown without a dated work", () => {
    expect(recencySignal(pair({}, { lastActiveYear: null }), 2026).value).toBeNull();
  });
});

describe("regionSignal", () => {
  it.each([
    ["330302", "330304", 1, "同一城市"],
    ["330302", "330100", 0.7, "同一省份"],
    ["330302", "320500", 0.5, "同一城市群"],
    ["330302", "510100", 0.2, "地区较远"],
    ["310101", "310115", 1, "同一城市"],
  ])("%s and %s: %s", (wanted, offered, value, reason) => {
    expect(regionSignal(pair({ regionCode: wanted }, { regionCode: offered }))).toEqual({ value, reason });
  });

  it("is unknown while a side has no region code", () => {
    expect(regionSignal(pair({ regionCode: null }, { regionCode: "330000" })).value).toBeNull();
    expect(regionSignal(pair({ regionCode: "330000" }, { regionCode: null })).value).toBeNull();
  });
});

describe("factorSignals", () => {
  it("holds every factor once, text as given, the rest unknown for a blank pair, each with a reason", () => {
    const signals = factorSignals(pair({}, {}), 0.37, 2026);
    expect(Object.keys(signals)).toEqual([...factorNames]);
    expect(signals.text.value).toBe(0.37);
    for (const name of factorNames) {
      expect(signals[name].reason).not.toBe("");
      if (name !== "text") expect(signals[name].value).toBeNull();
    }
  });
});
