import { pinyin } from "pinyin-pro";

const readings = new Map<string, ReadonlySet<string>>();

/** Readings in the neutral tone, which pinyin-pro does not list for the traditional form. */
const NEUTRAL_TONE: Record<string, string> = {
  們: "men",
  麼: "me",
  個: "ge",
  過: "guo",
  來: "lai",
  裡: "li",
  裏: "li",
  頭: "tou",
  邊: "bian",
};

/**
 * True when `syllable` (lower case, with its tone mark; ɡ counts as g) is one of the character's readings.
 * All readings count, also rare ones: 長 is cháng and zhǎng.
 */
export function isReadingOf(character: string, syllable: string): boolean {
  let known = readings.get(character);
  if (known === undefined) {
    known = new Set(pinyin(character, { multiple: true, type: "array" }));
    readings.set(character, known);
  }
  return known.has(syllable.replaceAll("ɡ", "g")) || NEUTRAL_TONE[character] === syllable;
}

const TONE_MARKS = /[\u0300\u0301\u0304\u030c]/g;
const INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?";
const FINAL =
  "(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ui|un|uo|ü|üe|üan|ün|ue)";
const SYLLABLE = new RegExp(`^${INITIAL}${FINAL}$`);

/** True for one pinyin syllable with exactly one tone mark: `chǎn`, `lǜ`; not `chan`, not `al`. */
export function isTonedSyllable(text: string): boolean {
  const decomposed = text.replaceAll("ɡ", "g").normalize("NFD");
  if (decomposed.match(TONE_MARKS)?.length !== 1) return false;
  return SYLLABLE.test(decomposed.replace(TONE_MARKS, "").normalize("NFC"));
}
