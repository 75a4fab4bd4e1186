import { ipStatuses } from "../../domain/achievement/achievement.ts";
import { needKinds, needTiers } from "../../domain/need/need.ts";

/** Words for a stage of development and the technology readiness level (TRL) they are read as, first hit counts.
 * Levels follow the proofs in domain/taxonomy/trl.ts. A bare 初期/中期/成熟 spans three levels, so it stays unknown. */
const trlWords: readonly (readonly [RegExp, number])[] = [
  [/小批量|定型|试用|推广应用/, 8],
  [/产业化|量产|批量生产|规模化|大规模应用|批量应用|已上市|市场化/, 9],
  [/示范|试生产|工程化|工程样机|试运行/, 7],
  [/中试|中间试验|放大试验|样机|原型机/, 6],
  [/样品|样件|原型|初样/, 5],
  [/小试|实验室|试验室|实验阶段|小样/, 4],
  [/概念验证|可行性验证|仿真验证/, 3],
  [/概念|方案|技术路线/, 2],
  [/基本原理|原理|基础研究|理论研究/, 1],
];
const chineseDigits = "一二三四五六七八九";

/** Technology readiness level 1–9 from `6`, `TRL6`, `TRL 6级`, `第六级` or a stage word; null when it names none or several. */
export function readTrl(text: string): number | null {
  const plain = text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
  const digits = /^(?:trl|技术成熟度|成熟度|第|等级|level)*[:-]?([1-9])(?:\.0+)?级?(?:\(.*\))?$/.exec(plain);
  if (digits !== null) return Number(digits[1]);
  const chinese = /^第?([一二三四五六七八九])级$/.exec(plain);
  if (chinese !== null) return chineseDigits.indexOf(chinese[1]!) + 1;
  const stated = [...plain.matchAll(/trl([1-9])(?!\d)/g)].map((match) => Number(match[1]));
  if (new Set(stated).size === 1) return stated[0]!;
  if ((/\d/.test(plain) && !plain.includes("(")) || /未|尚|待/.test(plain)) return null;
  return trlWords.find(([words]) => words.test(plain))?.[1] ?? null;
}

type Choice<T extends string> = readonly (readonly [RegExp, T])[];

const ipWords: Choice<(typeof ipStatuses)[number]> = [
  [/失效|过期|终止|放弃/, "失效"],
  [/秘密|专有技术|know-?how/i, "技术秘密"],
  [/未授权|申请|受理|公开|实审|审查/, "申请中"],
  [/授权|有效|已获|取得|ZL\d/i, "已授权"],
  [/^(无|没有|未申请|暂无|否)$/, "无"],
];
const kindWords: Choice<(typeof needKinds)[number]> = [
  [/改造|升级|工艺改进|工艺优化|节能降耗/, "技术改造"],
  [/配套/, "技术配套"],
  [/产品/, "产品研发"],
  [/技术研发|技术开发|技术攻关|关键技术|技术难题|研发|攻关/, "技术研发"],
];
const tierWords: Choice<(typeof needTiers)[number]> = [
  [/国家|战略/, "国家战略"],
  [/区域|行业|共性|产业/, "区域共性"],
  [/企业|单位|个性/, "企业"],
];

/** 知识产权状态 from its usual wordings; null when none fits. */
export const readIpStatus = (text: string) => choose(text, ipStatuses, ipWords);
/** 需求类型 from its usual wordings; null when none fits. */
export const readNeedKind = (text: string) => choose(text, needKinds, kindWords);
/** 需求层级 from its usual wordings; null when none fits. */
export const readNeedTier = (text: string) => choose(text, needTiers, tierWords);

/** 是 / 否 in its usual wordings; null when neither. */
export function readYesNo(text: string): boolean | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (/^(是|可|可以|愿意|能|true|yes|y|1|√|✓|✔|可对接|有空)$/.test(plain)) return true;
  if (/^(否|不可|不可以|不愿意|不能|不|false|no|n|0|×|✗|x|不可对接|没空|暂不)$/.test(plain)) return false;
  return null;
}

/** A whole number ≥ 0 from `3`, `3项`, `约3次`; null when it is none. */
export function readCount(text: string): number | null {
  const match = /^(?:约|共)?(\d{1,9})(?:\.0+)?(?:项|次|个|家|件|场|人次|人)?$/.exec(
    text.normalize("NFKC").replaceAll(/[\s,]/g, ""),
  );
  return match === null ? null : Number(match[1]);
}

/** A year 1950–2200 from `2025`, `2025年`, `2025-06-01`; null when it is none. */
export function readYear(text: string): number | null {
  const match = /^(\d{4})(?:\.0+)?(?:$|[年\-/.])/.exec(text.normalize("NFKC").trim());
  const year = Number(match?.[1] ?? 0);
  return year >= 1950 && year <= 2200 ? year : null;
}

function choose<T extends string>(text: string, values: readonly T[], words: Choice<T>): T | null {
  const plain = text.normalize("NFKC").replaceAll(/\s+/g, "");
  return values.find((value) => value === plain) ?? words.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
