import { CHINESE_NUMERAL_CLASS, parseChineseNumeral } from "./chinese-numerals.ts";
import { type NormalisedText, normalise } from "./normalise.ts";

type QuantityOperator = "=" | ">=" | ">" | "<=" | "<" | "~" | "range";

export interface Quantity {
  /** The figure with 万 and 亿 multiplied out; null for a range and where it is masked. */
  value: number | null;
  /** Bounds of the values meant; null = open or unknown. Both equal `value` for `=` and `~`. */
  min: number | null;
  max: number | null;
  operator: QuantityOperator;
  /** Unit as a search key (`mg/l`, `元`, `%`, `吨`), "" without one. 50万元 is 500,000 元. */
  unit: string;
  /** The figure is blotted out (xx.xx亿元): unknown, never 0. */
  masked: boolean;
  /** Range in the raw text, UTF-16 units, end exclusive; from the operator to the unit. */
  start: number;
  end: number;
}

const ARABIC = "\\d{1,3}(?:,\\d{3})+(?![\\d,])(?:\\.\\d{1,12})?|\\d{1,16}(?:\\.\\d{1,12})?";
const CHINESE = `(?:百分之)?[${CHINESE_NUMERAL_CLASS}]{1,16}`;
const MASKED =
  "\\d{0,4}[x×*]{2,20}(?:\\.[x×*]{1,20})?(?![a-z])|\\d{0,4}[x×*]\\.[x×*]{1,20}(?![a-z])|[x×*](?=[家个项位人次年月日亿万元件名所条期批%])";
/** 千瓦, 千克, 千米 and 百分 are units or words, not multiples. */
const TIMES = "万亿|千万|百万|十万|亿|万|千(?![瓦克米帕伏卡])|百(?!分)";
/** Longer before shorter. */
const CHINESE_UNIT =
  "美元|欧元|元|平方米|立方米|平方公里|公顷|亩|吨|公斤|千克|毫克|微克|克|毫米|厘米|分米|微米|纳米|公里|千米|米|毫升|立方|升|小时|分钟|秒|个月|年|" +
  "月|天|日|周|摄氏度|度|千瓦时|千瓦|兆瓦|瓦|伏|安|赫兹|千帕|帕|倍|人次|人|名|家|项|个|件|台|套|次|种|条|批|位|株|头|支|座|户|所";
const UNIT = `(?:[%‰]|[a-zμω°][a-zμω°]{0,4}[23]?(?![a-z\\d])|${CHINESE_UNIT})(?:[/·](?:[a-zμω]{1,4}[23]?(?![a-z\\d])|${CHINESE_UNIT})){0,2}`;
const FIGURE = new RegExp(
  `(?<![a-z\\d.])(?:(?<masked>${MASKED})|(?<arabic>${ARABIC})|(?<chinese>${CHINESE}))(?<times>${TIMES})?(?: ?(?<unit>${UNIT}))?`,
  "gu",
);

const BEFORE = new Map<string, QuantityOperator>([
  ...operators(">=", "≥ ≧ >= ⩾ 不低于 不少于 不小于 不得低于 不得少于 大于等于 大于或等于 至少 最少 最低"),
  ...operators("<=", "≤ ≦ <= ⩽ 不高于 不超过 不大于 不多于 不得高于 不得超过 小于等于 小于或等于 至多 最多 最高"),
  ...operators(">", "> 大于 高于 超过 多于 超"),
  ...operators("<", "< 小于 低于 少于 不足 不到"),
  ...operators("~", "~ 约 大约 近 将近"),
]);
const AFTER = new Map<string, QuantityOperator>([
  ...operators(">=", "以上 及以上 起"),
  ...operators("<=", "以下 及以下 以内 之内"),
  ...operators("~", "左右 上下"),
]);
/** The longest operator has 5 characters. */
const OPERATOR_CHARS = 5;

function operators(operator: QuantityOperator, words: string): [string, QuantityOperator][] {
  return words.split(" ").map((word) => [word, operator]);
}

/** Not quantities though made of figures: days, phone numbers, ordinals. */
const NOT_QUANTITY =
  /(?<!\d)(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{3,4}-\d{7,8}|\d{3}-\d{4}-\d{4}|1[3-9]\d{9})(?!\d)|第 ?[\d零〇一二三四五六七八九十百]{1,8}/g;

/** One figure with its unit, in search-key offsets. */
interface Figure {
  start: number;
  end: number;
  /** null = masked. */
  value: number | null;
  unit: string;
  /** 1 without 万, 亿 … */
  times: number;
}

/**
 * The figures of a text in reading order: `５０万元`, `1,200`, `1.2億`, `五十万`, `30-50万`, `≥50`, `0.1mg/L`, `xx.xx亿元`. A number in
 * Chinese characters counts only where it reads as one (五十万, 三吨; not 统一, 三维, 一种). Days, phone numbers and ordinals are left out.
 */
export function readQuantities(text: string | NormalisedText): Quantity[] {
  const source = typeof text === "string" ? normalise(text) : text;
  const key = source.text;
  const figures = readFigures(key);
  const quantities: Quantity[] = [];
  for (let at = 0; at < figures.length; at += 1) {
    const first = figures[at]!;
    const second = figures[at + 1];
    const isRange = second !== undefined && isRangeSign(key.slice(first.end, Math.min(second.start, first.end + 4)));
    if (isRange) at += 1;
    const last = isRange ? second : first;
    const before = operatorBefore(key, first.start);
    const after = operatorAfter(key, last.end);
    const quantity = isRange ? rangeOf(first, second) : boundsOf(first, before?.operator ?? after?.operator ?? "=");
    quantity.start = source.starts[first.start - (before?.chars ?? 0)]!;
    quantity.end = source.ends[last.end + (after?.chars ?? 0) - 1]!;
    quantities.push(quantity);
  }
  return quantities;
}

function isRangeSign(between: string): boolean {
  const sign = between.trim();
  return sign === "-" || sign === "~" || sign === "至" || sign === "到";
}

function readFigures(key: string): Figure[] {
  // Blanked with as many spaces, so that offsets stay.
  const searched = key.replace(NOT_QUANTITY, (words) => " ".repeat(words.length));
  const figures: Figure[] = [];
  for (const match of searched.matchAll(FIGURE)) {
    const { masked, arabic, chinese, times, unit = "" } = match.groups ?? {};
    const multiple = times === undefined ? 1 : timesOf(times);
    let value: number | null = null;
    let figureUnit = unit;
    if (arabic !== undefined) value = Number(arabic.replaceAll(",", ""));
    else if (chinese !== undefined) {
      const isPercent = chinese.startsWith("百分之");
      value = parseChineseNumeral(isPercent ? chinese.slice(3) : chinese);
      if (value === null || chinese === "一") continue;
      if (!isPercent && unit === "" && !/.[十百千万亿]|十./.test(chinese)) continue;
      if (isPercent) figureUnit = "%";
    } else if (masked === undefined) continue;
    const isNegative =
      arabic !== undefined && /(?:^|[^\d%a-z)])-$/.test(searched.slice(Math.max(0, match.index - 2), match.index));
    figures.push({
      start: isNegative ? match.index - 1 : match.index,
      end: match.index + match[0].length,
      value: value === null ? null : scale(isNegative ? -value : value, multiple),
      unit: figureUnit,
      times: multiple,
    });
  }
  return figures;
}

/** Product without the noise of binary fractions: 8.2 × 10,000 is 82,000. */
function scale(value: number, times: number): number {
  return times === 1 ? value : Number((value * times).toPrecision(15));
}

/** Without its place yet. */
function boundsOf(figure: Figure, operator: QuantityOperator): Quantity {
  const { value, unit } = figure;
  const isUpper = operator === "<=" || operator === "<";
  const isLower = operator === ">=" || operator === ">";
  return {
    value,
    min: isUpper ? null : value,
    max: isLower ? null : value,
    operator,
    unit,
    masked: value === null,
    start: 0,
    end: 0,
  };
}

/** In 30-50万元 the unit and the 万 belong to both figures. */
function rangeOf(first: Figure, second: Figure): Quantity {
  const times = first.times === 1 && first.unit === "" ? second.times : 1;
  const low = first.value === null ? null : scale(first.value, times);
  const masked = low === null || second.value === null;
  return {
    value: null,
    min: low,
    max: second.value,
    operator: "range",
    unit: second.unit || first.unit,
    masked,
    start: 0,
    end: 0,
  };
}

function operatorBefore(key: string, at: number): { operator: QuantityOperator; chars: number } | undefined {
  const gap = key[at - 1] === " " ? 1 : 0;
  for (let chars = Math.min(OPERATOR_CHARS, at - gap); chars > 0; chars -= 1) {
    const operator = BEFORE.get(key.slice(at - gap - chars, at - gap));
    if (operator !== undefined) return { operator, chars: chars + gap };
  }
  return undefined;
}

function operatorAfter(key: string, at: number): { operator: QuantityOperator; chars: number } | undefined {
  for (let chars = 3; chars > 0; chars -= 1) {
    const word = key.slice(at, at + chars);
    const operator = AFTER.get(word);
    if (operator !== undefined) return { operator, chars: word.length };
  }
  return undefined;
}

/** 万 is 10,000, 千万 is 10,000,000. */
function timesOf(word: string): number {
  return [...word].reduce((times, character) => times * (parseChineseNumeral(`一${character}`) ?? 10), 1);
}
