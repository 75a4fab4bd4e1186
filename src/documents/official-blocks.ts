import { isFirstLevel } from "../domain/paper/notice.ts";
import type { Block, ParagraphRole } from "../domain/paper/paper.ts";
import { type Look, paragraphXml } from "./body-xml.ts";
import { bookBlock, dataTable } from "./book-blocks.ts";
import { officialLine, sizes } from "./fonts.ts";

/** Width between the margins of GB/T 9704: 210 − 28 − 26 mm. */
const officialWidth = 156;
/** Two and four characters of 三号, twentieths of a point. */
const [twoCharacters, fourCharacters] = [640, 1_280];
const red = "C00000";
/** The office's name on top, half points. */
const issuerSize = 62;
const titleLine = 640;

const body: Look = { font: "body", size: sizes.three, line: officialLine };
const opening: Look = { ...body, align: "both", firstLine: twoCharacters };

/** How each part of a 公文 stands on its page. */
const looks: Record<ParagraphRole, Look> = {
  issuer: { font: "title", size: issuerSize, color: red, align: "center", before: 400, after: 400 },
  documentNumber: { ...body, align: "center", after: officialLine, rule: red },
  title: {
    font: "title",
    size: sizes.two,
    align: "center",
    line: titleLine,
    before: officialLine,
    after: officialLine,
  },
  recipients: body,
  attachments: { ...opening, before: officialLine },
  signature: { ...body, align: "right", before: 3 * officialLine, right: fourCharacters, keepNext: true },
  date: { ...body, align: "right", right: fourCharacters },
  attachmentMark: { ...body, font: "heading", startsPage: true },
};

/** Blocks of an official document (GB/T 9704): 三号 on lines of 28 pt, tables within its margins. */
export function officialBlock(block: Block): string {
  if (block.kind === "table") return dataTable(block.columns, block.rows, officialWidth);
  if (block.kind !== "paragraph") return bookBlock(block);
  const { role, text } = block;
  if (role !== undefined) return paragraphXml(text, looks[role]);
  return paragraphXml(text, isFirstLevel(text) ? { ...opening, font: "heading", keepNext: true } : opening);
}
