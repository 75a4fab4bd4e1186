import type { Finding } from "./finding.ts";
import { mergeFindings } from "./merge-findings.ts";
import { type Reading, readText } from "./read-text.ts";

/** Findings shorter than this say too little to be looked for elsewhere. */
const shortestRepeat = 2;

/** Adds every other place, in any of the texts, that says what a finding says, however it is written there.
 * @param found findings per text, merged */
export function repeatFindings(readings: readonly Reading[], found: readonly (readonly Finding[])[]): Finding[][] {
  const byWord = new Map<string, Finding>();
  for (const [at, findings] of found.entries()) {
    for (const finding of findings) {
      const word = readText(readings[at]!.raw.slice(finding.start, finding.end)).tight.text.trim();
      if (word.length >= shortestRepeat && !byWord.has(word)) byWord.set(word, finding);
    }
  }
  return readings.map(({ raw, tight }, at) => {
    const repeats: Finding[] = [];
    for (const place of placesOf(tight.text, [...byWord.keys()])) {
      const start = tight.starts[place.start]!;
      const end = tight.ends[place.end - 1]!;
      repeats.push({ ...byWord.get(place.word)!, start, end });
    }
    return mergeFindings([...found[at]!, ...repeats]).map((finding) => ({
      ...finding,
      text: raw.slice(finding.start, finding.end),
    }));
  });
}

/** Every place of every word, found by its first two characters: one walk through the text however many words there are. */
function placesOf(text: string, words: readonly string[]): { word: string; start: number; end: number }[] {
  const byHead = new Map<string, string[]>();
  for (const word of words) {
    const head = word.slice(0, shortestRepeat);
    const same = byHead.get(head);
    if (same === undefined) byHead.set(head, [word]);
    else same.push(word);
  }
  const places: { word: string; start: number; end: number }[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (const word of byHead.get(text.slice(start, start + shortestRepeat)) ?? []) {
      const end = start + word.length;
      if (text.startsWith(word, start) && !joinsWord(text, start) && !joinsWord(text, end)) places.push({ word, start, end });
    }
  }
  return places;
}

const wordUnit = /[a-z0-9]/;

/** Whether a letter or digit stands on both sides of `at`, so that a word that ends there is part of a longer one. */
function joinsWord(text: string, at: number): boolean {
  return wordUnit.test(text[at - 1] ?? "") && wordUnit.test(text[at] ?? "");
}
