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
  const top = new TopHits<NameEntry>(limit * 4, compareNames);
  for (const entry of new Set(near(book, names, key))) top.offer(entry);
  const folded = new Map<string, NameEntry>();
  for (const entry of top.sorted()) if (!folded.has(entry.key)) folded.set(entry.key, entry);
  return [...folded.values()].slice(0, limit);
}

function* near(book: NameBook, names: NameKeys, key: string): Generator<NameEntry> {
  const letters = key.replaceAll(/[\s']/g, "");
  if (/^[a-z]+$/.test(letters)) {
    if (letters.length < leastLettersInside) return;
    yield* book.containing("key", key);
    for (const entry of book.containing("full", letters))
      if (spanBySound(names, entry, letters, "full", pinyinChars) !== null) yield entry;
    return;
  }
  const wanted = [...key];
  if (wanted.length < leastInside) return;
  yield* book.containing("key", key);
  if (!hanOnly.test(key) || wanted.length < leastHan || wanted.length > longestName) return;
  const alike = wanted.length < leastAnyWrong ? likeSounds(names) : () => true;
  // One wrong character leaves one half whole.
  const middle = wanted.length >>> 1;
  for (const half of [wanted.slice(0, middle), wanted.slice(middle)])
    for (const entry of book.containing("key", half.join("")))
      if (entry.key.length <= longestName && spanWithOneWrong(entry.key, wanted, alike) !== null) yield entry;
}
