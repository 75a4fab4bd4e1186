import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ConceptEntry, parseConceptFile } from "../domain/matching/concept-file.ts";
import { type Concepts, createConcepts } from "../domain/matching/concepts.ts";
import { projectRoot } from "./project-root.ts";

/** The groups of data/synonyms, file by file in the order of their names, and a hash of the files.
 * @throws RangeError naming file and row of a malformed line */
export async function readConceptEntries(): Promise<{ entries: ConceptEntry[]; hash: string }> {
  const directory = join(projectRoot, "data", "synonyms");
  const files = (await readdir(directory)).filter((name) => name.endsWith(".tsv")).sort();
  const hash = createHash("sha256");
  const entries: ConceptEntry[] = [];
  for (const file of files) {
    const text = await readFile(join(directory, file), "utf8");
    hash.update(`${file}\n`).update(text);
    entries.push(...parseConceptFile(text, file));
  }
  return { entries, hash: hash.digest("hex").slice(0, 16) };
}

/** The concepts this installation matches by. */
export async function loadConcepts(): Promise<Concepts> {
  const { entries, hash } = await readConceptEntries();
  return createConcepts(entries, hash);
}
