import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCodeList } from "../domain/taxonomy/code-list.ts";
import { regionOfText } from "../domain/taxonomy/region-text.ts";
import type { CodeLists } from "../http/code-lists.ts";
import type { Resolvers } from "../sheets/parse-content.ts";
import { projectRoot } from "./project-root.ts";

/** The coded lists of data/. */
export async function loadCodeLists(): Promise<CodeLists> {
  const read = async (path: string) => parseCodeList(await readFile(join(projectRoot, "data", path), "utf8"));
  const [field, industry, discipline, region] = await Promise.all([
    read("taxonomy/fields.tsv"),
    read("taxonomy/industries.tsv"),
    read("taxonomy/disciplines.tsv"),
    read("regions/regions.tsv"),
  ]);
  return { field, industry, discipline, region };
}

/** Reads names as people write them, and codes of the lists, into codes. */
export function resolversOf(lists: CodeLists): Resolvers {
  const codeOrName = (list: CodeLists["field"]) => (text: string) =>
    list.get(text.trim())?.code ?? list.find(text) ?? null;
  return {
    field: codeOrName(lists.field),
    industry: codeOrName(lists.industry),
    discipline: codeOrName(lists.discipline),
    region: (text) => lists.region.get(text.trim())?.code ?? regionOfText(lists.region, text),
  };
}

/** 浙江省温州市 for 330300; "" for null and for codes not in the list. */
export function regionNameOf(lists: CodeLists): (code: string | null) => string {
  return (code) =>
    code === null
      ? ""
      : lists.region
          .path(code)
          .map((step) => lists.region.name(step) ?? "")
          .join("");
}
