import type { Finding } from "./finding.ts";
import { type Reading, readText } from "./read-text.ts";

/** Findings shorter than this say too little to be looked for elsewhere. */
const shortestRepeat = 2;

/** What the findings say, as the tight reading writes it, each with the first finding that says it. */
export function wordsOf(findings: readonly Finding[]): Map<string, Finding> {
  const words = new Map<string, Finding>();
  for (const finding of findings) {
    const word = readText(finding.text).tight.text.trim();
    if (word.length >= shortestRepeat && !words.has(word)) words.set(word, finding);
  }
  return words;
}

/** Every place of every word of `words`, found by its first two characters and the lengths of the words that start so: one walk through
 * the text however many words there are. */
export function findWords({ raw, tight }: Reading, words: ReadonlyMap<string, Finding>): Finding[] {
  const lengths = new Map<string, Set<number>>();
  for (const word of words.keys()) {
    const head = word.slice(0, shortestRepeat);
    lengths.set(head, (lengths.get(head) ?? new Set()).add(word.length));
  }
  const { text, starts, ends } = tight;
  const found: Finding[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (const length of lengths.get(text.slice(start, start + shortestRepeat)) ?? []) {
      const end = start + length;
      const word = text.slice(start, end);
      const known = words.get(word);
      if (known === undefined || joinsWord(text, start) || joinsWord(text, end)) continue;
      const span = { start: starts[start]!, end: ends[end - 1]! };
      found.push({ ...known, ...span, text: raw.slice(span.start, span.end) });
    }
  }
  return found;
}

const wordUnit = /[a-z0-9]/;

/** Whether a letter or digit stands on both sides of `at`, so that a word that ends there is part of a longer one. */
function joinsWord(text: string, at: number): boolean {
  return wordUnit.test(text[at - 1] ?? "") && wordUnit.test(text[at] ?? "");
}
