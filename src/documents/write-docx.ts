import { AlignmentType, Document, type FileChild, Footer, Packer, PageNumber, Paragraph, TextRun } from "docx";
import { unzipSync, zipSync } from "fflate";
import type { Paper, PaperSection } from "../domain/paper/paper.ts";
import { bookBlock, clean, runs } from "./docx-blocks.ts";
import { fonts, sizes, twips } from "./fonts.ts";
import { officialBlock } from "./official-blocks.ts";

const a4 = { width: twips(210), height: twips(297) };
/** 37/35/28/26 mm: the type area of GB/T 9704. */
const officialMargin = { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26), footer: twips(25) };
const bookMargin = { top: twips(18), bottom: twips(18), left: twips(16), right: twips(16), footer: twips(9) };

/** A paper as a Word file, A4: the same paper and time give the same bytes.
 * @param madeAt written as the file's time */
export async function writeDocx(paper: Paper, madeAt: Date): Promise<Uint8Array> {
  const official = paper.layout === "official";
  const sections = paper.sections.flatMap((section) => sectionChildren(section, official));
  const document = new Document({
    title: clean(paper.title),
    creator: "对接通",
    lastModifiedBy: "对接通",
    sections: [
      {
        properties: { page: { size: a4, margin: official ? officialMargin : bookMargin } },
        footers: { default: pageFooter(official) },
        children: official ? sections : [...titleBlock(paper), ...sections],
      },
    ],
  });
  return fixTimes(await Packer.toArrayBuffer(document), madeAt);
}

function titleBlock({ title, facts }: Paper): FileChild[] {
  const said = facts.map(([label, value]) => `${label}：${value}`).join("　　");
  return [
    new Paragraph({
      children: runs(title, { font: fonts.title, size: sizes.two }),
      alignment: AlignmentType.CENTER,
      spacing: { before: 120, after: 160 },
    }),
    new Paragraph({
      children: runs(said, { font: fonts.text, size: sizes.smallFive }),
      alignment: AlignmentType.CENTER,
      spacing: { after: 240 },
    }),
  ];
}

function sectionChildren({ heading, level, startsPage, blocks }: PaperSection, official: boolean): FileChild[] {
  const children = blocks.flatMap(official ? officialBlock : bookBlock);
  if (heading === null) return startsPage ? [pageBreak(), ...children] : children;
  const look = { font: fonts.heading, size: level === 1 ? sizes.three : sizes.smallFour };
  const head = new Paragraph({
    children: runs(heading, look),
    keepNext: true,
    pageBreakBefore: startsPage,
    spacing: { before: 240, after: 100 },
  });
  return [head, ...children];
}

function pageBreak(): Paragraph {
  return new Paragraph({ pageBreakBefore: true, spacing: { line: 20, lineRule: "exact" } });
}

/** — 1 — in the middle; official documents have it in 四号 宋体. */
function pageFooter(official: boolean): Footer {
  const size = official ? 28 : sizes.smallFive;
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ["— ", PageNumber.CURRENT, " —"], font: fonts.text, size })],
      }),
    ],
  });
}

/** The library writes the time of writing into the file and its zip; both become `madeAt`. */
function fixTimes(file: ArrayBuffer, madeAt: Date): Uint8Array {
  const entries = unzipSync(new Uint8Array(file));
  const core = entries["docProps/core.xml"];
  if (core !== undefined) {
    const at = `${madeAt.toISOString().slice(0, 19)}Z`;
    const xml = new TextDecoder().decode(core).replaceAll(/(<dcterms:\w+[^>]*>)[^<]*/g, `$1${at}`);
    entries["docProps/core.xml"] = new TextEncoder().encode(xml);
  }
  return zipSync(entries, { mtime: madeAt, level: 6 });
}
