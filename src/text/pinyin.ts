import { pinyin } from "pinyin-pro";
import { searchKey } from "./normalise.ts";

export interface PinyinKeys {
  /** All syllables joined, no tones, ü as v: `tanxianwei`. */
  full: string;
  /** First letter of each syllable: `txw`. Latin letters and digits stand whole in both. */
  initials: string;
}

const cache = new Map<string, PinyinKeys>();
/** About 4 MB of names; suggestion lists of one bureau fit. */
const MAX_CACHED = 20_000;

/**
 * What a user types to find a Chinese name by its sound. Characters with several readings take the one that fits the words
 * around them (重庆 chongqing).
 * @param options.person read the first character as a surname: 单 shan, 曾 zeng; leave out for titles (单晶硅 danjinggui)
 */
export function pinyinKeys(name: string, { person = false }: { person?: boolean } = {}): PinyinKeys {
  const cacheKey = person ? `p${name}` : `t${name}`;
  let keys = cache.get(cacheKey);
  if (keys === undefined) {
    keys = buildKeys(name, person);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(cacheKey, keys);
  }
  return keys;
}

function buildKeys(name: string, person: boolean): PinyinKeys {
  let full = "";
  let initials = "";
  for (const part of searchKey(name).match(/\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu) ??
    []) {
    if (!/\p{Script=Han}/u.test(part)) {
      full += part;
      initials += part;
      continue;
    }
    const syllables = pinyin(part, { toneType: "none", type: "array", v: true, surname: person ? "head" : "off" });
    full += syllables.join("");
    initials += syllables.map((syllable) => syllable.slice(0, /[\ud800-\udbff]/.test(syllable) ? 2 : 1)).join("");
  }
  return { full, initials };
}
