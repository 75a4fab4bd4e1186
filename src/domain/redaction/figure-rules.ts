import { CHINESE_NUMERAL_CLASS, parseChineseNumeral } from "../../text/chinese-numerals.ts";
import type { Candidate } from "./finding.ts";
import { applyRules, type PatternRule } from "./pattern.ts";

const arabic = String.raw`(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?`;
const spoken = `[${CHINESE_NUMERAL_CLASS}点]{2,14}`;
const link = "(?:已|约|为|是|达|达到|达成|近|超|超过|突破|逾|实现|共|共计|仅|有|现有|的|:| ){0,3}";
const scale: Record<string, number> = { 十: 1e1, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };
const magnitudes: readonly [number, string][] = [
  [1e12, "数万亿"],
  [1e11, "数千亿"],
  [1e10, "数百亿"],
  [1e9, "数十亿"],
  [1e8, "数亿"],
  [1e7, "数千万"],
  [1e6, "数百万"],
  [1e5, "数十万"],
  [1e4, "数万"],
  [1e3, "数千"],
  [1e2, "数百"],
  [1e1, "数十"],
  [0, "数"],
];

/** Value of 3.27, 1,286 or 三点六亿 times a unit such as 千万. */
function amountOf(number: string, unit: string): number {
  const times = Array.from(unit).reduce((product, word) => product * scale[word]!, 1);
  if (/\d/.test(number)) return Number(number.replaceAll(",", "")) * times;
  const [whole = "", part = ""] = number.split("点");
  const behindPoint = Array.from(part).reduce((product, word) => product * (scale[word] ?? 1), 1);
  return (parseChineseNumeral(whole) ?? 0) * behindPoint * times;
}

function magnitudeOf(amount: number): string {
  return magnitudes.find(([least]) => amount >= least)![1];
}

/** Figures of one significant digit (3亿元, 300人) are round enough to stay. */
function isPrecise(number: string): boolean {
  const digits = /\d/.test(number)
    ? number.replace(/\D/g, "").replace(/^0+|0+$/g, "")
    : number.replace(/[十百千万亿点零〇拾佰仟]/g, "");
  return digits.length >= 2;
}

const group = (match: RegExpExecArray, name: string) => match.groups?.[name] ?? "";
const figure = (reason: string) => ({ kind: "figure", reason }) as const;
const preciseNumber = (match: RegExpExecArray) => isPrecise(group(match, "number"));

function tenths(match: RegExpExecArray): string {
  const number = group(match, "number").replace("百分之", "");
  const percent = /\d/.test(number) ? Number(number) : (parseChineseNumeral(number.split("点")[0]!) ?? 0);
  const tenth = Math.floor(percent / 10);
  const words = "〇一二三四五六七八九";
  const range =
    tenth < 1 ? "不足一成" : tenth >= 9 ? "九成以上" : `${words[tenth]}至${tenth === 8 ? "九" : words[tenth + 1]}成`;
  return `${group(match, "head")}${range}`;
}

function decade(match: RegExpExecArray): string {
  const year = group(match, "year");
  const digits = /\d/.test(year) ? year : String(parseChineseNumeral(year) ?? "");
  return `${digits.slice(0, 3)}0年代`;
}

const year = "(?<year>(?:18|19|20)\\d{2}|[一二][零〇一二三四五六七八九]{3})";
const founded = "成立|始建|创建|创办|创立|建厂|注册成立|组建|设立|改制";
const monthAndDay = "(?: ?\\d{1,2} ?月(?: ?\\d{1,2} ?日)?)?";
const rule = (pattern: string) => new RegExp(pattern, "dg");

const figures: PatternRule[] = [
  {
    ...figure("精确的经营数据可与公开年报、税务或统计数据对上"),
    pattern: rule(
      `(?<head>(?:全年|去年|上年|年)?(?:总?产值|销售(?:收入|总额|额)?|营业(?:总)?收入|营收|主营业务收入|净?利润(?:总额)?|纳税(?:总额|额)?|(?:上缴)?税收|缴税|出口(?:创汇|额)?|总资产|资产总额|固定资产|注册(?:资本|资金)|实缴资本)(?:总额)?${link})(?<number>${arabic}|${spoken})(?:余|多)? ?(?<unit>万亿|[千百十]亿|亿|[千百十]万|万)?(?: ?(?<currency>元|美元|欧元|港元|日元|人民币))`,
    ),
    accept: preciseNumber,
    replacement: (match) =>
      `${group(match, "head")}${magnitudeOf(amountOf(group(match, "number"), group(match, "unit")))}${group(match, "currency")}`,
  },
  {
    ...figure("市场份额与企业名称一同出现在行业报道中"),
    pattern: rule(
      `(?<head>(?:(?:市场|国内|全国|全省|全球)[^\\d,，。;；\\n]{0,6}(?:占有率|份额)|市占率|占(?:据)?(?:全国|国内|全省|全球|国际|世界|行业|中国)[^\\d,，。;；\\n百]{0,8})${link})(?<number>\\d{1,3}(?:\\.\\d{1,4})?(?= ?%)|百分之[${CHINESE_NUMERAL_CLASS}点]{1,8})(?: ?%)?`,
    ),
    replacement: tenths,
  },
  {
    ...figure("精确的人数可与社保、招聘等公开信息对上"),
    pattern: rule(
      `(?<head>(?:员工|职工|在职(?:员工|职工|人员)?|从业人员|研发人员|技术人员|科研人员)(?:总数|总人数|人数)?${link})(?<number>\\d{1,3}(?:,\\d{3})+|\\d{1,7})(?:余|多)? ?(?<unit>万)?(?<counter>人|名)`,
    ),
    accept: preciseNumber,
    replacement: (match) =>
      `${group(match, "head")}${magnitudeOf(amountOf(group(match, "number"), group(match, "unit")))}${group(match, "counter")}`,
  },
  {
    ...figure("精确的人数可与社保、招聘等公开信息对上"),
    pattern: /(?<number>\d{2,7})(?:余|多)? ?(?<counter>名|人)(?<tail>(?:在职)?(?:员工|职工)|研发人员|技术人员)/dg,
    accept: preciseNumber,
    replacement: (match) =>
      `${magnitudeOf(Number(group(match, "number")))}${group(match, "counter")}${group(match, "tail")}`,
  },
  {
    ...figure("成立年份可在企业登记信息中检索"),
    pattern: rule(`(?<head>(?:${founded}|注册)(?:时间|日期)?(?:于|在|为|是|:| ){0,3})${year} ?年(?!代)${monthAndDay}`),
    replacement: (match) => `${group(match, "head")}${decade(match)}`,
  },
  {
    ...figure("成立年份可在企业登记信息中检索"),
    pattern: rule(
      `${year} ?年(?!代)${monthAndDay}(?:正式|从国企|由国企|从集体企业)?(?<tail>${founded})(?!项目|课题|专班|小组|研发|团队|.{0,4}中心)`,
    ),
    replacement: (match) => `${decade(match)}${group(match, "tail")}`,
  },
  {
    ...figure("证券代码唯一对应一家上市公司"),
    pattern: /(?:股票|证券)代码[ :为是]{0,3}\d{6}(?!\d)/dg,
    replacement: "［证券代码］",
  },
];

const scope =
  "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|全国|国内|我国|中国|国际|全球|世界|亚洲|欧洲|全省|省内|我省|本省|全市|市内|我市|行业|业内|华东|华南|华北|华中|西南|西北|东北|长三角|珠三角";
const softer: readonly [RegExp, string][] = [
  [/唯一一家|唯一|独家/, "少数"],
  [/首家|首个|第一家|最早/, "较早"],
  [/规模最大|产量最大|最大/, "较大"],
  [/排名.+|第[一二三]位|首位/, "排名靠前"],
];
const claim = { kind: "claim", reason: "“唯一、首家、最大”一类说法往往只对应一家企业" } as const;

const claims: PatternRule[] = [
  {
    ...claim,
    pattern: rule(
      `(?<head>(?:${scope})(?:地区|范围|市场|同行业)?(?:内|中|上)?(?:的)?)(?<word>唯一一家|唯一|独家|首家|首个|第一家|最早|规模最大|产量最大|最大|排名(?:第 ?[一二三四五六七八九十\\d]{1,3}|前[一二三四五六七八九十\\d]{1,3})|第[一二三]位|首位)(?=[^。;；!?\\n]{0,24}(?:家|企业|厂|公司|商|基地|单位|生产|供应)|(?<=家))`,
    ),
    replacement: (match) => `${group(match, "head")}${softer.find(([word]) => word.test(group(match, "word")))![1]}`,
  },
  {
    ...claim,
    pattern: /(?:制造业)?单项冠军(?:示范企业|培育企业|企业|产品)?/dg,
    replacement: "行业重点企业",
  },
];

/** Exact business figures and claims of being the only or the largest one; technical values are left alone. */
export function findFigures(key: string): Candidate[] {
  return applyRules(key, [...figures, ...claims]);
}
