import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MatchingSetup } from "../app/context.ts";
import { createVocabulary, parseSurnames, type RedactionLists } from "../domain/redaction/vocabulary.ts";
import { loadCodeLists } from "./load-code-lists.ts";
import { projectRoot } from "./project-root.ts";

/** What the redaction detector and its warnings work with. */
export async function loadRedaction(): Promise<MatchingSetup["redaction"]> {
  const [redactionLists, { region, industry, field }] = await Promise.all([loadRedactionLists(), loadCodeLists()]);
  return {
    vocabulary: createVocabulary(redactionLists),
    lists: { regions: region, industries: industry, fields: field },
  };
}

/** Word lists of data/ that the redaction detector looks names up in. */
export async function loadRedactionLists(): Promise<RedactionLists> {
  const { region, industry } = await loadCodeLists();
  const surnames = parseSurnames(await readFile(join(projectRoot, "data/names/surnames.tsv"), "utf8"));
  return { regions: region, industries: industry, surnames };
}
