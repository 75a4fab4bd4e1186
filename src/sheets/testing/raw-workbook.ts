import { strToU8, type Zippable, zipSync } from "fflate";

/** Parts of a hand-made workbook; what is left out gets the least that is valid. */
export interface RawWorkbook {
  /** XML inside `<worksheet>`, one sheet each; or a whole part when it begins with `<?xml` or `<!DOCTYPE`. */
  sheets: { name: string; xml: string; state?: string }[];
  sharedStrings?: string;
  /** Number formats by cell style index. */
  formats?: string[];
  date1904?: boolean;
  extra?: Zippable;
}

/** Bytes of a workbook from raw XML, for cases no writer produces. */
export function rawWorkbook({ sheets, sharedStrings, formats, date1904, extra }: RawWorkbook): Uint8Array {
  const tabs = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? "" : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  );
  const links = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="x/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const files: Zippable = {
    "[Content_Types].xml": strToU8("<Types/>"),
    "_rels/.rels": strToU8(
      '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    "xl/workbook.xml": strToU8(
      `<workbook><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${tabs.join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(`<Relationships>${links.join("")}</Relationships>`),
    ...extra,
  };
  for (const [index, { xml }] of sheets.entries()) {
    files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(
      xml.startsWith("<?xml") || xml.startsWith("<!") ? xml : `<worksheet>${xml}</worksheet>`,
    );
  }
  if (sharedStrings !== undefined) files["xl/sharedStrings.xml"] = strToU8(`<sst>${sharedStrings}</sst>`);
  if (formats !== undefined) {
    const codes = formats.map(
      (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', "&quot;")}"/>`,
    );
    const styles = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`);
    files["xl/styles.xml"] = strToU8(
      `<styleSheet><numFmts>${codes.join("")}</numFmts><cellXfs>${styles.join("")}</cellXfs></styleSheet>`,
    );
  }
  return zipSync(files, { level: 1 });
}

/** XML of rows of inline strings, from row 1. */
export function inlineRows(rows: readonly (readonly string[])[]): string {
  const xml = rows.map((row, index) => {
    const cells = row.map(
      (text) => `<c t="inlineStr"><is><t>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></is></c>`,
    );
    return `<row r="${index + 1}">${cells.join("")}</row>`;
  });
  return `<sheetData>${xml.join("")}</sheetData>`;
}

/** A zip whose directory declares other sizes than its entries inflate to. */
export function withDeclaredSize(zip: Uint8Array, name: string, size: number): Uint8Array {
  const bytes = zip.slice();
  const view = new DataView(bytes.buffer);
  const wanted = strToU8(name);
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const found = bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true));
    if (found.length === wanted.length && found.every((byte, index) => byte === wanted[index]))
      view.setUint32(at + 24, size, true);
  }
  return bytes;
}
