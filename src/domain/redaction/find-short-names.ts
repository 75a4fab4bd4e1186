import type { SpanMap } from "../../text/span-map.ts";
import type { NameParts } from "./company-name.ts";
import { nameCharacters } from "./company-words.ts";
import type { Candidate } from "./finding.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Words a short name may take behind the brand name though the full name has them not: 恒泰科技, 铭凯新材. */
const extensions = /^(?:集团|公司|股份|科技|实业|控股|新材|新能源|环保|重工|电子|机械|工业|厂)/;

/** Every place where a known firm is called by its stem, its brand name, or that with a trade (恒泰轴承, 恒泰, 恒泰科技).
 * @param own whether it is the firm whose need this is */
export function findKnownNames(
  { text }: Pick<SpanMap, "text">,
  { stem, brandName }: NameParts,
  vocabulary: Vocabulary,
  own: boolean,
): Candidate[] {
  const word = brandName === "" ? stem : brandName;
  if (word.length < 2 || (brandName === "" && stem.length < 4)) return [];
  const isLatin = /^[a-z0-9-]+$/.test(word);
  const found: Candidate[] = [];
  for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + word.length)) {
    let end = start + word.length;
    if (isLatin && /[a-z0-9]/.test(`${text[start - 1] ?? ""}${text[end] ?? ""}`)) continue;
    for (let step = 0; step < 4; step += 1) {
      const trade = text.slice(end, end + vocabulary.tradeAt(text, end));
      const more = trade !== "" && stem.includes(trade) ? trade : extensions.exec(text.slice(end, end + 4))?.[0];
      if (more === undefined) break;
      end += more.length;
    }
    const isOrdinary = vocabulary.isGeneric(word);
    if (isOrdinary && end === start + word.length) continue;
    found.push({
      kind: "shortName",
      start,
      end,
      reason: own ? "填报单位的简称" : "文中另一处出现的单位的简称",
      replacement: own ? "本企业" : "某企业",
    });
  }
  return found;
}

const frame =
  /(?:[给为向与跟和同由用]|友商|竞品|对手|委托方|客户(?:主要)?(?:是|为|包括|有)|供应商(?:主要)?(?:是|为|包括|有))(?<value>[\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{2})/dg;
const school = /^(?:大学|学院|中学)/;
const bracketed = /(?:我司|我公司|本公司|本单位|我单位|我厂)\([“"]?(?<value>[\u4e00-\u9fffa-z]{2,8})[”"]?\)/dg;
const called =
  /(?<=(?:公司|集团|厂|院|所|社)\(?)(?:以下)?简称为?[:"“「『 ]{0,2}(?<value>[\u4e00-\u9fffa-z]{2,10})["”」』)]/dg;
const rival = /(?:友商|竞品|同行)(?<value>[\u4e00-\u9fff]{2,4}?)(?=的|[,、。;\s]|$)/dg;

/** Short names that the words around them give away: 给盛驰重工配套, (以下简称"恒泰"), 友商宏茂的. */
export function findFramedNames({ text }: Pick<SpanMap, "text">, vocabulary: Vocabulary): Candidate[] {
  const isLikely = (name: string) =>
    Array.from(name.slice(0, 2)).every((character) => nameCharacters.has(character)) &&
    !vocabulary.isGeneric(name.slice(0, 2));
  return [frame, called, bracketed, rival].flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap((match) => {
      const [start, end] = match.indices!.groups!.value!;
      const trade = pattern === frame ? tradeChars(text, end, vocabulary) : 0;
      if (pattern === frame && (trade === 0 || school.test(text.slice(end + trade, end + trade + 2)))) return [];
      if ((pattern === frame || pattern === rival) && !isLikely(match.groups!.value!)) return [];
      return [
        { kind: "shortName", start, end: end + trade, reason: "按上下文是单位简称", replacement: "某企业" } as const,
      ];
    }),
  );
}

function tradeChars(text: string, at: number, vocabulary: Vocabulary): number {
  return vocabulary.tradeAt(text, at) || (extensions.exec(text.slice(at, at + 3))?.[0].length ?? 0);
}
