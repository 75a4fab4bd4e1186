import type { EntityKind } from "../domain/shared/entity.ts";
import type { ContentOf } from "../domain/shared/record-content.ts";
import { parseIndicators } from "./cells/indicators.ts";
import {
  readCount,
  readIpStatus,
  readNeedKind,
  readNeedTier,
  readTrl,
  readYear,
  readYesNo,
} from "./cells/read-level.ts";
import { splitKeywords, splitPhrases, splitTitles } from "./cells/split-list.ts";
import type { RowReader } from "./row-reader.ts";
import { cutText, quoteHead } from "./table.ts";

/** Turns names as people write them into codes; each also accepts a code of its own list. null = not known. */
export interface Resolvers {
  /** 国家重点支持的高新技术领域. */
  field(text: string): string | null;
  /** GB/T 4754. */
  industry(text: string): string | null;
  /** GB/T 13745. */
  discipline(text: string): string | null;
  /** GB/T 2260, six digits. */
  region(text: string): string | null;
}

type Draft<K extends EntityKind> = { [P in keyof ContentOf[K]]: unknown };

/** Reads the content columns of one row; the result still has to pass the kind's zod schema. */
export const contentReaders: { [K in EntityKind]: (reader: RowReader, resolvers: Resolvers) => Draft<K> } = {
  need: readNeed,
  expert: readExpert,
  achievement: readAchievement,
};

function readNeed(reader: RowReader, resolvers: Resolvers): Draft<"need"> {
  const { title, overflow } = readTitle(reader, "title", 80, "需求描述");
  const description = withOverflow(overflow, reader, "description");
  const hasParts = reader.has("problem") || reader.has("keyTechnology") || reader.has("target");
  // One long description and no columns for its parts: it is the problem (问题).
  const problem = hasParts ? reader.text("problem", 5_000) : cutText(description, 5_000);
  warnSeveralNeeds(reader, title, description);
  const budget = reader.money("budget");
  const negotiable = reader.value("budgetNegotiable", readYesNo, "是 或 否");
  return {
    title,
    description,
    kind: reader.value("kind", readNeedKind, "技术研发、产品研发、技术改造、技术配套之一"),
    problem,
    keyTechnology: reader.text("keyTechnology", 5_000),
    target: reader.text("target", 5_000),
    indicators: readIndicators(reader),
    keywords: reader.list("keywords", splitKeywords, 20, 40),
    deadline: reader.day("deadline"),
    budgetFen: budget.fen,
    budgetNegotiable: negotiable ?? budget.negotiable,
    cooperationModes: reader.list("cooperationModes", splitPhrases, 12, 30),
    intendedPartner: reader.text("intendedPartner", 200),
    field: reader.value("field", resolvers.field, "国家重点支持的高新技术领域名称"),
    industry: reader.value("industry", resolvers.industry, "国民经济行业分类（GB/T 4754）的名称或代码"),
    discipline: reader.value("discipline", resolvers.discipline, "学科分类与代码（GB/T 13745）的名称或代码"),
    tier: reader.value("tier", readNeedTier, "企业、区域共性、国家战略之一"),
    wantedTrl: reader.value("wantedTrl", readTrl, "1–9 级，如 6 或 TRL6"),
    organizationName: reader.text("organizationName", 120),
    ...readRegion(reader, resolvers),
  };
}

function readExpert(reader: RowReader, resolvers: Resolvers): Draft<"expert"> {
  const { title: name, overflow } = readTitle(reader, "name", 60, "个人简介");
  return {
    name,
    organizationName: reader.text("organizationName", 120),
    department: reader.text("department", 120),
    title: reader.text("title", 40),
    researchDirections: reader.list("researchDirections", splitPhrases, 50, 400),
    bio: withOverflow(overflow, reader, "bio"),
    keywords: reader.list("keywords", splitKeywords, 50, 60),
    projects: reader.list("projects", splitTitles, 200, 1_000),
    papers: reader.list("papers", splitTitles, 500, 4_000),
    patents: reader.list("patents", splitTitles, 500, 4_000),
    fields: readCodes(reader, "fields", resolvers.field, "国家重点支持的高新技术领域名称"),
    disciplines: readCodes(reader, "disciplines", resolvers.discipline, "学科分类与代码（GB/T 13745）的名称或代码"),
    cooperationModes: reader.list("cooperationModes", splitPhrases, 12, 30),
    maxMeetingsPerYear: reader.value("maxMeetingsPerYear", (text) => atMost(readCount(text), 366), "0–366 的整数"),
    ...readTrackRecord(reader),
    available: reader.value("available", readYesNo, "是 或 否"),
    conflicts: reader.list("conflicts", splitPhrases, 100, 120),
    ...readRegion(reader, resolvers),
  };
}

function readAchievement(reader: RowReader, resolvers: Resolvers): Draft<"achievement"> {
  const { title, overflow } = readTitle(reader, "title", 200, "成果简介");
  const price = reader.money("price");
  const negotiable = reader.value("priceNegotiable", readYesNo, "是 或 否");
  const stage = reader.text("stage", 40);
  const trl = reader.value("trl", readTrl, "1–9 级，如 6 或 TRL6");
  return {
    title,
    abstract: withOverflow(overflow, reader, "abstract"),
    keywords: reader.list("keywords", splitKeywords, 50, 60),
    field: reader.value("field", resolvers.field, "国家重点支持的高新技术领域名称"),
    trl,
    ipStatus: reader.value("ipStatus", readIpStatus, "无、申请中、已授权、失效、技术秘密之一"),
    patents: reader.list("patents", splitTitles, 200, 1_000),
    organizationName: reader.text("organizationName", 120),
    owners: reader.list("owners", splitPhrases, 30, 120),
    transferModes: reader.list("transferModes", splitPhrases, 12, 30),
    priceFen: price.fen,
    priceNegotiable: negotiable ?? price.negotiable,
    // A stage word in the TRL column (中试) is also the stage, where no column says it.
    stage: reader.has("stage") ? stage : stageWord(reader.full("trl")),
    applications: reader.text("applications", 5_000),
    evidence: reader.text("evidence", 5_000),
    ...readTrackRecord(reader),
    ...readRegion(reader, resolvers),
  };
}

/** A title within `max`; a longer one is cut to its first sentence and goes whole into the long text. */
function readTitle(
  reader: RowReader,
  key: string,
  max: number,
  longColumn: string,
): { title: string; overflow: string } {
  const whole = reader.full(key);
  if (whole.length <= max) return { title: whole, overflow: "" };
  const sentence = /^[^。！？!?；;\n]+/.exec(whole)?.[0] ?? whole;
  const clause = sentence.length > max ? (/^.*(?=[，,、])/.exec(sentence.slice(0, max))?.[0] ?? sentence) : sentence;
  const title = cutText(clause.length >= 4 ? clause : whole, max).trim();
  reader.warn(
    key,
    "title_too_long",
    `${whole.length} 字，名称取“${quoteHead(title, 20)}”，全文放入${longColumn}`,
    `不超过 ${max} 字`,
    "请把名称改短，其余内容写入描述。",
  );
  return { title, overflow: whole };
}

function withOverflow(overflow: string, reader: RowReader, key: string): string {
  const long = reader.text(key, 20_000);
  if (overflow === "" || long.includes(overflow)) return long;
  return cutText(long === "" ? overflow : `${overflow}\n${long}`, 20_000);
}

function readIndicators(reader: RowReader) {
  const targets = parseIndicators(reader.full("indicators"));
  if (targets.length > 50)
    reader.warn(
      "indicators",
      "too_many_items",
      `${targets.length} 项，只取前 50 项`,
      "不超过 50 项",
      "请保留最重要的指标；原文已保留。",
    );
  const long = targets.some((target) => target.name.length > 80 || target.unit.length > 20);
  if (long)
    reader.warn(
      "indicators",
      "item_too_long",
      "有指标过长，已截短",
      "每行一项，如：气孔率 ≤ 2 %",
      "请每行只写一项指标；原文已保留。",
    );
  return targets
    .slice(0, 50)
    .map((target) => ({ ...target, name: cutText(target.name, 80), unit: cutText(target.unit, 20) }));
}

function readCodes(
  reader: RowReader,
  key: string,
  resolve: (text: string) => string | null,
  expected: string,
): string[] {
  const names = reader.list(key, splitPhrases, 100, 200);
  const unknown = names.filter((name) => resolve(name) === null);
  if (unknown.length > 0)
    reader.warn(
      key,
      "unknown_value",
      `“${quoteHead(unknown.join("、"))}”无法识别，按未知处理`,
      expected,
      `请改为${expected}，或留空。`,
    );
  const codes = [...new Set(names.map(resolve).filter((code) => code !== null))];
  if (codes.length > 8)
    reader.warn(key, "too_many_items", `${codes.length} 项，只取前 8 项`, "不超过 8 项", "请保留最主要的几项。");
  return codes.slice(0, 8);
}

/** Region text stays as written; the code column decides the code, else the text does. */
function readRegion(reader: RowReader, resolvers: Resolvers): { regionCode: string | null; regionText: string } {
  const regionText = reader.text("region", 80);
  const stated = reader.value("regionCode", (text) => (/^\d{6}$/.test(text) ? text : null), "六位数字代码");
  const resolved = regionText === "" ? null : resolvers.region(regionText);
  if (stated !== null && resolved !== null && stated.slice(0, 2) !== resolved.slice(0, 2)) {
    reader.warn(
      "regionCode",
      "region_conflict",
      `代码 ${stated} 与“${quoteHead(regionText, 20)}”不一致，按代码处理`,
      "一致的地区和代码",
      "请改正其中一个。",
    );
  }
  return { regionCode: stated ?? resolved, regionText };
}

function readTrackRecord(reader: RowReader) {
  return {
    cooperationCount: reader.value("cooperationCount", readCount, "整数"),
    successCount: reader.value("successCount", readCount, "整数"),
    lastActiveYear: reader.value("lastActiveYear", readYear, "四位年份"),
  };
}

function warnSeveralNeeds(reader: RowReader, title: string, description: string): void {
  const key = countNumbered(title) >= 2 ? "title" : countNumbered(description) >= 3 ? "description" : null;
  if (key === null || !reader.has(key)) return;
  reader.warn(
    key,
    "several_needs",
    "一个单元格里可能写了多项需求，按一项处理",
    "一行一项需求",
    "如确为多项，请拆成多行，每行一项，匹配更准确。",
  );
}

/** How far 1、2、3、… (or 一、二、三、…) count up at the starts of lines or sentences. */
function countNumbered(text: string): number {
  const chinese = "一二三四五六七八九";
  let expected = 1;
  for (const match of text.matchAll(/(?:^|[\s。；;，,])[（(]?(\d|[一二三四五六七八九])[)）、.．](?!\d)/g)) {
    const said = match[1]!;
    const number = chinese.includes(said) ? chinese.indexOf(said) + 1 : Number(said);
    if (number === expected) expected += 1;
  }
  return expected - 1;
}

function atMost(count: number | null, max: number): number | null {
  return count !== null && count <= max ? count : null;
}

function stageWord(text: string): string {
  return /\d/.test(text) ? "" : cutText(text, 40).trim();
}
