import { refuseFile } from "../refuse-file.ts";

/** Called in document order. Names come without namespace prefix. */
export interface XmlHandler {
  /** `tag` is the whole start tag, for {@link attribute}. An empty element gets open then close. */
  open(name: string, tag: string): void;
  close(name: string): void;
  /** A run of character data, entities not yet decoded: a text may arrive in several runs, so join, then {@link decodeXml}. */
  text(run: string): void;
}

/** Longest start tag accepted, characters. Real ones are under 1 KB; the bound keeps scanning linear. */
const MAX_TAG_CHARS = 256 * 1024;

/** Walks one XML part as it is inflated, in constant memory. Entities beyond the five of XML are left as they stand.
 * @throws AppError `dtd` when the part declares one, `damaged` when it is not well-formed enough to follow */
export function scanXml(chunks: Iterable<Uint8Array>, fileName: string, handler: XmlHandler): void {
  let rest = "";
  for (const text of decodeChunks(chunks)) {
    rest = scanText(rest + text, fileName, handler);
    if (rest.length > MAX_TAG_CHARS) throw refuseFile("damaged", fileName);
  }
  if (rest.trim() !== "") throw refuseFile("damaged", fileName);
}

/** Consumes whole tokens of `buffer`; returns the unfinished tail. */
function scanText(buffer: string, fileName: string, handler: XmlHandler): string {
  let position = 0;
  for (;;) {
    const start = buffer.indexOf("<", position);
    if (start < 0) {
      if (position < buffer.length) handler.text(buffer.slice(position));
      return "";
    }
    if (start > position) handler.text(buffer.slice(position, start));
    const second = buffer.charCodeAt(start + 1);
    let end: number;
    if (second === 0x21 /* ! */ || second === 0x3f /* ? */) {
      end = skipDeclaration(buffer, start, fileName, handler);
    } else {
      end = tagEnd(buffer, start);
      if (end >= 0) emitTag(buffer.slice(start + 1, end), handler);
    }
    if (end < 0) return buffer.slice(start);
    position = end + 1;
  }
}

/** Index of the last character of a comment, CDATA section or instruction; -1 when it is not complete yet. */
function skipDeclaration(buffer: string, start: number, fileName: string, handler: XmlHandler): number {
  const ending = (mark: string, from: number) => {
    const at = buffer.indexOf(mark, from);
    return at < 0 ? -1 : at + mark.length - 1;
  };
  if (buffer.startsWith("<?", start)) return ending("?>", start + 2);
  if (buffer.startsWith("<!--", start)) return ending("-->", start + 4);
  if (buffer.startsWith("<![CDATA[", start)) {
    const end = ending("]]>", start + 9);
    if (end >= 0) handler.text(buffer.slice(start + 9, end - 2).replaceAll("&", "&amp;"));
    return end;
  }
  if (buffer.length - start >= 9) throw refuseFile("dtd", fileName);
  return -1;
}

/** Index of the `>` that ends a tag, skipping quoted attribute values; -1 when it is not complete yet. */
function tagEnd(buffer: string, start: number): number {
  let quote = 0;
  const plain = buffer.indexOf(">", start);
  if (plain < 0) return -1;
  for (let index = start + 1; index < buffer.length; index++) {
    const code = buffer.charCodeAt(index);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x3e) return index;
    else if (code === 0x22 || code === 0x27) quote = code;
  }
  return -1;
}

function emitTag(tag: string, handler: XmlHandler): void {
  if (tag.charCodeAt(0) === 0x2f) {
    handler.close(localName(tag, 1));
    return;
  }
  const name = localName(tag, 0);
  handler.open(name, tag);
  if (tag.charCodeAt(tag.length - 1) === 0x2f) handler.close(name);
}

function localName(tag: string, from: number): string {
  let start = from;
  let end = from;
  for (; end < tag.length; end++) {
    const code = tag.charCodeAt(end);
    if (code <= 0x20 || code === 0x2f) break;
    if (code === 0x3a) start = end + 1;
  }
  return tag.slice(start, end);
}

/** Value of an attribute of a start tag, whatever its namespace prefix; null when absent. */
export function attribute(tag: string, name: string): string | null {
  // Nearly every tag is written ` name="value"`; the pattern below costs four times as much.
  const plain = tag.indexOf(` ${name}="`);
  if (plain >= 0) {
    const start = plain + name.length + 3;
    const end = tag.indexOf('"', start);
    return decodeXml(tag.slice(start, end < 0 ? tag.length : end));
  }
  if (!tag.includes(name)) return null;
  const match = attributePattern(name).exec(tag);
  return match === null ? null : decodeXml(match[1] ?? match[2] ?? "");
}

const attributePatterns = new Map<string, RegExp>();

function attributePattern(name: string): RegExp {
  const known = attributePatterns.get(name);
  if (known !== undefined) return known;
  const pattern = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  attributePatterns.set(name, pattern);
  return pattern;
}

/** Whether a boolean attribute is set (`1` or `true`). */
export function isOn(tag: string, name: string): boolean {
  const value = attribute(tag, name);
  return value === "1" || value === "true";
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Decodes the five XML entities and character references; others stay as written. */
export function decodeXml(raw: string): string {
  if (!raw.includes("&")) return raw;
  return raw.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities.get(String(name)) ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/** Decodes spreadsheet text: XML entities, then Excel's `_xHHHH_` escapes; \r\n becomes \n. */
export function decodeCellText(raw: string): string {
  const text = decodeXml(raw);
  const unescaped = text.includes("_x")
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(String(hex), 16)))
    : text;
  return unescaped.includes("\r\n") ? unescaped.replaceAll("\r\n", "\n") : unescaped;
}

function* decodeChunks(chunks: Iterable<Uint8Array>): Generator<string> {
  let decoder: TextDecoder | null = null;
  for (const chunk of chunks) {
    decoder ??= new TextDecoder(utf16Label(chunk) ?? "utf-8");
    yield decoder.decode(chunk, { stream: true });
  }
  if (decoder !== null) yield decoder.decode();
}

function utf16Label(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}
