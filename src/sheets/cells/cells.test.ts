import { describe, expect, it } from "vitest";
import { formatIndicator, parseIndicators } from "./indicators.ts";
import { readCount, readIpStatus, readNeedKind, readTrl, readYear, readYesNo } from "./read-level.ts";
import { printWanYuan, readMoney } from "./read-money.ts";
import { joinItems, splitKeywords, splitPhrases, splitTitles } from "./split-list.ts";

describe("splitPhrases", () => {
  it.each([
    ["压铸；模具;气孔、铝合金,良率，成本\n能耗", ["压铸", "模具", "气孔", "铝合金", "良率", "成本", "能耗"]],
    ["传感器（温度、压力）、控制[a,b]", ["传感器（温度、压力）", "控制[a,b]"]],
    ["1.轻合金；2.模流仿真", ["轻合金", "模流仿真"]],
    ["1、压铸 2、模具\n3、良率。", ["压铸", "模具", "良率"]],
    ["①压铸②模具", ["压铸", "模具"]],
    ["产能1,200吨、良率", ["产能1,200吨", "良率"]],
    ["没有闭合（的括号、照样分开", ["没有闭合（的括号", "照样分开"]],
    ['"甲、乙"、丙', ["甲、乙", "丙"]],
    ['"他说""好"""；丙', ['他说"好"', "丙"]],
    ['5" 管、丙', ['5" 管', "丙"]],
    ["；、 ,", []],
    ["", []],
  ])("splits %j", (text, items) => {
    expect(splitPhrases(text)).toEqual(items);
  });
});

describe("splitKeywords", () => {
  it("parts Chinese words by spaces, keeps English phrases whole", () => {
    expect(splitKeywords("压铸 铝合金　气孔")).toEqual(["压铸", "铝合金", "气孔"]);
    expect(splitKeywords("deep learning")).toEqual(["deep learning"]);
    expect(splitKeywords("深度学习 deep")).toEqual(["深度学习 deep"]);
  });
});

describe("splitTitles", () => {
  it("splits on lines and semicolons only", () => {
    expect(splitTitles("铝、镁合金, 进展\n气孔机理；模具设计")).toEqual(["铝、镁合金, 进展", "气孔机理", "模具设计"]);
  });
});

describe("joinItems", () => {
  it("quotes only where reading would change the items", () => {
    expect(joinItems(["甲", "乙"], "；", splitPhrases)).toBe("甲；乙");
    expect(joinItems(["甲、乙", "丙"], "；", splitPhrases)).toBe('"甲、乙"；"丙"');
  });
});

describe("readTrl", () => {
  it.each([
    ["6", 6],
    ["TRL6", 6],
    ["TRL 6级", 6],
    ["第六级", 6],
    ["6级（中试）", 6],
    ["８", 8],
    ["已达到TRL7", 7],
    ["小试", 4],
    ["实验室阶段", 4],
    ["样机", 6],
    ["工程样机", 7],
    ["样品", 5],
    ["尚未产业化", null],
    ["中试", 6],
    ["示范应用", 7],
    ["小批量生产", 8],
    ["已产业化", 9],
    ["成熟", null],
    ["4-6", null],
    ["0", null],
    ["10", null],
    ["TRL4~TRL6", null],
    ["", null],
  ])("reads %j as %j", (text, level) => {
    expect(readTrl(text)).toBe(level);
  });
});

describe("closed lists", () => {
  it("know usual wordings", () => {
    expect(["已授权", "授权发明专利3项", "实审中", "未授权", "无", "专有技术", "未知"].map(readIpStatus)).toEqual([
      "已授权",
      "已授权",
      "申请中",
      "申请中",
      "无",
      "技术秘密",
      null,
    ]);
    expect(["技术攻关", "新产品开发", "工艺改进", "配套", "人才"].map(readNeedKind)).toEqual([
      "技术研发",
      "产品研发",
      "技术改造",
      "技术配套",
      null,
    ]);
    expect(["是", "否", "√", "不可", "也许"].map(readYesNo)).toEqual([true, false, true, false, null]);
    expect(["3", "约3项", "3.0", "-1", "若干"].map(readCount)).toEqual([3, 3, 3, null, null]);
    expect(["2025", "2025年6月", "1900", "25"].map(readYear)).toEqual([2025, 2025, null, null]);
  });
});

describe("readMoney", () => {
  it("is exact to the 分 both ways", () => {
    for (const fen of [0, 1, 12_345, 50_000_000, 9_007_199_254_740_991])
      expect(readMoney(printWanYuan(fen), "万元").fen).toBe(fen);
  });

  it("applies the header's unit only to figures without their own", () => {
    expect([
      readMoney("80（含税）", "万元").fen,
      readMoney("80元", "万元").fen,
      readMoney("2", "亿元").fen,
      readMoney("50-80", "千元").fen,
    ]).toEqual([80_000_000, 8_000, 20_000_000_000, 8_000_000]);
  });
});

describe("indicators", () => {
  it("reads targets as people write them", () => {
    expect(parseIndicators("1、附着力≥5MPa（现状3）；2、温升 不超过 40 ℃\n耐盐雾 1,000 h 以上\n外观良好")).toEqual([
      { name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: 3 },
      { name: "温升", operator: "≤", value: 40, unit: "℃", currentValue: null },
      { name: "耐盐雾 1,000 h 以上", operator: "=", value: null, unit: "", currentValue: null },
      { name: "外观良好", operator: "=", value: null, unit: "", currentValue: null },
    ]);
  });

  it("writes the plain form where it reads back, else the exact one", () => {
    expect(formatIndicator({ name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: 3 })).toBe(
      "附着力 ≥ 5 MPa（现状 3）",
    );
    expect(formatIndicator({ name: "a=1；b", operator: "≥", value: 5, unit: "", currentValue: null })).toBe(
      "a=1%EF%BC%9Bb|≥|5||",
    );
  });
});
