import type { RefusalReason } from "./refuse-file.ts";

/** What the bytes are, whatever the name says. */
export type FileType = { kind: "zip" } | { kind: "text" } | { kind: "refused"; reason: RefusalReason };

const signatures: readonly (readonly [readonly number[], RefusalReason])[] = [
  [[0x25, 0x50, 0x44, 0x46], "pdf"],
  [[0x89, 0x50, 0x4e, 0x47], "image"],
  [[0xff, 0xd8, 0xff], "image"],
  [[0x47, 0x49, 0x46, 0x38], "image"],
  [[0x42, 0x4d], "image"],
  [[0x49, 0x49, 0x2a, 0x00], "image"],
  [[0x4d, 0x4d, 0x00, 0x2a], "image"],
  [[0x52, 0x49, 0x46, 0x46], "image"],
  [[0x52, 0x61, 0x72, 0x21, 0x1a], "archive"],
  [[0x37, 0x7a, 0xbc, 0xaf], "archive"],
  [[0x1f, 0x8b], "archive"],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], "rtf"],
];

const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zip = [0x50, 0x4b, 0x03, 0x04];
const emptyZip = [0x50, 0x4b, 0x05, 0x06];

/** Decides by magic bytes; the file name is used only to tell .et from .xls, which share one container. */
export function detectFileType(bytes: Uint8Array, fileName: string): FileType {
  if (bytes.length === 0) return { kind: "refused", reason: "empty" };
  if (startsWith(bytes, zip)) return { kind: "zip" };
  if (startsWith(bytes, emptyZip)) return { kind: "refused", reason: "damaged" };
  if (startsWith(bytes, ole)) return { kind: "refused", reason: oleReason(bytes, fileName) };
  for (const [signature, reason] of signatures) {
    // BM and RIFF also begin ordinary words: only with binary content after them.
    if (startsWith(bytes, signature) && (signature.length > 2 || hasNul(bytes))) return { kind: "refused", reason };
  }
  const head = asciiHead(bytes);
  if (head.trim() === "" && bytes.length <= 4096 && !hasHighByte(bytes)) return { kind: "refused", reason: "empty" };
  const markup = markupReason(head);
  if (markup !== null) return { kind: "refused", reason: markup };
  if (hasNul(bytes) && !hasUtf16Mark(bytes)) return { kind: "refused", reason: "binary" };
  return { kind: "text" };
}

/** Which spreadsheet or document a zip is, from its entry names (lower case). null = an xlsx. */
export function zipReason(names: ReadonlySet<string>): RefusalReason | null {
  const has = (prefix: string) => [...names].some((name) => name.startsWith(prefix));
  if (names.has("encryptedpackage")) return "encrypted";
  if ([...names].some((name) => name.endsWith("vbaproject.bin")) || has("xl/macrosheets/")) return "macros";
  if (names.has("xl/workbook.bin")) return "xlsb";
  if (names.has("[content_types].xml")) {
    if (has("word/")) return "word";
    if (has("ppt/")) return "powerpoint";
    return has("xl/") ? null : "archive";
  }
  if (names.has("mimetype") && names.has("content.xml")) return "ods";
  if ([...names].some((name) => name.endsWith(".iwa"))) return "numbers";
  return "archive";
}

function oleReason(bytes: Uint8Array, fileName: string): RefusalReason {
  const holds = (streamName: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(streamName, "utf16le"));
  if (holds("EncryptedPackage")) return "encrypted";
  if (holds("WordDocument")) return "word";
  if (holds("PowerPoint Document")) return "powerpoint";
  if (holds("ETExtData") || (/\.ett?$/i.test(fileName) && holds("Workbook"))) return "et";
  return holds("Workbook") || holds("Book") ? "xls" : "ole";
}

function markupReason(head: string): RefusalReason | null {
  const start = head.trimStart().toLowerCase();
  if (/^<(!doctype\s+html|html|head|body|table|meta|style|script|div)\b/.test(start)) return "html";
  if (start.startsWith("<?xml") || start.startsWith("<workbook")) {
    if (start.includes("office:spreadsheet")) return "xml_spreadsheet";
    return start.includes("<html") ? "html" : "binary";
  }
  if (/^mime-version:/.test(start)) return "mhtml";
  return null;
}

/** First 2 KB with every non-ASCII byte and NUL dropped: enough to recognise markup in any encoding. */
function asciiHead(bytes: Uint8Array): string {
  let head = "";
  for (const byte of bytes.subarray(0, 2048)) if (byte > 0 && byte < 0x80) head += String.fromCharCode(byte);
  return head;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
}

function hasNul(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 65_536).includes(0);
}

function hasHighByte(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80);
}
