import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Dictionary files in jieba's format, one `word frequency tag` a line. Both cutters load the same two, so both cut alike. */
export interface Dictionary {
  /** The general dictionary, about 349,000 words. */
  basePath: string;
  /** Our terms; they override the general ones. */
  userPath: string;
  /** Of the contents of both files. */
  hash: string;
}

/**
 * The dictionary shipped with @node-rs/jieba plus data/dictionary/terms.txt.
 * @throws Error naming what is missing
 */
export function findDictionary(): Dictionary {
  const basePath = createRequire(import.meta.url).resolve("@node-rs/jieba/dict.txt");
  const userPath = findUpwards(path.join("data", "dictionary", "terms.txt"));
  const hash = createHash("sha256").update(readFileSync(basePath)).update(readFileSync(userPath)).digest("hex");
  return { basePath, userPath, hash: hash.slice(0, 16) };
}

/** Looks beside this module and in every folder above it, so that sources and a build folder both find the data. */
function findUpwards(relativePath: string): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = path.join(folder, relativePath);
    if (existsSync(candidate)) return candidate;
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error(`Dictionary ${relativePath} not found above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
}
