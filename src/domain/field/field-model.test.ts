import { describe, expect, it } from "vitest";
import { parseCodeList } from "../taxonomy/code-list.ts";
import { type FieldGuess, likeliest } from "./field-guess.ts";
import { type FieldExample, learnFields } from "./field-model.ts";
import { fieldSeeds } from "./field-seeds.ts";
import { suggestedFields } from "./suggested-fields.ts";

const codes = parseCodeList(
  [
    "code\tparentCode\tname",
    "40\t\t新材料",
    "401\t40\t金属材料",
    "402\t40\t陶瓷材料",
    "70\t\t资源与环境",
    "701\t70\t水污染控制",
    "70101\t701\t城镇污水处理",
    "50\t\t高技术服务",
  ].join("\n"),
);
const typical = "code\tterms\n401\t合金|钢材|连铸\n402\t陶瓷|烧结\n701\t废水|污泥\n50\t咨询|物流\n";
const seeds = fieldSeeds(codes, typical, [{ code: "70", words: ["蓝藻", "富营养化"] }]);
const sum = ({ chances }: FieldGuess["fields"]) => chances.reduce((all, chance) => all + chance, 0);

describe("learnFields", () => {
  it("guesses field and second level from the list's names and typical words", () => {
    const model = learnFields(codes, seeds, []);
    const guess = model.guess("铝合金连铸坯表面裂纹")!;
    expect(likeliest(guess.fields, 1)[0]).toMatchObject({ code: "40", name: "新材料" });
    expect(likeliest(guess.groups, 1)[0]).toMatchObject({ code: "401", name: "金属材料" });
    expect(likeliest(model.guess("湖面蓝藻暴发")!.fields, 1)[0]!.code).toBe("70");
  });

  it("gives chances that sum to 1, a field's shared out among its second levels", () => {
    const { fields, groups } = learnFields(codes, seeds, []).guess("氧化铝陶瓷烧结")!;
    expect(sum(fields)).toBeCloseTo(1, 12);
    expect(groups.items.map(({ code }) => code)).toEqual(["401", "402", "701"]);
    expect(groups.chances[0]! + groups.chances[1]!).toBeCloseTo(fields.chances[0]!, 12);
  });

  it("learns from texts declared at any level and leaves out codes it does not know", () => {
    const text = "离心机转鼓跳动";
    expect(learnFields(codes, seeds, []).guess(text)).toBeNull();
    const examples: FieldExample[] = [
      { code: "70101", text },
      { code: "70", text },
      { code: "99", text: "量子计算" },
    ];
    const taught = learnFields(codes, seeds, examples);
    expect(likeliest(taught.guess(text)!.fields, 1)[0]!.code).toBe("70");
    expect(taught.guess("量子计算")).toBeNull();
  });

  it("says nothing of a text without words it knows", () => {
    const model = learnFields(codes, seeds, []);
    for (const text of ["", "12.5", "我们", "？"]) expect(model.guess(text), text).toBeNull();
    expect(learnFields(parseCodeList("code\tparentCode\tname"), [], []).guess("废水")).toBeNull();
  });
});

describe("suggestedFields", () => {
  const guess = (fields: readonly number[], groups: readonly number[]): FieldGuess => {
    const items = (...list: string[]) => list.map((code) => ({ code, name: `名${code}` }));
    return {
      fields: { items: items("40", "70", "50"), chances: Float64Array.from(fields) },
      groups: { items: items("401", "402", "701"), chances: Float64Array.from(groups) },
    };
  };
  const told = (...of: Parameters<typeof guess>) => suggestedFields(guess(...of)).map(({ code }) => code);

  it("tells the field, its second level where that is clear, and a near runner-up", () => {
    expect(told([0.6, 0.15, 0.25], [0.3, 0.3, 0.15])).toEqual(["40", "50"]);
    expect(told([0.85, 0.1, 0.05], [0.5, 0.35, 0.1])).toEqual(["401"]);
    expect(told([0.55, 0.45, 0], [0.3, 0.25, 0.45])).toEqual(["40", "70"]);
  });

  it("tells nothing where it is unsure", () => {
    expect(told([0.44, 0.43, 0.13], [0.42, 0.02, 0.43])).toEqual([]);
    expect(suggestedFields(null)).toEqual([]);
  });
});

describe("fieldSeeds", () => {
  it("names the row whose code is unknown or that has no words", () => {
    expect(() => fieldSeeds(codes, "code\tterms\n401\t钢\n999\t水\n", [])).toThrow(/row 3.*999/);
    expect(() => fieldSeeds(codes, "code\tterms\n401\t\n", [])).toThrow(/row 2/);
  });
});
