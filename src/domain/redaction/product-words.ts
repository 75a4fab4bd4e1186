import { WORD_PREFIX } from "../../text/tokens.ts";
import type { Analyser } from "../matching/analyser.ts";
import { isCommonWord } from "../matching/common-words.ts";
import { type RecentValues, recentValues } from "../shared/recent-values.ts";

/** What redaction puts in place of a finding. */
const placeholder = /［[^［］]{1,10}］|某(?:企业|研究机构|地|品牌|人|[\u4e00-\u9fff]{0,4})|本企业/g;

/** Texts whose words are kept: the titles and keywords of the needs one is compared with, some 300 bytes each. */
const textsKept = 10_000;
const kept = new WeakMap<Analyser, RecentValues<readonly string[]>>();

/** Words that say what a need is about: dictionary words of two or more Chinese characters that are not said in every need.
 * @param texts the redacted texts of a need, or of a firm's published needs
 * @returns search keys, sorted; empty when the analyser has no dictionary */
export function productWordsOf(texts: readonly string[], analyser: Analyser): string[] {
  const memory = kept.get(analyser) ?? recentValues(textsKept);
  kept.set(analyser, memory);
  return [...new Set(texts.flatMap((text) => memory.of(text, () => productWords(text, analyser))))].sort();
}

function productWords(text: string, analyser: Analyser): string[] {
  const words = new Set<string>();
  for (const { term } of analyser.read(text.replace(placeholder, " ")).terms) {
    const word = term.startsWith(WORD_PREFIX) ? term.slice(WORD_PREFIX.length) : "";
    if (/^[\u4e00-\u9fff]{2,}$/.test(word) && !isCommonWord(word)) words.add(word);
  }
  return [...words];
}
