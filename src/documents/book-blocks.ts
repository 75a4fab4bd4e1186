import type { Block, PaperColumn, PaperSection } from "../domain/paper/paper.ts";
import { paragraphXml, tableXml } from "./body-xml.ts";
import { sizes, twips } from "./fonts.ts";

/** Width between the margins, millimetres. */
const bookWidth = 178;
const labelWidth = 32;
const headFill = "EDF1F1";

/** Blocks of a book: compact, on a page of its own width. */
export function bookBlock(block: Block): string {
  switch (block.kind) {
    case "heading": {
      const size = block.level === 2 ? sizes.smallFour : sizes.five;
      return paragraphXml(block.text, { font: "heading", size, keepNext: true, before: 120, after: 40 });
    }
    case "paragraph":
      return block.text
        .split(/\r\n|\r|\n/)
        .map((line) => paragraphXml(line, { font: "text", size: sizes.five, align: "both", after: 40, firstLine: 420 }))
        .join("");
    case "items":
      return block.items
        .map((item) => paragraphXml(`· ${item}`, { font: "text", size: sizes.five, left: 420, hanging: 210 }))
        .join("");
    case "facts": {
      const rows = block.rows.map(([label, value]) => [
        { text: label, look: { font: "heading", size: sizes.five } as const },
        { text: value, look: { font: "text", size: sizes.five } as const },
      ]);
      return tableXml([twips(labelWidth), twips(bookWidth - labelWidth)], null, rows, "rows") + gap;
    }
    case "table":
      return dataTable(block.columns, block.rows, bookWidth);
  }
}

/** A section's heading. */
export function headingXml({ heading, level, startsPage }: PaperSection): string {
  if (heading === null) return "";
  const size = level === 1 ? sizes.three : sizes.smallFour;
  return paragraphXml(heading, { font: "heading", size, keepNext: true, startsPage, before: 240, after: 100 });
}

/** A table whose header row is repeated on every page. @param width millimetres */
export function dataTable(
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const widths = columns.map(({ share }) => twips((width * share) / 100));
  const headLook = { font: "heading", size: sizes.smallFive, align: "center" } as const;
  const head = columns.map(({ header }) => ({ text: header, look: headLook, fill: headFill }));
  const cellLook = { font: "text", size: sizes.smallFive } as const;
  const body = rows.map((row) => row.map((text) => ({ text, look: cellLook })));
  return tableXml(widths, head, body, "grid") + gap;
}

/** A table needs a paragraph behind it, or the next one grows onto it. */
const gap = paragraphXml("", { font: "text", size: sizes.smallFive, line: 120 });
