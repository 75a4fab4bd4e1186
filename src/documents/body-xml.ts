import type { FontName } from "./fonts.ts";
import { fontXml } from "./fonts.ts";

/** How a paragraph stands; lengths in twentieths of a point, sizes in half points. */
export interface Look {
  font: FontName;
  size: number;
  /** RRGGBB. @default black */
  color?: string;
  align?: "center" | "right" | "both";
  before?: number;
  after?: number;
  /** Height of a line, exactly. @default what the font wants */
  line?: number;
  firstLine?: number;
  left?: number;
  hanging?: number;
  right?: number;
  /** Stays on the page of what follows. */
  keepNext?: boolean;
  startsPage?: boolean;
  /** RRGGBB of a rule below. */
  rule?: string;
}

export interface Cell {
  text: string;
  look: Look;
  /** RRGGBB behind the text. */
  fill?: string;
}

/** Characters XML cannot hold: control characters but tab and line breaks, U+FFFE and U+FFFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** A row with a longer text may split over pages; the others stay whole. */
const longCell = 600;

/** Text without what XML cannot hold; halves of surrogate pairs become U+FFFD. */
export function writable(text: string): string {
  return text.toWellFormed().replace(unwritable, "");
}

function escapeText(text: string): string {
  return writable(text).replace(/[&<>"]/g, (character) => entities[character]!);
}

/** One paragraph; line breaks within its text are kept. */
export function paragraphXml(text: string, look: Look): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => `<w:t xml:space="preserve">${escapeText(line)}</w:t>`);
  return `<w:p>${paragraphProperties(look)}<w:r>${runProperties(look)}${lines.join("<w:br/>")}</w:r></w:p>`;
}

function paragraphProperties({ keepNext, startsPage, rule, align, ...look }: Look): string {
  const { before = 0, after = 0, line, firstLine, left, hanging, right } = look;
  const spacing = line === undefined ? "" : ` w:line="${line}" w:lineRule="exact"`;
  const indents = { left, right, firstLine, hanging };
  const indent = Object.entries(indents).flatMap(([name, value]) =>
    value === undefined ? [] : [` w:${name}="${value}"`],
  );
  return [
    "<w:pPr>",
    keepNext === true ? "<w:keepNext/>" : "",
    startsPage === true ? "<w:pageBreakBefore/>" : "",
    "<w:widowControl/>",
    rule === undefined ? "" : `<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="${rule}"/></w:pBdr>`,
    `<w:spacing w:before="${before}" w:after="${after}"${spacing}/>`,
    indent.length === 0 ? "" : `<w:ind${indent.join("")}/>`,
    align === undefined ? "" : `<w:jc w:val="${align}"/>`,
    "</w:pPr>",
  ].join("");
}

function runProperties({ font, size, color }: Look): string {
  const ink = color === undefined ? "" : `<w:color w:val="${color}"/>`;
  return `<w:rPr>${fontXml(font)}${ink}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`;
}

/** A table of fixed columns.
 * @param widths of the columns, twentieths of a point
 * @param head repeated on every page; null for a table without
 * @param borders `grid`: all lines; `rows`: hair lines between the rows */
export function tableXml(
  widths: readonly number[],
  head: readonly Cell[] | null,
  rows: readonly (readonly Cell[])[],
  borders: "grid" | "rows",
): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  return [
    `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/>${bordersXml(borders)}<w:tblLayout w:type="fixed"/>`,
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>',
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>`,
    head === null ? "" : rowXml(head, widths, "<w:cantSplit/><w:tblHeader/>"),
    ...rows.map((row) => rowXml(row, widths, row.some(({ text }) => text.length > longCell) ? "" : "<w:cantSplit/>")),
    "</w:tbl>",
  ].join("");
}

function rowXml(cells: readonly Cell[], widths: readonly number[], properties: string): string {
  const content = cells.map(({ text, look, fill }, at) => {
    const shade = fill === undefined ? "" : `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
    const width = `<w:tcW w:w="${widths[at]}" w:type="dxa"/>`;
    return `<w:tc><w:tcPr>${width}${shade}<w:vAlign w:val="center"/></w:tcPr>${paragraphXml(text, look)}</w:tc>`;
  });
  return `<w:tr><w:trPr>${properties}</w:trPr>${content.join("")}</w:tr>`;
}

function bordersXml(borders: "grid" | "rows"): string {
  const line = (side: string, size: number, color: string) =>
    `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${color}"/>`;
  const sides =
    borders === "grid" ? ["top", "left", "bottom", "right", "insideH", "insideV"] : ["top", "bottom", "insideH"];
  const [size, color] = borders === "grid" ? [4, "606060"] : [2, "C0C0C0"];
  return `<w:tblBorders>${sides.map((side) => line(side, size as number, color as string)).join("")}</w:tblBorders>`;
}
