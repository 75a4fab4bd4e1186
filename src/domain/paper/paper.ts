/** What a paragraph is in an official document (GB/T 9704); elsewhere a paragraph has no role. */
export type ParagraphRole =
  | "issuer"
  | "documentNumber"
  | "title"
  | "recipients"
  | "attachments"
  | "signature"
  | "date"
  /** First line of what is attached: 附件. */
  | "attachmentMark";

export interface PaperColumn {
  header: string;
  /** Share of the table's width in per cent; those of a table sum to 100. */
  share: number;
}

/** One label and what is said of it; neither holds markup. */
export type PaperFact = readonly [label: string, value: string];

/** What a page is made of. Texts are plain; line breaks in paragraphs and cells are kept. */
export type Block =
  | { kind: "heading"; level: 2 | 3; text: string }
  | { kind: "paragraph"; text: string; role?: ParagraphRole }
  | { kind: "facts"; rows: readonly PaperFact[] }
  | { kind: "items"; items: readonly string[] }
  | { kind: "table"; columns: readonly PaperColumn[]; rows: readonly (readonly string[])[] };

export interface PaperSection {
  /** Names the section from one composition to the next, e.g. a record's id. */
  key: string;
  /** null where its blocks speak for themselves. */
  heading: string | null;
  /** Level 1 is a group of sections of level 2. */
  level: 1 | 2;
  startsPage: boolean;
  blocks: readonly Block[];
}

/** A document before it is rendered: the same for print, Word and Excel. */
export interface Paper {
  /** `official`: GB/T 9704, where title and facts stand among the blocks or not at all. */
  layout: "book" | "official";
  title: string;
  /** Below the title: of what list and version, for whom. When and by whom it was made is added on rendering. */
  facts: readonly PaperFact[];
  sections: readonly PaperSection[];
}

/** A titled block of an author's own words; nothing when there are none. */
export function saidUnder(title: string, text: string): Block[] {
  if (text.trim() === "") return [];
  return [
    { kind: "heading", level: 3, text: title },
    { kind: "paragraph", text },
  ];
}

/** A titled list; beyond `most` items only their number is said. */
export function listedUnder(title: string, items: readonly string[], most: number): Block[] {
  if (items.length === 0) return [];
  const rest = items.length - most;
  const shown = rest > 0 ? [...items.slice(0, most), `……等共 ${items.length} 项`] : items;
  return [
    { kind: "heading", level: 3, text: title },
    { kind: "items", items: shown },
  ];
}

/** Facts somebody stated. */
export function stated(facts: readonly (readonly [string, string | null])[]): PaperFact[] {
  return facts.filter((fact): fact is PaperFact => fact[1] !== null && fact[1] !== "");
}
