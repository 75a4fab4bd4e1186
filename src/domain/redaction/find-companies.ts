import type { SpanMap } from "../../text/span-map.ts";
import { regionsEnd } from "./company-name.ts";
import { boundaryWords, nameCharacters } from "./company-words.ts";
import type { Candidate } from "./finding.ts";
import { applyRules, type PatternRule } from "./pattern.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Forms that only a registered body has, and forms that also end ordinary words. */
const ending =
  /(?<strong>(?:\(集团\))?(?:集团)?(?:股份有限|有限责任|有限)(?:责任)?公司(?:[\u4e00-\u9fff]{2,4}分公司)?|集团公司|股份公司|(?:专业)?合作社|有限合伙|事务所)|(?<weak>研究院|研究所|设计院|实验室|研究中心|技术中心|集团|股份|公司|[总分]?厂(?![区房家长址内外方商里级务]))/dg;
const institute = /(?:研究院|研究所|设计院|实验室|中心)$/;
const longestName = 30;
const boundaries = new Set(boundaryWords);
const longestBoundary = 5;
const nameUnit = /[\u4e00-\u9fffa-z0-9·&()-]/;
/** Said of many firms of a place: 广东地区多家化工厂. */
const manyFirms = /多家|几家|各|一些|地区|等|所有|某|现有|附近|有|级|以上|批|个|项/;

const why = {
  company: "单位名称直接指明企业或其合作方",
  shortName: "单位简称可认出企业或其合作方",
} as const;

const foreign: PatternRule = {
  kind: "company",
  reason: why.company,
  replacement: "某企业",
  pattern:
    /(?<![a-z])[a-z][a-z0-9&.,' -]{1,60}?(?:co\.?, ?ltd|co\. ?ltd|gmbh|(?<= )inc|(?<= )corp(?:oration)?|(?<= )ltd|(?<= )llc)(?![a-z])\.?/dg,
};

/** Bodies named by what they are: …有限公司, 常州…厂, 恒泰集团, 江苏…研究院. Words said of any firm (我公司, 化工厂, 国家重点实验室) are left. */
export function findCompanies({ text }: Pick<SpanMap, "text">, vocabulary: Vocabulary): Candidate[] {
  const found = applyRules(text, [foreign]);
  let floor = 0;
  for (const match of text.matchAll(ending)) {
    const strong = match.groups?.strong !== undefined;
    const end = match.index + match[0].length;
    const start = (strong ? strongStart : weakStart)(text, match.index, floor, vocabulary);
    if (start === null) continue;
    const kind = strong || end - start > 6 ? "company" : "shortName";
    found.push({
      kind,
      start,
      end,
      reason: why[kind],
      replacement: institute.test(match[0]) ? "某研究机构" : "某企业",
    });
    floor = end;
  }
  return found;
}

function strongStart(text: string, end: number, floor: number, vocabulary: Vocabulary): number | null {
  const from = nameStart(text, end, floor, vocabulary);
  const body = text.slice(from, end);
  const region = regionsEnd(body, 0, vocabulary);
  if (region === body.length || body.length < 2) return null;
  return region > 0 || !vocabulary.isGeneric(body) ? from : null;
}

function weakStart(text: string, end: number, floor: number, vocabulary: Vocabulary): number | null {
  const from = nameStart(text, end, Math.max(floor, end - 18), vocabulary);
  const body = text.slice(from, end);
  const rest = body.slice(regionsEnd(body, 0, vocabulary));
  const hasRegion = rest.length < body.length;
  if (
    hasRegion &&
    rest.length >= 2 &&
    !manyFirms.test(rest) &&
    (!vocabulary.isGeneric(rest) || hasTrade(rest, vocabulary))
  )
    return from;
  const branch = /^[^()]{2,8}\(([^()]{2,6})\)/.exec(body)?.[1];
  if (branch !== undefined && regionsEnd(branch, 0, vocabulary) === branch.length) return from;
  return likelyName(text, from, end, vocabulary);
}

function hasTrade(body: string, vocabulary: Vocabulary): boolean {
  for (let at = 0; at < body.length; at += 1) if (vocabulary.tradeAt(body, at) > 0) return true;
  return false;
}

/** Start of two to four characters firms like in their names before the trades at `end`; null without them. */
function likelyName(text: string, from: number, end: number, vocabulary: Vocabulary): number | null {
  let head = end;
  for (let step = 0; step < 3; step += 1) {
    const trade = [6, 5, 4, 3, 2].find(
      (chars) => head - chars >= from && vocabulary.tradeAt(text, head - chars) === chars,
    );
    if (trade === undefined) break;
    head -= trade;
  }
  let start = head;
  while (start > from && head - start < 4 && nameCharacters.has(text[start - 1]!)) start -= 1;
  if (start > from) start = Math.max(start, head - 2);
  const name = text.slice(start, head);
  return name.length >= 2 && !vocabulary.isGeneric(name) ? start : null;
}

/** Where the name that ends at `end` begins: behind the last word of grammar that leaves a name, or at the first region. */
function nameStart(text: string, end: number, floor: number, vocabulary: Vocabulary): number {
  const lowest = Math.max(floor, end - longestName);
  let run = end;
  let depth = 0;
  while (run > lowest && nameUnit.test(text[run - 1]!) && text[run - 1] !== "某") {
    if (text[run - 1] === ")") depth += 1;
    if (text[run - 1] === "(") depth -= 1;
    if (depth < 0) break;
    run -= 1;
  }
  let from = run;
  for (let at = end - 2; at > run; at -= 1) {
    if (endsBoundary(text, run, at) && isNamed(text.slice(at, end), vocabulary)) {
      from = at;
      break;
    }
  }
  if (vocabulary.regionAt(text, from) !== null) return from;
  for (let at = from + 1; at < end - 1; at += 1) {
    if (text[at - 1] === "(" || vocabulary.regionAt(text, at) === null) continue;
    const before = text.slice(from, at);
    const isName = before.length <= 4 && Array.from(before).every((character) => nameCharacters.has(character));
    return isName || /[()]/.test(before) ? from : at;
  }
  return from;
}

function endsBoundary(text: string, from: number, at: number): boolean {
  for (let chars = 1; chars <= Math.min(longestBoundary, at - from); chars += 1) {
    if (boundaries.has(text.slice(at - chars, at))) return true;
  }
  return false;
}

/** Whether a body still has a name of its own once regions are off. */
function isNamed(body: string, vocabulary: Vocabulary): boolean {
  const rest = body.slice(regionsEnd(body, 0, vocabulary));
  if (rest.length < 2) return false;
  if (rest.length < body.length) return true;
  return vocabulary.tradeAt(rest, 1) === 0 && !vocabulary.isGeneric(rest);
}
