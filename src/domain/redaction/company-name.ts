import { searchKey } from "../../text/normalise.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a firm's full name is made of: 江苏 + 恒泰 + 轴承 + 股份有限公司. */
export interface NameParts {
  /** The name without region and legal form: 恒泰轴承. */
  stem: string;
  /** The part that is the firm's alone (字号): 恒泰; the whole stem where no trade follows it. */
  brandName: string;
}

const legalForm =
  /(?:\(集团\))?(?:集团)?(?:股份|责任)?(?:有限)?(?:责任)?(?:公司|合伙)(?:\(.{1,12}\))?$|(?:集团|股份|专业合作社|合作社|总厂|厂|研究院|研究所|设计院|重点实验室|实验室)$/;

/** Parts of a full name; the brand name is "" where nothing but regions, trades and general words are in it (常州市轴承厂). */
export function namePartsOf(fullName: string, vocabulary: Vocabulary): NameParts {
  const key = searchKey(fullName).replace(/\s/g, "");
  const body = key
    .replace(/(?:.{2,6}分公司|分公司)$/, "")
    .replace(legalForm, "")
    .replace(/\([^()]{1,12}\)/g, "");
  const stem = withoutRegions(body, vocabulary);
  let head = stem.length;
  for (let at = Math.min(2, stem.length); at < stem.length; ) {
    const chars = vocabulary.tradeAt(stem, at);
    if (chars > 0) {
      head = at;
      break;
    }
    at += 1;
  }
  const brandName = stem.slice(0, head);
  return { stem, brandName: vocabulary.isGeneric(brandName) || brandName.length < 2 ? "" : brandName };
}

/** A region's short name may be the brand name (九龙药材): the last one stays where nothing but trades would be left. */
function withoutRegions(body: string, vocabulary: Vocabulary): string {
  let from = 0;
  for (let at = 0; ; ) {
    const region = vocabulary.regionAt(body, at);
    if (region === null) return body.slice(at);
    from = at;
    at = regionsEnd(body, at, vocabulary);
    if (!region.full && vocabulary.isGeneric(body.slice(at))) return body.slice(from);
  }
}

/** End of the regions, highest first, and the town that stand at `from`. */
export function regionsEnd(text: string, from: number, vocabulary: Vocabulary): number {
  let at = from;
  for (let step = 0; step < 4; step += 1) {
    const region = vocabulary.regionAt(text, at);
    if (region === null) break;
    at += region.chars;
    if (!region.full && /[省市区县]/.test(text[at] ?? "")) at += 1;
  }
  return at > from ? at + (/^[\u4e00-\u9fff]{2}[镇乡]/.exec(text.slice(at, at + 3))?.[0].length ?? 0) : at;
}
