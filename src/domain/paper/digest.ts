import type { Paper } from "./paper.ts";

/** What a document said, section by section: hashes, from which nothing can be read. */
export interface PaperDigest {
  /** Of title, facts and the order of the sections. */
  frame: string;
  /** Key → hash of each section that has blocks or a heading. */
  sections: Readonly<Record<string, string>>;
}

/** What changed in a document since it was made; null = nothing. */
export interface PaperChange {
  added: readonly string[];
  changed: readonly string[];
  removed: number;
}

/** Hashes a document. @param hash of JSON data, the same for the same data */
export function digestPaper({ layout, title, facts, sections }: Paper, hash: (data: unknown) => string): PaperDigest {
  return {
    frame: hash([layout, title, facts, sections.map(({ key }) => key)]),
    sections: Object.fromEntries(sections.map(({ key, heading, blocks }) => [key, hash([heading, blocks])])),
  };
}

/** How a document composed now differs from the one that was made: sections by their headings. */
export function comparePaper(before: PaperDigest, now: PaperDigest, paper: Paper): PaperChange | null {
  const nameOf = (key: string) => paper.sections.find((section) => section.key === key)?.heading ?? "正文";
  const keys = Object.keys(now.sections);
  const added = keys.filter((key) => before.sections[key] === undefined).map(nameOf);
  const changed = keys
    .filter((key) => before.sections[key] !== undefined && before.sections[key] !== now.sections[key])
    .map(nameOf);
  const removed = Object.keys(before.sections).filter((key) => now.sections[key] === undefined).length;
  const same = before.frame === now.frame && added.length + changed.length + removed === 0;
  return same ? null : { added, changed, removed };
}
