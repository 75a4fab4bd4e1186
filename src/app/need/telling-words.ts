import { isCommonWord, isContentWord } from "../../domain/matching/common-words.ts";
import { inverseDocumentFrequency } from "../../domain/matching/query.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { WORD_PREFIX } from "../../text/tokens.ts";
import type { AppContext } from "../context.ts";
import { listAudienceOf } from "../match/database-pool.ts";

/** A word of a text and how much it tells of it. */
export interface TellingWord {
  /** As its author wrote it first. */
  word: string;
  /** As the index knows it. */
  term: string;
  /** (1 + ln n) · (½ + idf) among the needs, > 0. */
  weight: number;
}

/** Among a handful of needs nearly every word is in most of them, and still says what it says. */
const leastIdf = 0.5;
/** 两种, 几次, 每天: counting, not telling. */
const counted = /^[一二两三四五六七八九十几多各每第]/;

/** Longer texts are read up to here. */
const maxCharacters = 20_000;

/** Dictionary and Latin words of a text that say what it is about, the most telling first; none where this process computes no matches. */
export async function tellingWords(ctx: AppContext, text: string): Promise<TellingWord[]> {
  if (ctx.matching === null) return [];
  const read = text.slice(0, maxCharacters);
  const words = new Map<string, { word: string; count: number }>();
  for (const { term, start, end } of ctx.matching.analyser.read(read).terms) {
    if (!isTelling(term)) continue;
    const known = words.get(term);
    if (known === undefined) words.set(term, { word: read.slice(start, end), count: 1 });
    else known.count += 1;
  }
  const { documents, frequency } = await commonness(ctx, [...words.keys()]);
  return [...words]
    .map(([term, { word, count }]) => {
      const idf = inverseDocumentFrequency(documents, frequency.get(term) ?? 0);
      return { word, term, weight: (1 + Math.log(count)) * (leastIdf + idf) };
    })
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
}

function isTelling(term: string): boolean {
  if (term.startsWith(WORD_PREFIX)) {
    const word = term.slice(WORD_PREFIX.length);
    if (word.length < 2 || isCommonWord(word) || counted.test(word)) return false;
    return word.length > 2 || isContentWord(word);
  }
  return /^\p{Script=Latin}{2,}/u.test(term) && !isCommonWord(term);
}

async function commonness(ctx: AppContext, terms: readonly string[]) {
  try {
    return await ctx.search.termStatistics("need", terms, listAudienceOf(ctx.principal));
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return { documents: 1, frequency: new Map() };
    throw error;
  }
}
