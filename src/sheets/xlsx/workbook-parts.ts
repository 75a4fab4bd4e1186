import type { SheetLimits } from "../limits.ts";
import { refuseFile } from "../refuse-file.ts";
import { cutText } from "../table.ts";
import { type NumberLook, numberLook } from "./number-format.ts";
import { attribute, decodeCellText, isOn, scanXml, type XmlHandler } from "./xml-scanner.ts";
import { inflateEntry, type Zip } from "./zip-reader.ts";

export interface SheetPart {
  name: string;
  hidden: boolean;
  /** Zip entry name of its XML. */
  path: string;
}

export interface WorkbookParts {
  /** In tab order; chart and macro sheets left out. */
  sheets: SheetPart[];
  date1904: boolean;
  sharedStrings: string[];
  /** By cell style index (`s`). */
  looks: NumberLook[];
}

/** Reads what the sheets of a workbook refer to. External links, drawings and other parts are never opened. */
export function readWorkbookParts(zip: Zip, limits: SheetLimits): WorkbookParts {
  const workbookPath = findWorkbook(zip);
  const links = readRelationships(zip, workbookPath);
  const folder = workbookPath.slice(0, workbookPath.lastIndexOf("/") + 1);
  const { tabs, date1904 } = readTabs(zip, workbookPath);
  const sheets: SheetPart[] = [];
  for (const tab of tabs) {
    const link = links.get(tab.relationId);
    if (link?.type === "worksheet" && zip.entries.has(link.target)) sheets.push({ ...tab, path: link.target });
  }
  const linked = (type: string, usual: string) =>
    [...links.values()].find((link) => link.type === type)?.target ?? `${folder}${usual}`;
  return {
    sheets,
    date1904,
    sharedStrings: readSharedStrings(zip, linked("sharedStrings", "sharedstrings.xml"), limits.maxCellChars),
    looks: readLooks(zip, linked("styles", "styles.xml")),
  };
}

/** Whether the workbook calls itself macro-enabled (.xlsm, .xltm), with or without macros inside. */
export function declaresMacros(zip: Zip): boolean {
  let found = false;
  scanPart(zip, "[content_types].xml", {
    open(_, tag) {
      if (tag.includes("macroEnabled")) found = true;
    },
    close: ignore,
    text: ignore,
  });
  return found;
}

/** Runs `handler` over one part; does nothing when the zip has no such entry. */
export function scanPart(zip: Zip, path: string, handler: XmlHandler): void {
  const entry = zip.entries.get(path);
  if (entry !== undefined) scanXml(inflateEntry(zip, entry), zip.fileName, handler);
}

const ignore = () => {};

interface Relationship {
  /** Last word of the type URI, so transitional and strict files read alike. */
  type: string;
  target: string;
}

function readRelationships(zip: Zip, path: string): Map<string, Relationship> {
  const slash = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, slash);
  const links = new Map<string, Relationship>();
  scanPart(zip, `${folder}_rels/${path.slice(slash)}.rels`, {
    open(name, tag) {
      if (name !== "Relationship" || attribute(tag, "TargetMode") === "External") return;
      const target = (attribute(tag, "Target") ?? "").replaceAll("\\", "/").toLowerCase();
      links.set(attribute(tag, "Id") ?? "", {
        type: (attribute(tag, "Type") ?? "").split("/").at(-1) ?? "",
        target: target.startsWith("/") ? target.slice(1) : `${folder}${target}`.replaceAll("/./", "/"),
      });
    },
    close: ignore,
    text: ignore,
  });
  return links;
}

function findWorkbook(zip: Zip): string {
  const root = [...readRelationships(zip, "").values()].find((link) => link.type === "officeDocument");
  const path = root?.target ?? "xl/workbook.xml";
  if (!zip.entries.has(path)) throw refuseFile("damaged", zip.fileName, "缺少工作簿目录");
  return path;
}

function readTabs(zip: Zip, path: string) {
  const tabs: { name: string; hidden: boolean; relationId: string }[] = [];
  let date1904 = false;
  scanPart(zip, path, {
    open(name, tag) {
      if (name === "workbookPr") date1904 = isOn(tag, "date1904");
      if (name !== "sheet") return;
      tabs.push({
        name: attribute(tag, "name") ?? `工作表${tabs.length + 1}`,
        hidden: (attribute(tag, "state") ?? "visible") !== "visible",
        relationId: attribute(tag, "id") ?? "",
      });
    },
    close: ignore,
    text: ignore,
  });
  return { tabs, date1904 };
}

function readSharedStrings(zip: Zip, path: string, maxChars: number): string[] {
  const strings: string[] = [];
  let current = "";
  let inText = false;
  let phonetic = false;
  scanPart(zip, path, {
    open(name) {
      if (name === "si") current = "";
      else if (name === "rPh") phonetic = true;
      else if (name === "t") inText = !phonetic;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "si") strings.push(decodeCellText(current));
    },
    text(run) {
      if (inText && current.length <= maxChars) current += cutText(run, maxChars + 1);
    },
  });
  return strings;
}

function readLooks(zip: Zip, path: string): NumberLook[] {
  const codes = new Map<number, string>();
  const looks: NumberLook[] = [];
  let inCellFormats = false;
  scanPart(zip, path, {
    open(name, tag) {
      if (name === "numFmt") codes.set(Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? "");
      else if (name === "cellXfs") inCellFormats = true;
      else if (name === "xf" && inCellFormats) {
        const id = Number(attribute(tag, "numFmtId") ?? 0);
        looks.push(numberLook(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === "cellXfs") inCellFormats = false;
    },
    text: ignore,
  });
  return looks;
}
