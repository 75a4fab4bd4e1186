import type { AchievementContent } from "../achievement/achievement.ts";
import type { ExpertContent } from "../expert/expert.ts";
import type { NeedContent } from "../need/need.ts";
import { type Block, listedUnder, saidUnder, stated } from "./paper.ts";
import type { PaperWords } from "./words.ts";

/** Works printed of one profile: a book is read at a table, the rest stands on the profile's page. */
const worksPrinted = 8;

/** A need as far as its content was disclosed: facts, its author's words, indicators. */
export function needBlocks(need: NeedContent, words: PaperWords): Block[] {
  const facts = stated([
    ["需求单位", need.organizationName],
    ["所在地区", words.region(need.regionCode, need.regionText)],
    ["需求类型", need.kind],
    ["技术领域", need.field === null ? null : words.field(need.field)],
    ["行业", need.industry === null ? null : words.industry(need.industry)],
    ["学科", need.discipline === null ? null : words.discipline(need.discipline)],
    ["需求层级", need.tier],
    ["预算", words.money(need.budgetFen, need.budgetNegotiable)],
    ["截止日期", need.deadline === null ? null : words.day(need.deadline)],
    ["合作方式", need.cooperationModes.join("、")],
    ["期望成熟度", need.wantedTrl === null ? null : words.trl(need.wantedTrl)],
    ["意向合作方", need.intendedPartner],
    ["关键词", need.keywords.join("、")],
  ]);
  return [
    ...(facts.length === 0 ? [] : [{ kind: "facts", rows: facts } as const]),
    ...saidUnder("需求描述", need.description),
    ...saidUnder("要解决的问题", need.problem === need.description ? "" : need.problem),
    ...saidUnder("关键技术", need.keyTechnology),
    ...saidUnder("预期目标", need.target),
    ...indicatorTable(need.indicators),
  ];
}

function indicatorTable(indicators: NeedContent["indicators"]): Block[] {
  if (indicators.length === 0) return [];
  const columns = [
    { header: "技术指标", share: 40 },
    { header: "要求", share: 30 },
    { header: "目前水平", share: 30 },
  ];
  const rows = indicators.map(({ name, operator, value, unit, currentValue }) => [
    name,
    value === null ? unit || "未写明" : `${operator} ${value} ${unit}`,
    currentValue === null ? "未写明" : `${currentValue} ${unit}`,
  ]);
  return [{ kind: "table", columns, rows }];
}

/** An expert's profile. Neither contact nor declared conflicts: those are for the bureau's own pages. */
export function expertBlocks(expert: ExpertContent, words: PaperWords): Block[] {
  const { cooperationCount, successCount } = expert;
  const landed = successCount === null ? "" : `，落地 ${successCount} 次`;
  const facts = stated([
    ["单位", expert.organizationName],
    ["部门", expert.department],
    ["职称", expert.title],
    ["所在地区", words.region(expert.regionCode, expert.regionText)],
    ["技术领域", expert.fields.map(words.field).join("；")],
    ["学科", expert.disciplines.map(words.discipline).join("；")],
    ["合作方式", expert.cooperationModes.join("、")],
    ["合作经历", cooperationCount === null ? null : `合作 ${cooperationCount} 次${landed}`],
    ["关键词", expert.keywords.join("、")],
  ]);
  return [
    ...(facts.length === 0 ? [] : [{ kind: "facts", rows: facts } as const]),
    ...listedUnder("研究方向", expert.researchDirections, worksPrinted),
    ...saidUnder("简介", expert.bio),
    ...listedUnder("项目", expert.projects, worksPrinted),
    ...listedUnder("论文", expert.papers, worksPrinted),
    ...listedUnder("专利", expert.patents, worksPrinted),
  ];
}

/** An achievement as its holder states it. */
export function achievementBlocks(achievement: AchievementContent, words: PaperWords): Block[] {
  const facts = stated([
    ["成果单位", achievement.organizationName],
    ["完成人", achievement.owners.join("、")],
    ["所在地区", words.region(achievement.regionCode, achievement.regionText)],
    ["技术领域", achievement.field === null ? null : words.field(achievement.field)],
    ["技术成熟度", achievement.trl === null ? null : words.trl(achievement.trl)],
    ["所处阶段", achievement.stage],
    ["知识产权", achievement.ipStatus],
    ["转化方式", achievement.transferModes.join("、")],
    ["价格", words.money(achievement.priceFen, achievement.priceNegotiable)],
    ["关键词", achievement.keywords.join("、")],
  ]);
  return [
    ...(facts.length === 0 ? [] : [{ kind: "facts", rows: facts } as const]),
    ...saidUnder("成果简介", achievement.abstract),
    ...saidUnder("应用场景", achievement.applications),
    ...saidUnder("证明材料", achievement.evidence),
    ...listedUnder("专利", achievement.patents, worksPrinted),
  ];
}
