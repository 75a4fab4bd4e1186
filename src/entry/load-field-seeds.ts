import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FieldSeed } from "../domain/field/field-model.ts";
import { fieldSeeds } from "../domain/field/field-seeds.ts";
import { parseConceptFile } from "../domain/matching/concept-file.ts";
import type { CodeList } from "../domain/taxonomy/code-list.ts";
import { projectRoot } from "./project-root.ts";

/** Files of data/synonyms whose words are of one high-tech field. */
const synonymFields = {
  "aerospace.tsv": "30",
  "agriculture.tsv": "20",
  "biomedicine.tsv": "20",
  "electronics.tsv": "10",
  "energy.tsv": "60",
  "environment.tsv": "70",
  "manufacturing.tsv": "80",
  "materials.tsv": "40",
} as const;

/** What is known of the high-tech fields before any record declares one. */
export async function loadFieldSeeds(fields: CodeList): Promise<FieldSeed[]> {
  const data = (path: string) => readFile(join(projectRoot, "data", path), "utf8");
  const [typical, ...synonyms] = await Promise.all([
    data("taxonomy/field-terms.tsv"),
    ...Object.entries(synonymFields).map(async ([file, code]) =>
      parseConceptFile(await data(`synonyms/${file}`), file).map(({ members }) => ({ code, words: members })),
    ),
  ]);
  return fieldSeeds(fields, typical, synonyms.flat());
}
