/** Technology readiness levels (技术成熟度) 1–9: grade names and what is proven at each.
 * Source: 青岛市科技计划项目技术成熟度立项评价工作规程 (青科资字〔2025〕2号), annex, grades 1–9 of 13. The nine-level scale
 * itself is GB/T 22900-2009, annex A. */
export const trlLevels = [
  { level: 1, name: "报告级", proof: "发现新现象、新问题、新需求并提出报告" },
  { level: 2, name: "方案级", proof: "提出满足需求或解决问题的技术方案" },
  { level: 3, name: "仿真级", proof: "核心技术概念模型仿真验证成功" },
  { level: 4, name: "功能级", proof: "实验室内关键功能指标测试达到预期目标" },
  { level: 5, name: "初样级", proof: "功能样品、图纸和工艺设计测试通过" },
  { level: 6, name: "正样级", proof: "功能样机演示测试合格、工艺验证可行" },
  { level: 7, name: "环境级", proof: "工程样机系统运行、例行环境试验合格" },
  { level: 8, name: "产品级", proof: "小批试产合格、生产条件完备、工艺成熟" },
  { level: 9, name: "系统级", proof: "实现大批量商业化生产，产品质量合格" },
] as const;

/** The three stages achievement lists use for the nine levels, with the first and last level of each. */
export const trlBands = [
  { name: "初期", first: 1, last: 3 },
  { name: "中期", first: 4, last: 6 },
  { name: "成熟应用", first: 7, last: 9 },
] as const;

export type TrlBand = (typeof trlBands)[number]["name"];

/** Stage of a readiness level.
 * @throws RangeError when `level` is not a whole number 1–9 */
export function trlBandOf(level: number): TrlBand {
  const band = trlBands.find(({ first, last }) => Number.isInteger(level) && first <= level && level <= last);
  if (band === undefined) throw new RangeError(`Not a readiness level: ${level}`);
  return band.name;
}
