import type { SearchDocument } from "../../src/domain/matching/document.ts";
import { commonWords, latinWords, seedWords, wordEndings } from "./seed-words.ts";

/** Shape of the texts, set so that document frequencies resemble real abstracts; see README.md for both sets of figures. */
const shape = {
  /** Distinct content words: the stock, its compounds, and words made of any characters. */
  vocabulary: 40_000,
  /** Share of the invented words that are made of any characters rather than of the stock's. */
  anyCharacters: 0.2,
  /** Exponents of Zipf's law over content words, common words, and characters of invented words. */
  zipf: 0.8,
  commonZipf: 0.8,
  characterZipf: 0.6,
  /** Share of words that are common ones. */
  common: 0.3,
  /** Share of content words that come from the document's own topic. */
  topical: 0.45,
  topicWords: 14,
  /** Share of words that are Latin or figures. */
  latin: 0.02,
  wordsPerClause: 7,
};

/** Numbers 0 ≤ x < 1, the same for the same seed on every machine (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws texts of one synthetic language. */
export interface TextSource {
  /** Content words; a query of them finds something. */
  topic(random: Random): string[];
  /** Running text about a topic, cut at about so many characters. */
  prose(random: Random, topic: readonly string[], characters: number): string;
}

export function createTextSource(): TextSource {
  const words = vocabulary(randomFrom(1));
  const contentWord = zipfSampler(words, shape.zipf);
  const commonWord = zipfSampler(commonWords, shape.commonZipf);
  const topic = (random: Random) => Array.from({ length: shape.topicWords }, () => contentWord(random));
  return {
    topic,
    prose(random, about, characters) {
      let text = "";
      for (let word = 1; text.length < characters; word++) {
        const draw = random();
        if (draw < shape.latin) text += random() < 0.5 ? pick(latinWords, random) : String(Math.floor(random() * 500));
        else if (draw < shape.latin + shape.common) text += commonWord(random);
        else text += random() < shape.topical ? pick(about, random) : contentWord(random);
        if (word % shape.wordsPerClause === 0) text += word % (3 * shape.wordsPerClause) === 0 ? "。" : "，";
      }
      return text.slice(0, characters);
    },
  };
}

/** Document `number` of the corpus: a title, four keywords and about 200 characters in all. The same number gives the same document. */
export function syntheticDocument(source: TextSource, number: number): SearchDocument {
  const random = randomFrom(1_000_003 + number);
  const topic = source.topic(random);
  const title = `${topic[0]}${topic[1]}的${topic[2]}`;
  const keywords = topic.slice(0, 4);
  const body = source.prose(random, topic, 150 + Math.floor(random() * 60));
  return {
    kind: "achievement",
    id: `a${String(number).padStart(8, "0")}`,
    version: 1,
    text: { title: [title], keywords, body: [body] },
    names: [title, ...keywords],
    facets: {
      field: [`f${Math.floor(random() * 30)}`],
      region: [`r${Math.floor(random() * 31)}`],
      trl: [String(1 + Math.floor(random() * 9))],
    },
  };
}

function vocabulary(random: Random): string[] {
  const words = new Set(seedWords);
  const character = zipfSampler(shuffled(commonCharacters(), random), shape.characterZipf);
  while (words.size < shape.vocabulary) {
    if (random() < shape.anyCharacters) {
      words.add(character(random) + character(random) + (random() < 0.3 ? pick(wordEndings, random) : ""));
      continue;
    }
    const first = pick(seedWords, random);
    words.add(first + (random() < 0.25 ? pick(wordEndings, random) : mixedWord(random)));
  }
  // Short words are the frequent ones, as in any language; among equals chance decides.
  return [...words]
    .map((word) => ({ word, order: word.length + 3 * random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ word }) => word);
}

/** The 3,755 characters of GB 2312's first level, in its order. */
function commonCharacters(): string[] {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) bytes.push(row, cell);
  }
  return [...new TextDecoder("gb18030").decode(Uint8Array.from(bytes))];
}

/** The values in an order drawn by chance. */
export function shuffled<Value>(values: readonly Value[], random: Random): Value[] {
  return values
    .map((value) => ({ value, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

/** A word of the stock, or one made of two words' characters: the long tail of pairs that no list holds. */
function mixedWord(random: Random): string {
  return random() < 0.5 ? pick(seedWords, random) : pick(seedWords, random)[0]! + pick(seedWords, random)[1]!;
}

function zipfSampler(words: readonly string[], exponent: number): (random: Random) => string {
  const cumulative = new Float64Array(words.length);
  let sum = 0;
  words.forEach((_, rank) => {
    sum += 1 / (rank + 1) ** exponent;
    cumulative[rank] = sum;
  });
  return (random) => {
    const target = random() * sum;
    let low = 0;
    let high = words.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! < target) low = middle + 1;
      else high = middle;
    }
    return words[low]!;
  };
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[Math.floor(random() * values.length)]!;
}
