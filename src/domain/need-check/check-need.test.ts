import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NeedContent, needContent } from "../need/need.ts";
import { checkNeed } from "./check-need.ts";

const facts = { today: "2026-05-01", hasContact: true };
const need = (content: Partial<NeedContent>) => needContent.parse({ title: "铝合金壳体耐盐雾涂层", ...content });
const found = (content: Partial<NeedContent>, hasContact: boolean | null = true) =>
  checkNeed(need(content), { ...facts, hasContact }).findings.map((finding) => `${finding.field}: ${finding.found}`);

const whole = need({
  description:
    "汽车电机的铝合金壳体喷涂后，盐雾试验 500 小时起泡，客户要求 1000 小时不起泡。换过两种环氧底漆，附着力仍只有 3 MPa。" +
    "怀疑是前处理的转化膜不匀，也可能是底漆与铝的热膨胀相差太大。希望找到适合小批量生产的前处理和底漆配方，不增加一道烘烤，" +
    "单件成本不超过 12 元，并能在现有的喷涂线上使用。",
  indicators: [{ name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: 3 }],
  keywords: ["耐蚀涂层", "附着力", "盐雾"],
  budgetFen: 50_000_000,
  deadline: "2026-12-31",
  field: "40301",
  regionCode: "330382",
  cooperationModes: ["委托开发"],
});

describe("checkNeed", () => {
  it("has nothing to say of a need that says all, and gives it 100", () => {
    expect(checkNeed(whole, facts)).toEqual({ score: 100, findings: [] });
  });

  it("names the gaps of a title alone, the weightiest first", () => {
    const { score, findings } = checkNeed(need({}), { ...facts, hasContact: false });
    expect(score).toBe(8);
    expect(findings.map(({ field, severity }) => `${severity} ${field}`)).toEqual([
      "important indicators",
      "important description",
      "important description",
      "advice budget",
      "advice field",
      "advice deadline",
      "advice region",
      "advice keywords",
      "advice contactName",
      "hint cooperationModes",
    ]);
  });

  it("quotes verbs without a figure and lets those with one alone", () => {
    const vague = "希望提高生产效率，降低能耗。把不良率由 5% 降低到 2% 以下。优化工艺";
    expect(found({ description: vague }).filter((each) => each.includes("没有数字"))).toEqual([
      "description: “提高生产效率”没有数字",
      "description: “降低能耗”没有数字",
      "description: “优化工艺”没有数字",
    ]);
    expect(found({ ...whole, description: vague }).filter((each) => each.includes("没有数字"))).toEqual([]);
  });

  it("says of an indicator what it lacks", () => {
    const indicators: NeedContent["indicators"] = [
      { name: "附着力", operator: "≥", value: null, unit: "", currentValue: null },
      { name: "厚度", operator: "=", value: 20, unit: "μm", currentValue: 30 },
    ];
    expect(found({ indicators })).toContain("indicators.0: 指标“附着力”没有要求值、单位");
    expect(found({ indicators }).filter((each) => each.includes("目前水平"))).toEqual([]);
  });

  it("quotes masks, wrong decoding and a day that is past", () => {
    expect(found({ description: "合格率由 xx.x% 提到 99%" })).toEqual(
      expect.arrayContaining([expect.stringContaining("xx.x")]),
    );
    const broken = "鎶€鏈渶姹傦細闄嶄綆鎴愭湰锛屾彁楂樿川閲忋€";
    expect(found({ description: broken })).toEqual(expect.arrayContaining([expect.stringContaining("有乱码")]));
    expect(found({ deadline: "2026-04-30" })).toContain("deadline: 截止日期 2026-04-30 已过");
    expect(found({ deadline: "2026-05-01" }).filter((each) => each.startsWith("deadline"))).toEqual([]);
  });

  it("tells a work report from a need, and counts it for nothing", () => {
    const report =
      "全县科技工作深入贯彻落实上级部署，大力实施创新驱动战略，新增高新技术企业 12 家，超额完成考核任务。" +
      "下一步工作思路：进一步完善服务体系，全面推进企业研发机构建设，营造良好氛围。";
    const { score, findings } = checkNeed(need({ description: report }), facts);
    expect(findings[0]).toMatchObject({ field: "indicators" });
    expect(findings.find(({ found }) => found.startsWith("像工作报告而非技术需求"))?.found).toContain("大力实施");
    expect(score).toBe(8);
    expect(found({ description: whole.description }).some((each) => each.includes("工作报告"))).toBe(false);
  });

  it("says of a contact only what it was told", () => {
    expect(found({}, null).some((each) => each.startsWith("contact"))).toBe(false);
    expect(found({}, false)).toContain("contactName: 没有联系人");
  });

  it("never gives less for a box filled in, whatever stands in it", () => {
    const words = fc.constantFrom(
      whole.description,
      "提高质量",
      "全县深入贯彻落实考核任务，超额完成，大力发展产业集群",
      "鎶€鏈渶姹傦細闄嶄綆鎴愭湰锛屾彁楂樿川閲忋€",
      "xx.x%",
      "短",
    );
    const anyText = fc.oneof(words, fc.string({ maxLength: 80 }));
    const anyNeed = fc.record({
      title: fc.oneof(
        fc.constant("短"),
        anyText.map((text) => text.slice(0, 80)),
      ),
      description: anyText,
      problem: anyText,
      keyTechnology: anyText,
      target: anyText,
      indicators: fc.array(
        fc.record({
          name: fc.constantFrom("", "附着力"),
          operator: fc.constantFrom("≥" as const, "=" as const),
          value: fc.option(fc.integer()),
          unit: fc.constantFrom("", "MPa"),
          currentValue: fc.option(fc.integer()),
        }),
        { maxLength: 3 },
      ),
      keywords: fc.array(fc.constantFrom("涂层", "盐雾", "附着力", "底漆"), { maxLength: 4 }),
      deadline: fc.option(fc.constantFrom("2020-01-01", "2027-01-01")),
      budgetFen: fc.option(fc.nat()),
      budgetNegotiable: fc.boolean(),
      field: fc.option(fc.constant("40301")),
      regionCode: fc.option(fc.constant("330382")),
      regionText: fc.constantFrom("", "温州"),
      cooperationModes: fc.array(fc.constant("委托开发"), { maxLength: 1 }),
    });
    const nothing = { ...needContent.parse({ title: "无" }), title: "" };
    fc.assert(
      fc.property(anyNeed, (filled) => {
        const content = { ...nothing, ...filled };
        const { score } = checkNeed(content, facts);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        for (const box of Object.keys(filled) as (keyof typeof filled)[]) {
          const without = checkNeed({ ...content, [box]: nothing[box] }, facts);
          expect([box, without.score <= score]).toEqual([box, true]);
        }
        filled.indicators.forEach((_, row) => {
          const fewer = filled.indicators.filter((_row, at) => at !== row);
          expect(checkNeed({ ...content, indicators: fewer }, facts).score).toBeLessThanOrEqual(score);
        });
      }),
      { numRuns: 300 },
    );
  });
});
