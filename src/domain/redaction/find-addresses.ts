import type { SpanMap } from "../../text/span-map.ts";
import type { Candidate } from "./finding.ts";
import { applyRules, type PatternRule } from "./pattern.ts";
import type { Vocabulary } from "./vocabulary.ts";

const reason = "地址可定位到企业；所在地区另以行政区划字段公开";
const address = { kind: "address", reason, replacement: "某地" } as const;
/** Words before a bare short name that make it a place: 位于常州. */
const locating =
  /(?:位于|地处|坐落(?:在|于)?|厂址|地址|设在|落户|住所|总部|注册地|所在地|基地|公司在|我厂在|就在|厂在|建在)[ :为是在于]{0,2}$/;
/** A place that names a school or an ordinary thing is no address: 武汉理工大学, 南京路. */
const otherUse = /^[\u4e00-\u9fff]{0,6}(?:大学|学院)|^(?:级|时间|路桥|流域|证券|银行|海关|保税)/;
const detail =
  /^(?:[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡)|[\u4e00-\u9fff]{1,5}?(?<!农)村|[\u4e00-\u9fff\d]{0,8}?(?:经济技术开发区|高新技术产业开发区|经济开发区|开发区|高新区|经开区|工业园区?|产业园区?|科技园区?|科技城|工业区|新区|园区|保税区)|[\u4e00-\u9fff]{1,6}?(?:大道|路|街|巷|弄)(?:[东西南北中][一二三四五六七八九十]?段|[一二三四五六七八九十]段)?|\d{1,5}(?:-\d{1,4})?(?:号院|号楼|号|弄|栋|幢|楼|室|层|座)|[a-z\d][座栋幢区]|(?:标准)?厂房)/;
const longestAddress = 60;
/** Detail that may end in an ordinary word and says nothing on its own. */
const commonDetail = /^(?:园区|工业园区?|产业园区?|开发区|高新区|新区|村|镇|乡)$/;

const streets: PatternRule[] = [
  {
    ...address,
    pattern:
      /[\u4e00-\u9fff]{2,6}(?:大道|路|街|巷)(?:[东西南北中]?[一二三四五六七八九十]?段)? ?\d{1,5}(?:-\d{1,4})?号(?:院|楼)?(?:\d{1,4}[号栋幢楼室座]){0,3}/dg,
  },
  { ...address, pattern: /(?<=[位在到来]|^|[,:。])[\u4e00-\u9fff]{2,3}镇[\u4e00-\u9fff]{2,4}村/dg },
];

/** Addresses: a city or county by its official name, with what follows it down to the room; short names where the words before
 * say that it is a place or a detail follows. A province alone, universities and rivers are left. */
export function findAddresses({ text }: Pick<SpanMap, "text">, vocabulary: Vocabulary): Candidate[] {
  const found = applyRules(text, streets);
  for (let at = 0; at < text.length; at += 1) {
    if (vocabulary.regionAt(text, at) === null) continue;
    const chain = addressFrom(text, at, vocabulary);
    if (chain.accepted) found.push({ ...address, start: at, end: chain.end });
    at = Math.max(at, chain.end - 1);
  }
  return found;
}

function addressFrom(text: string, start: number, vocabulary: Vocabulary): { end: number; accepted: boolean } {
  let end = start;
  let regions = 0;
  let details = 0;
  let official = false;
  let onlyProvince = true;
  while (end - start < longestAddress) {
    const region = details === 0 ? vocabulary.regionAt(text, end) : null;
    if (region !== null) {
      const tail = !region.full && /[省市区县]/.test(text[end + region.chars] ?? "") ? 1 : 0;
      const isLong = region.chars + tail >= 3;
      official ||= region.level !== "province" && isLong && region.full;
      onlyProvince &&= region.level === "province";
      end += region.chars + tail;
      regions += 1;
      continue;
    }
    const part = detail.exec(text.slice(end, end + 16))?.[0];
    if (part === undefined || !isDetail(part, vocabulary)) break;
    end += part.length;
    if (!part.endsWith("厂房")) details += 1;
  }
  if (otherUse.test(text.slice(end, end + 8))) return { end, accepted: false };
  const located = locating.test(text.slice(Math.max(0, start - 8), start));
  const accepted =
    official || (!onlyProvince && regions >= 2) || (details > 0 && !onlyProvince) || (located && !onlyProvince);
  return { end, accepted: accepted || (details > 1 && onlyProvince) };
}

function isDetail(part: string, vocabulary: Vocabulary): boolean {
  return (
    !/[的与和及是为有在]/.test(part.slice(0, -1)) || commonDetail.test(part) || vocabulary.regionAt(part, 0) !== null
  );
}
