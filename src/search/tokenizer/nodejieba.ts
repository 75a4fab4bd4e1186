import { createRequire } from "node:module";
import type { Dictionary } from "./dictionary.ts";
import type { WordCutter } from "./word-cutter.ts";

/** The part of nodejieba in use. Its own types are not imported: it is an optional dependency and may be absent. */
interface NodeJieba {
  load(options: { dict: string; userDict: string }): void;
  cut(sentence: string, useHmm: boolean): string[];
}

/**
 * Cuts with nodejieba (C++). The dictionary is loaded for the first text, which takes 1.2–1.5 s and up to 250 MB: most commands cut nothing.
 * 1.0 M characters/s of index terms.
 * Plain cut without HMM: see load-cutter.ts. nodejieba holds one dictionary per process: loading again replaces it for all.
 * @throws Error when the native module is missing
 */
export function nodejiebaCutter(dictionary: Dictionary): WordCutter {
  const require = createRequire(import.meta.url);
  const jieba = require("nodejieba") as NodeJieba;
  const { version } = require("nodejieba/package.json") as { version: string };
  let loaded = false;
  return {
    name: "nodejieba",
    version,
    dictionaryHash: dictionary.hash,
    cut(text) {
      if (!loaded) jieba.load({ dict: dictionary.basePath, userDict: dictionary.userPath });
      loaded = true;
      return jieba.cut(text, false);
    },
  };
}
