import type { WordCutter } from "./word-cutter.ts";

/**
 * No dictionary: terms are characters, pairs, Latin words and figures only. For Workers, which have neither native modules
 * nor 100 MB for a dictionary; it imports nothing.
 */
export const gramsOnlyCutter: WordCutter = { name: "grams", version: "", dictionaryHash: "", cut: () => [] };
