import { columnLetter } from "../table.ts";
import type { WriteSheet } from "../write-sheet.ts";

/** Index of each look in {@link stylesXml}. */
export const styleIndex = { plain: 0, header: 1, wrap: 2, text: 3, score: 4, example: 5 } as const;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Drop-downs reach this many rows below the header. */
const VALIDATED_ROWS = 2_000;

const top = '<alignment vertical="top" wrapText="1"/>';
/** Font 等线, header bold on light blue, body wrapped and aligned to the top. */
export const stylesXml = `${xmlHead}<styleSheet ${main}>
<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>
<fonts count="3"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font><font><sz val="11"/><color rgb="FF767676"/><name val="等线"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9E7F5"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="6">
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>
<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1">${top}</xf>
<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1">${top}</xf>
<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>
<xf numFmtId="49" fontId="2" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">${top}</xf>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;

/** XML of a sheet before its first row. */
export function sheetHead(sheet: WriteSheet): string {
  const columns = sheet.columns.map((column, index) => {
    const style = column.style === "text" ? ` style="${styleIndex.text}"` : "";
    return `<col min="${index + 1}" max="${index + 1}" width="${column.width + 0.7}"${style} customWidth="1"/>`;
  });
  return `${xmlHead}<worksheet ${main}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join("")}</cols><sheetData>`;
}

/** XML of a sheet after its last row: filter, drop-downs, A4 landscape one page wide. */
export function sheetTail(sheet: WriteSheet, title: string, rowCount: number): string {
  const filter = sheet.autoFilter ? `<autoFilter ref="${tableRange(sheet, rowCount)}"/>` : "";
  const footer = escapeXml(`&L${title.replaceAll("&", "&&").slice(0, 100)}&R第 &P 页，共 &N 页`);
  return `</sheetData>${filter}${validations(sheet)}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>${footer}</oddFooter></headerFooter></worksheet>`;
}

function validations(sheet: WriteSheet): string {
  const rules = sheet.columns.flatMap((column, index) => {
    if (column.choices === undefined) return [];
    const letter = columnLetter(index);
    const list = escapeXml(`"${column.choices.join(",")}"`);
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${letter}2:${letter}${VALIDATED_ROWS + 1}"><formula1>${list}</formula1></dataValidation>`;
  });
  return rules.length === 0 ? "" : `<dataValidations count="${rules.length}">${rules.join("")}</dataValidations>`;
}

function tableRange(sheet: WriteSheet, rowCount: number, fixed = false): string {
  const mark = fixed ? "$" : "";
  return `${mark}A${mark}1:${mark}${columnLetter(sheet.columns.length - 1)}${mark}${rowCount + 1}`;
}

/** The parts that tie the sheets together, name → XML. */
export function partHeads(sheets: readonly WriteSheet[], rowCounts: readonly number[]): [string, string][] {
  const tabs = sheets.map(
    (sheet, index) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.flatMap((sheet, index) => {
    const quoted = escapeXml(`'${sheet.name.replaceAll("'", "''")}'!`);
    const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted}$1:$1</definedName>`;
    if (!sheet.autoFilter) return [titles];
    const range = tableRange(sheet, rowCounts[index] ?? 0, true);
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted}${range}</definedName>`,
      titles,
    ];
  });
  const overrides = sheets.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${sheetType}.worksheet+xml"/>`,
  );
  const links = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/>`;
  return [
    [
      "xl/workbook.xml",
      `${xmlHead}<workbook ${main} xmlns:r="${relations}"><bookViews><workbookView/></bookViews><sheets>${tabs.join("")}</sheets><definedNames>${names.join("")}</definedNames></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${xmlHead}<Relationships ${packageRelations}>${links.join("")}${styles}</Relationships>`,
    ],
    [
      "_rels/.rels",
      `${xmlHead}<Relationships ${packageRelations}><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "[Content_Types].xml",
      `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>${overrides.join("")}</Types>`,
    ],
  ];
}

/** Text as XML that every spreadsheet program reads back unchanged: characters XML cannot hold become `_xHHHH_`. */
export function escapeXml(text: string): string {
  let safe = text.toWellFormed();
  if (safe.includes("_x")) safe = safe.replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, "_x005F_");
  return safe.replaceAll(/[&<>"\ufffe\uffff]|(?![\t\n])\p{Cc}/gu, (character) => {
    switch (character) {
      case "&":
        return "&amp;";
      case "<":
        return "&lt;";
      case ">":
        return "&gt;";
      case '"':
        return "&quot;";
      default:
        return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
    }
  });
}
