import type { SearchDocument } from "../../domain/matching/document.ts";

/** Works shorter than this together are one item: a bare title has too few words to have a direction. */
const leastUnits = 60;

/** The items of a document: an expert's papers, patents and projects each, and what stands above them; everything else is one item. */
export function itemTexts({ kind, text }: SearchDocument): string[] {
  const { works = [], ...rest } = text;
  const head = Object.values(rest).flat().join("\n");
  if (kind !== "expert") return join([head, ...works]);
  const items = head === "" ? [] : [head];
  let gathered: string[] = [];
  for (const work of works) {
    gathered.push(work);
    if (gathered.join("").length < leastUnits) continue;
    items.push(gathered.join("\n"));
    gathered = [];
  }
  return gathered.length === 0 ? items : [...items, gathered.join("\n")];
}

function join(parts: readonly string[]): string[] {
  const whole = parts.filter((part) => part !== "").join("\n");
  return whole === "" ? [] : [whole];
}
