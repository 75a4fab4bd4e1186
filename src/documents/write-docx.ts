import { setImmediate as nextTurn } from "node:timers/promises";
import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TextRun } from "docx";
import { strFromU8, strToU8, unzipSync } from "fflate";
import type { Paper } from "../domain/paper/paper.ts";
import { paragraphXml, writable } from "./body-xml.ts";
import { bookBlock, headingXml } from "./book-blocks.ts";
import { sizes, twips } from "./fonts.ts";
import { officialBlock } from "./official-blocks.ts";
import { packFiles } from "./pack-files.ts";

const a4 = { width: twips(210), height: twips(297) };
/** 37/35/28/26 mm: the type area of GB/T 9704. */
const officialMargin = { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26), footer: twips(25) };
const bookMargin = { top: twips(18), bottom: twips(18), left: twips(16), right: twips(16), footer: twips(9) };

/** A paper as a Word file, A4: the same paper and time give the same bytes. The library makes the package, page and footer; the body is
 * written straight, which takes a fiftieth of its time, and in parts, so that others are served between them.
 * @param madeAt written as the file's time */
export async function writeDocx(paper: Paper, madeAt: Date): Promise<Uint8Array> {
  const files = unzipSync(new Uint8Array(await Packer.toArrayBuffer(shell(paper))));
  const read = (name: string) => strFromU8(files[name]!);
  const at = `${madeAt.toISOString().slice(0, 19)}Z`;
  const core = read("docProps/core.xml").replaceAll(/(<dcterms:\w+[^>]*>)[^<]*/g, (_, open: string) => open + at);
  const document = read("word/document.xml");
  const body = document.indexOf("<w:body>") + "<w:body>".length;
  const head = strToU8(document.slice(0, body));
  const foot = strToU8(document.slice(document.lastIndexOf("<w:sectPr")));
  return packFiles(
    Object.entries({
      ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [bytes]])),
      "docProps/core.xml": [strToU8(core)],
      "word/document.xml": [head, ...(await bodyParts(paper)), foot],
    }),
    madeAt,
  );
}

function shell(paper: Paper): Document {
  const official = paper.layout === "official";
  const size = official ? sizes.four : sizes.smallFive;
  const footer = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: ["— ", PageNumber.CURRENT, " —"], font: "宋体", size })],
  });
  return new Document({
    title: writable(paper.title),
    creator: "对接通",
    lastModifiedBy: "对接通",
    sections: [
      {
        properties: { page: { size: a4, margin: official ? officialMargin : bookMargin } },
        footers: { default: new Footer({ children: [footer] }) },
        children: [],
      },
    ],
  });
}

/** Characters written before others are served. */
const partChars = 200_000;

async function bodyParts({ layout, title, facts, sections }: Paper): Promise<Uint8Array[]> {
  const official = layout === "official";
  const block = official ? officialBlock : bookBlock;
  const said = facts.map(([label, value]) => `${label}：${value}`).join("　　");
  const parts: Uint8Array[] = [];
  let open = official
    ? ""
    : paragraphXml(title, { font: "title", size: sizes.two, align: "center", before: 120, after: 160 }) +
      paragraphXml(said, { font: "text", size: sizes.smallFive, align: "center", after: 240 });
  for (const section of sections) {
    open += headingXml(section);
    for (const each of section.blocks) {
      open += block(each);
      if (open.length < partChars) continue;
      parts.push(strToU8(open));
      open = "";
      await nextTurn();
    }
  }
  return [...parts, strToU8(open)];
}
