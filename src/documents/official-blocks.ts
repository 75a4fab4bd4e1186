import { AlignmentType, BorderStyle, type FileChild, LineRuleType, Paragraph } from "docx";
import type { Block, ParagraphRole } from "../domain/paper/paper.ts";
import { bookBlock, dataTable, runs } from "./docx-blocks.ts";
import { fonts, officialLine, sizes } from "./fonts.ts";

/** Width between the margins of GB/T 9704: 210 − 28 − 26 mm. */
const officialWidth = 156;
/** Two characters of 三号, twentieths of a point. */
const twoCharacters = 640;
const red = "C00000";
/** The office's name on top, half points. */
const issuerSize = 62;
const spacing = { line: officialLine, lineRule: LineRuleType.EXACT };
/** A short line that starts as 一、 is a heading of the first level, in 黑体. */
const firstLevel = /^[一二三四五六七八九十]+、[^。]{1,30}$/;

type Look = ConstructorParameters<typeof Paragraph>[0] & object;

/** How each part of a 公文 stands on its page. */
function lookOf(role: ParagraphRole | undefined, text: string): Look {
  const body = { font: fonts.body, size: sizes.three };
  switch (role) {
    case "issuer":
      return {
        children: runs(text, { font: fonts.title, size: issuerSize, color: red }),
        alignment: AlignmentType.CENTER,
        spacing: { before: 400, after: 400 },
      };
    case "documentNumber":
      return {
        children: runs(text, body),
        alignment: AlignmentType.CENTER,
        spacing: { ...spacing, after: officialLine },
        border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: 4 } },
      };
    case "title":
      return {
        children: runs(text, { font: fonts.title, size: sizes.two }),
        alignment: AlignmentType.CENTER,
        spacing: { ...spacing, line: 640, before: officialLine, after: officialLine },
      };
    case "recipients":
      return { children: runs(text, body), spacing };
    case "attachments":
      return {
        children: runs(text, body),
        spacing: { ...spacing, before: officialLine },
        indent: { firstLine: twoCharacters },
      };
    case "signature":
      return {
        children: runs(text, body),
        alignment: AlignmentType.RIGHT,
        spacing: { ...spacing, before: 3 * officialLine },
        indent: { right: 2 * twoCharacters },
        keepNext: true,
      };
    case "date":
      return {
        children: runs(text, body),
        alignment: AlignmentType.RIGHT,
        spacing,
        indent: { right: 2 * twoCharacters },
      };
    case "attachmentMark":
      return { children: runs(text, { font: fonts.heading, size: sizes.three }), spacing };
    default: {
      const font = firstLevel.test(text) ? fonts.heading : fonts.body;
      return {
        children: runs(text, { font, size: sizes.three }),
        alignment: AlignmentType.BOTH,
        spacing,
        indent: { firstLine: twoCharacters },
        keepNext: font === fonts.heading,
      };
    }
  }
}

/** Blocks of an official document (GB/T 9704): 三号 on lines of 28 pt, tables within its margins. */
export function officialBlock(block: Block): FileChild[] {
  if (block.kind === "paragraph") return [new Paragraph(lookOf(block.role, block.text))];
  if (block.kind === "table") return [dataTable(block.columns, block.rows, officialWidth)];
  return bookBlock(block);
}
