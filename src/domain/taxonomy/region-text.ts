import type { CodeList } from "./code-list.ts";
import { regionLevel } from "./region-code.ts";
import { type RegionName, regionNameIndex } from "./region-names.ts";

interface Mention extends RegionName {
  start: number;
  end: number;
  /** Characters of the text this mention and the ancestors named before it account for. */
  score: number;
}

/** An official name says more than a short one of the same length. */
const fullNameBonus = 0.5;
/** Official names of two characters (矿区, 沛县) are too common as ordinary words to count anywhere in a text. */
const distinctiveChars = 3;
/** Words an address may open with that say nothing about the region. */
const opening = /^(?:中华人民共和国|中国|国内|位于|地址|所在地|注册地|[:：\s])+/;
const separator = /[\s,，、.．。;；:：/|·・()（）[\]【】《》"“”'‘’—–-]/;
/** A short name followed by one of these is part of a street name (南京路, 中山东路). */
const street = /^(?:[东西南北中]?[一二三四五]?路|[东西南北中]?大?街|大道)/;
/** Words that begin like a region and are none: 中山大学 is in 广州, 太湖 is a lake. */
const namesake = /^(?:中山大学|中山医院|大同小异|东方|太湖|洪泽湖)/;
/** Short names of districts that are words of their own (城东, 新城); they need the city before them. */
const ordinary = /^(?:[城市桥河江湖港矿新老郊]?[东西南北中]|新城|老城|城区)$/;
/** What may follow the bare short name of a district (区): the end, or a word of administration (武进高新区). */
const districtContext =
  /^(?:$|[\s,，、.．。;；:：/|·・()（）—–-]|市|区|县|镇|街道|港|高新|经济|经开|开发|工业|科技园|新区)/;

/** Best six-digit code for free text such as 江苏南通海安, 浙江温州 or 江苏省常州市武进区. Suffixes (省, 市, 区, 县) may be
 * missing; a name several places share is decided by the parent named before it. The deepest region named wins. A text
 * that is itself a code of the list is returned as it is.
 * @param regions the list of data/regions/regions.tsv
 * @returns null when no region is named, or the named ones cannot be told apart */
export function regionOfText(regions: CodeList, text: string): string | null {
  const clean = text.normalize("NFKC").trim().replace(opening, "");
  if (regions.get(clean) !== undefined) return clean;
  const mentions = scoredMentions(regions, clean);
  const best = Math.max(0, ...mentions.map((mention) => mention.score));
  if (best === 0) return null;
  return decide(mentions.filter((mention) => mention.score === best));
}

/** Every region named in `text`, by start, with its score; those that may be ordinary words are left out. */
function scoredMentions(regions: CodeList, text: string): Mention[] {
  const { byText, longest } = regionNameIndex(regions);
  const accepted: Mention[] = [];
  let segmentNamesRegion = false;
  for (let start = 0; start < text.length; start++) {
    const opens = start === 0 || separator.test(text[start - 1] ?? "");
    if (opens) segmentNamesRegion = false;
    const before = accepted.length;
    for (let end = start + 1; end <= Math.min(text.length, start + longest); end++) {
      for (const name of byText.get(text.slice(start, end)) ?? []) {
        const distinctive = name.full && name.text.length >= distinctiveChars;
        const anchored = (opens && standsAlone(name, text.slice(end))) || (distinctive && !segmentNamesRegion);
        const mention = { ...name, start, end, score: 0 };
        const score = chainScore(mention, accepted, anchored, distinctive);
        const chained = score > ownScore(name);
        if (score > 0 && (chained || !isStreetOrNamesake(name, text, start, end))) accepted.push({ ...mention, score });
      }
    }
    segmentNamesRegion ||= accepted.length > before;
  }
  return accepted;
}

/** Whether a name that opens a segment names its region without the parent's help. */
function standsAlone(name: RegionName, rest: string): boolean {
  if (name.full || regionLevel(name.code) !== "county") return true;
  return !ordinary.test(name.text) && (!name.isDistrict || districtContext.test(rest));
}

/** Score of a mention together with its best ancestor named before it; 0 when the mention does not count. After an
 * ancestor, a mention counts when it follows at once, opens a segment or is an official name. */
function chainScore(mention: Mention, earlier: readonly Mention[], anchored: boolean, distinctive: boolean): number {
  const own = ownScore(mention);
  let best = anchored ? own : 0;
  for (const other of earlier) {
    const isAncestor = other.code !== mention.code && mention.path.includes(other.code);
    if (!isAncestor || other.end > mention.start) continue;
    if (anchored || distinctive || other.end === mention.start) best = Math.max(best, other.score + own);
  }
  return best;
}

/** Score of a name on its own: the longer and more official, the surer. */
function ownScore(name: RegionName): number {
  return name.text.length + (name.full ? fullNameBonus : 0);
}

function isStreetOrNamesake(name: RegionName, text: string, start: number, end: number): boolean {
  return !name.full && (street.test(text.slice(end)) || namesake.test(text.slice(start)));
}

/** One code for mentions of equal score: the highest when they lie on one branch (吉林), the one of highest rank when a
 * bare name is shared across ranks (西安), the named ancestor they share, or null. */
function decide(tied: readonly Mention[]): string | null {
  const unique = [...new Map(tied.map((mention) => [mention.code, mention])).values()];
  const byDepth = unique.sort((a, b) => a.path.length - b.path.length);
  const top = byDepth[0];
  if (top === undefined) return null;
  if (byDepth.every((mention) => mention.path.includes(top.code))) return top.code;
  const sameRank = byDepth.filter((mention) => regionLevel(mention.code) === regionLevel(top.code));
  if (sameRank.length === 1 && byDepth.every((mention) => mention.text === top.text)) return top.code;
  const shared = top.path.filter((code) => byDepth.every((mention) => mention.path.includes(code)));
  const namedTogether = byDepth.every((mention) => mention.score > ownScore(mention));
  return namedTogether ? (shared.at(-1) ?? null) : null;
}
