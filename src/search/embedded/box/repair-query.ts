import type { EntityKind } from "../../../domain/shared/entity.ts";
import { compareNames, type NameEntry, pinyinChars } from "../name-book.ts";
import type { NameKeys } from "../name-keys.ts";
import type { ShelfView } from "../shelved-index.ts";
import { TopHits } from "../top-hits.ts";
import { hanOnly, queryParts } from "./box-query.ts";
import { repairLatinWord } from "./repair-latin.ts";

/** One letter says too little to guess a name from. */
const leastLetters = 2;
/** Shorter pinyin is looked for at the start of names only: inside them it would hit by chance. */
export const leastLettersInside = 4;
/** Chinese words of two characters with one wrong share too little to be recognised. */
export const leastHan = 3;
/** Names tried for a span that sounds right, best first. */
const mostTried = 64;
/** A query of more runs is a text rather than words someone mistyped; it is matched as it stands. */
const mostParts = 8;
/** Longer names are not searched for a mistyped word inside. */
export const longestName = 40;

/** What the repair reads. */
export interface RepairSource {
  views: Record<EntityKind, ShelfView>;
  names: NameKeys;
}

/** A query without a hit, rewritten to one that has: pinyin or initials to the name they stand for, a mistyped word to a known one.
 * @param hasHit whether some document holds every token of a text
 * @returns the text to search instead; null when nothing is found */
export function repairQuery(
  source: RepairSource,
  kinds: readonly EntityKind[],
  query: string,
  hasHit: (text: string) => boolean,
): string | null {
  const key = source.names.normalise(query).trim();
  const parts = queryParts(key);
  const letters = key.replaceAll(/[\s']/g, "");
  // "tan xian wei" is one word typed by its syllables.
  if (parts.length > 1 && /^[a-z]+$/.test(letters)) {
    const name = nameBySound(source, kinds, letters);
    if (name !== null && hasHit(name)) return name;
  }
  if (parts.length > mostParts) return null;
  const repaired = parts.map((part) => (hasHit(part) ? part : (repairPart(source, kinds, part) ?? part)));
  const text = repaired.join(" ");
  return repaired.some((part, at) => part !== parts[at]) && hasHit(text) ? text : null;
}

function repairPart(source: RepairSource, kinds: readonly EntityKind[], part: string): string | null {
  if (hanOnly.test(part)) return nameBySoundOfHan(source, kinds, part) ?? nameByOneCharacter(source, kinds, part);
  if (/^[a-z]+$/.test(part)) {
    const name = nameBySound(source, kinds, part);
    if (name !== null) return name;
  }
  return repairLatinWord(
    kinds.flatMap((kind) => source.views[kind].segments),
    part,
  );
}

/** The words that full pinyin or initials stand for. */
function nameBySound(source: RepairSource, kinds: readonly EntityKind[], letters: string): string | null {
  if (letters.length < leastLetters) return null;
  const books = kinds.flatMap((kind) => source.views[kind].books);
  for (const form of ["full", "initials"] as const) {
    const starting = best(books.map((book) => book.starting(form, letters)));
    for (const entry of starting) {
      const span = spanBySound(source.names, entry, letters, form, 1);
      if (span !== null) return span;
    }
  }
  return letters.length < leastLettersInside ? null : spanInside(source, books, letters);
}

/** The words that sound exactly like Chinese characters, as many of them. */
function nameBySoundOfHan(source: RepairSource, kinds: readonly EntityKind[], part: string): string | null {
  const characters = [...part];
  if (characters.length < 2 || characters.length > pinyinChars) return null;
  const letters = source.names.pinyin(part).full;
  const books = kinds.flatMap((kind) => source.views[kind].books);
  for (const entry of best(books.map((book) => book.starting("full", letters)))) {
    const span = spanBySound(source.names, entry, letters, "full", 1);
    if (span !== null && [...span].length === characters.length) return span;
  }
  const inside = spanInside(source, books, letters);
  return inside !== null && [...inside].length === characters.length ? inside : null;
}

function spanInside(
  source: RepairSource,
  books: readonly { all(): Iterable<NameEntry> }[],
  letters: string,
): string | null {
  const containing = books.map((book) => filter(book.all(), (entry) => entry.full.includes(letters)));
  for (const entry of best(containing)) {
    const span = spanBySound(source.names, entry, letters, "full", pinyinChars);
    if (span !== null) return span;
  }
  return null;
}

/** The run of whole characters of a name that sounds exactly like the letters, starting among its first `starts` characters. */
export function spanBySound(
  names: NameKeys,
  entry: NameEntry,
  letters: string,
  form: "full" | "initials",
  starts: number,
): string | null {
  const characters = [...entry.key];
  for (let start = 0; start < Math.min(starts, characters.length); start++) {
    for (let end = start + 1; end <= characters.length; end++) {
      const span = characters.slice(start, end).join("");
      const sound = names.pinyin(span)[form];
      if (sound === letters) return span.trim();
      if (sound.length >= letters.length || !letters.startsWith(sound)) break;
    }
  }
  return null;
}

/** The words that differ from Chinese characters in one, whose sound is the same but for one letter (仟 qian, 纤 xian). */
function nameByOneCharacter(source: RepairSource, kinds: readonly EntityKind[], part: string): string | null {
  const wanted = [...part];
  if (wanted.length < leastHan || wanted.length > pinyinChars) return null;
  const alike = likeSounds(source.names);
  const spans = new Map<NameEntry, string>();
  const top = new TopHits<NameEntry>(1, compareNames);
  for (const book of kinds.flatMap((kind) => source.views[kind].books)) {
    for (const entry of book.all()) {
      if (entry.key.length > longestName) continue;
      const span = spanWithOneWrong(entry.key, wanted, alike);
      if (span === null) continue;
      spans.set(entry, span);
      top.offer(entry);
    }
  }
  const [found] = top.sorted();
  return found === undefined ? null : spans.get(found)!;
}

/** The run of a name that differs from the wanted characters in exactly one, alike as asked; null when there is none. */
export function spanWithOneWrong(
  name: string,
  wanted: readonly string[],
  alike: (a: string, b: string) => boolean,
): string | null {
  const characters = [...name];
  for (let start = 0; start + wanted.length <= characters.length; start++) {
    let wrong = -1;
    let differences = 0;
    for (let at = 0; at < wanted.length && differences < 2; at++) {
      if (characters[start + at] === wanted[at]) continue;
      differences++;
      wrong = at;
    }
    if (differences !== 1) continue;
    const character = characters[start + wrong]!;
    if (hanOnly.test(character) && alike(character, wanted[wrong]!))
      return characters.slice(start, start + wanted.length).join("");
  }
  return null;
}

/** Whether two characters sound the same but for one letter (仟 qian, 纤 xian). */
export function likeSounds(names: NameKeys): (a: string, b: string) => boolean {
  const sounds = new Map<string, string>();
  const soundOf = (character: string): string => {
    let sound = sounds.get(character);
    if (sound === undefined) {
      sound = names.pinyin(character).full;
      sounds.set(character, sound);
    }
    return sound;
  };
  return (a, b) => withinOneEdit(soundOf(a), soundOf(b));
}

/** Whether one inserted, dropped or changed letter at most makes a into b. */
function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let front = 0;
  while (front < a.length && front < b.length && a[front] === b[front]) front++;
  let back = 0;
  while (back < Math.min(a.length, b.length) - front && a.at(-1 - back) === b.at(-1 - back)) back++;
  return Math.max(a.length, b.length) - front - back <= 1;
}

function best(sources: readonly Iterable<NameEntry>[]): NameEntry[] {
  const top = new TopHits<NameEntry>(mostTried, compareNames);
  for (const entries of sources) for (const entry of entries) top.offer(entry);
  return top.sorted();
}

function* filter(entries: Iterable<NameEntry>, keep: (entry: NameEntry) => boolean): Generator<NameEntry> {
  for (const entry of entries) if (keep(entry)) yield entry;
}
