import { describe, expect, it } from "vitest";
import { needKinds } from "../need/need.ts";
import { contractTypes, contractTypesOn } from "./contract-type.ts";
import { cooperationMeanings, cooperationModeOf, cooperationModes } from "./cooperation-mode.ts";
import { needKindOf, needKindTerms } from "./need-kind.ts";
import { trlBandOf, trlLevels } from "./trl.ts";

/** Every name and alias of a list of terms. */
const words = (terms: readonly { name: string; aliases: readonly string[] }[]) =>
  terms.flatMap(({ name, aliases }) => [name, ...aliases]);

describe("cooperationModes", () => {
  it("give each word and each code one meaning", () => {
    expect(new Set(words(cooperationModes)).size).toBe(words(cooperationModes).length);
    expect(new Set(cooperationModes.map(({ code }) => code)).size).toBe(cooperationModes.length);
  });

  it("are found by name or other wording", () => {
    expect(cooperationModeOf(" 联合研发 ")).toBe("joint-development");
    expect(cooperationModeOf("作价入股")).toBe("equity");
    expect(cooperationModeOf("共建平台")).toBe("joint-institution");
    expect(cooperationModeOf("赞助")).toBeUndefined();
  });

  it("are compared by what they mean: other wording as the mode, 技术开发 as both developments, unknown words as written", () => {
    expect(cooperationMeanings(["转让", "技术转让 ", "赞助"])).toEqual(new Set(["transfer", "赞助"]));
    expect(cooperationMeanings(["技术开发"])).toEqual(cooperationMeanings(["委托开发", "合作开发"]));
  });
});

describe("contractTypesOn", () => {
  const names = (day: string) => contractTypesOn(day).map(({ name }) => name);

  it("knows 技术许可 as a type of its own from the civil code on", () => {
    expect(names("2020-12-31")).toEqual(["技术开发", "技术转让", "技术咨询", "技术服务"]);
    expect(names("2021-01-01")).toEqual(["技术开发", "技术转让", "技术许可", "技术咨询", "技术服务"]);
    expect(names("1999-09-30")).toEqual([]);
  });

  it("has each type at most once on any day a period starts or ends", () => {
    for (const day of contractTypes.flatMap(({ from, until }) => (until === null ? [from] : [from, until]))) {
      const codes = contractTypesOn(day).map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });
});

describe("needKindTerms", () => {
  it("carry the names a need stores", () => {
    expect(needKindTerms.map(({ name }) => name)).toEqual([...needKinds]);
    expect(new Set(words(needKindTerms)).size).toBe(words(needKindTerms).length);
  });

  it("are found by name or other wording", () => {
    expect(needKindOf("技改")).toBe("retrofit");
    expect(needKindOf("其他")).toBeUndefined();
  });
});

describe("trlBandOf", () => {
  it("covers the nine levels in three stages", () => {
    expect(trlLevels.map(({ level }) => trlBandOf(level))).toEqual([
      ...["初期", "初期", "初期"],
      ...["中期", "中期", "中期"],
      ...["成熟应用", "成熟应用", "成熟应用"],
    ]);
  });

  it.each([0, 10, 2.5, Number.NaN])("refuses %d", (level) => {
    expect(() => trlBandOf(level)).toThrow(RangeError);
  });
});
