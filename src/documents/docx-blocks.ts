import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import type { Block, PaperColumn } from "../domain/paper/paper.ts";
import { fonts, sizes, twips } from "./fonts.ts";

/** Width between the margins, millimetres. */
export const bookWidth = 178;
const factLabelShare = 20;
const line = { style: BorderStyle.SINGLE, size: 4, color: "808080" };
const borders = { top: line, bottom: line, left: line, right: line };
const hair = { style: BorderStyle.SINGLE, size: 2, color: "D0D0D0" };
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };

/** Characters XML cannot hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function clean(text: string): string {
  return text.toWellFormed().replace(unwritable, "");
}

/** One paragraph's text; its line breaks become breaks. */
export function runs(
  text: string,
  look: { font: (typeof fonts)[keyof typeof fonts]; size: number; color?: string },
): TextRun[] {
  return clean(text)
    .split(/\r\n|\r|\n/)
    .map((part, at) => new TextRun({ text: part, ...look, ...(at > 0 && { break: 1 }) }));
}

/** Blocks of a book: compact, on a page of its own width. */
export function bookBlock(block: Block): FileChild[] {
  switch (block.kind) {
    case "heading":
      return [
        new Paragraph({
          children: runs(block.text, { font: fonts.heading, size: block.level === 2 ? sizes.smallFour : sizes.five }),
          keepNext: true,
          spacing: { before: 120, after: 40 },
        }),
      ];
    case "paragraph":
      return block.text.split(/\r\n|\r|\n/).map(
        (text) =>
          new Paragraph({
            children: runs(text, { font: fonts.text, size: sizes.five }),
            alignment: AlignmentType.BOTH,
            widowControl: true,
            spacing: { line: 320, lineRule: LineRuleType.AUTO, after: 40 },
            indent: { firstLine: 420 },
          }),
      );
    case "items":
      return block.items.map(
        (item) =>
          new Paragraph({
            children: runs(`· ${item}`, { font: fonts.text, size: sizes.five }),
            spacing: { line: 300, lineRule: LineRuleType.AUTO },
            indent: { left: 420, hanging: 210 },
          }),
      );
    case "facts":
      return [factTable(block.rows), gap()];
    case "table":
      return [dataTable(block.columns, block.rows, bookWidth), gap()];
  }
}

/** A table whose header row is repeated on every page and whose rows stay whole where a page can hold them. */
export function dataTable(columns: readonly PaperColumn[], rows: readonly (readonly string[])[], width: number): Table {
  const widths = columns.map(({ share }) => twips((width * share) / 100));
  const cell = (text: string, column: number, header: boolean) =>
    new TableCell({
      width: { size: widths[column]!, type: WidthType.DXA },
      borders,
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      ...(header && { shading: { fill: "EDF1F1" } }),
      children: [
        new Paragraph({
          children: runs(text, { font: header ? fonts.heading : fonts.text, size: sizes.smallFive }),
          alignment: header ? AlignmentType.CENTER : AlignmentType.LEFT,
        }),
      ],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(width), type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ header }, at) => cell(header, at, true)),
      }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, at) => cell(text, at, false)) })),
    ],
  });
}

function factTable(rows: readonly (readonly [string, string])[]): Table {
  const shares = [factLabelShare, 100 - factLabelShare];
  const widths = shares.map((share) => twips((bookWidth * share) / 100));
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(bookWidth), type: WidthType.DXA },
    columnWidths: widths,
    rows: rows.map(
      (row) =>
        new TableRow({
          children: row.map(
            (text, at) =>
              new TableCell({
                width: { size: widths[at]!, type: WidthType.DXA },
                borders: { top: hair, bottom: hair, left: none, right: none },
                margins: { top: 20, bottom: 20, left: 80, right: 80 },
                children: [
                  new Paragraph({
                    children: runs(text, { font: at === 0 ? fonts.heading : fonts.text, size: sizes.five }),
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

/** A table needs a paragraph behind it, or the next one grows onto it. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { line: 120, lineRule: LineRuleType.EXACT } });
}
