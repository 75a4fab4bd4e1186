import { type Findings, note } from "./findings.ts";

/**
 * Characters that ordinary text hardly ever holds (below 5 in a million by jieba's frequencies) and that UTF-8 Chinese read as
 * GBK is full of: 锛 and 銆 start commas and full stops, 鐨 is most of 的, 妧 half of 技. One unit in seven of such text is one.
 */
const GBK_READ_UTF8 =
  /[锛銆鈥鐨鎶鍦鏄涓鍙鎴鏈鍒鍚鍜鐢绉瀛浜鏂鑳閲鐮鍥鎬璁闇鏉妧笟柊戞涙鍖姟旂寤寲鎺紒彂笌満鍩珮垚仈綔悎傜鑱椤郴繘鎻氭競斿撶敤侀熺姩氳愭呭姏洘鐐曞噸氱姣绔冨]/g;
const LATIN1_READ_UTF8 = /[ã-é][\u0080-\u00bf‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€ƒ]{2}/g;
const LATIN1_READ_GBK = /[\u00b0-\u00f7][\u00a1-\u00fe](?:[\u00b0-\u00f7][\u00a1-\u00fe]){2,}/g;
const KNOWN_MOJIBAKE = /锟斤拷|锟斤|烫烫烫|屯屯屯/g;

/** Share of broken characters above which a text is taken for wrongly decoded. */
const BROKEN_SHARE = 0.01;

const MASK =
  /(?<![a-zA-Zａ-ｚＡ-Ｚ])(?:[xXｘＸ×＊*]{2,20}(?:[.．][xXｘＸ×＊*]{1,20})?|[xXｘＸ×＊*][.．][xXｘＸ×＊*]{1,20}|(?<=第)[xXｘＸ×](?=[\u4e00-\u9fff])|[xXｘＸ×](?=[家个個项項位人次年月日市省区區县縣镇鎮亿億万萬元件名所条條期批%％]))(?![a-zA-Zａ-ｚＡ-Ｚ])/g;

/** Flags masks and wrong decoding. Reads the raw text, because normalising changes both. */
export function findDamage(raw: string, { flags }: Findings): void {
  for (const match of raw.matchAll(MASK)) note(flags, "mask", match.index, match.index + match[0].length);
  findMojibake(raw, flags);
}

function findMojibake(raw: string, flags: Findings["flags"]): void {
  const limit = raw.length * BROKEN_SHARE;
  const known = ranges(raw, KNOWN_MOJIBAKE);
  const candidates = [
    { detail: "gbk-read-utf8" as const, found: ranges(raw, GBK_READ_UTF8), sure: false },
    { detail: "latin1-read-utf8" as const, found: ranges(raw, LATIN1_READ_UTF8), sure: false },
    { detail: "latin1-read-gbk" as const, found: ranges(raw, LATIN1_READ_GBK), sure: false },
    { detail: "replacement" as const, found: [...ranges(raw, /\ufffd/g), ...known], sure: known.length > 0 },
  ];
  for (const { detail, found, sure } of candidates) {
    const isBroken =
      sure || (detail === "gbk-read-utf8" ? found.length >= 2 && found.length > limit * 5 : found.length > limit);
    if (!isBroken) continue;
    for (const [start, end] of found) note(flags, "mojibake", start, end);
    const flag = flags.get("mojibake");
    if (flag !== undefined) flag.detail = detail;
    return;
  }
}

function ranges(raw: string, pattern: RegExp): [number, number][] {
  return Array.from(raw.matchAll(pattern), (match) => [match.index, match.index + match[0].length]);
}
