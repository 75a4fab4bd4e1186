import { compareNames, type NameBook, type NameEntry, pinyinChars } from "../name-book.ts";
import type { NameKeys } from "../name-keys.ts";
import { TopHits } from "../top-hits.ts";
import { hanOnly } from "./box-query.ts";
import {
  leastHan,
  leastLettersInside,
  likeSounds,
  longestName,
  spanBySound,
  spanWithOneWrong,
} from "./repair-query.ts";

/** Words of one character stand inside too many names. */
const leastInside = 2;
/** From this many characters on, one wrong leaves enough to know the word by, however it sounds. */
const leastAnyWrong = 4;

/**
 * Names for what nothing completes: those that hold it inside, by its text or its sound, and those that hold it but for one
 * wrong character; the most frequent first, then the shorter, then by text.
 */
export function nearNames(book: NameBook, names: NameKeys, typed: string, limit: number): NameEntry[] {
  const key = names.normalise(typed).trim();
  const isNear = nearness(names, key);
  if (isNear === null) return [];
  const top = new TopHits<NameEntry>(limit * 4, compareNames);
  for (const entry of book.all()) if (isNear(entry)) top.offer(entry);
  const folded = new Map<string, NameEntry>();
  for (const entry of top.sorted()) if (!folded.has(entry.key)) folded.set(entry.key, entry);
  return [...folded.values()].slice(0, limit);
}

/** What makes a name near to `key`; null when nothing does. */
function nearness(names: NameKeys, key: string): ((entry: NameEntry) => boolean) | null {
  const letters = key.replaceAll(/[\s']/g, "");
  if (/^[a-z]+$/.test(letters)) {
    if (letters.length < leastLettersInside) return null;
    return (entry) =>
      entry.key.includes(key) ||
      (entry.full.includes(letters) && spanBySound(names, entry, letters, "full", pinyinChars) !== null);
  }
  const wanted = [...key];
  if (wanted.length < leastInside) return null;
  if (!hanOnly.test(key) || wanted.length < leastHan || wanted.length > longestName)
    return ({ key: name }) => name.includes(key);
  // One wrong character leaves one half whole, which is quick to look for.
  const middle = wanted.length >>> 1;
  const [front, back] = [wanted.slice(0, middle).join(""), wanted.slice(middle).join("")];
  const alike = wanted.length < leastAnyWrong ? likeSounds(names) : () => true;
  return ({ key: name }) =>
    name.includes(key) ||
    (name.length <= longestName &&
      (name.includes(front) || name.includes(back)) &&
      spanWithOneWrong(name, wanted, alike) !== null);
}
