import iconv from "iconv-lite";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "big5";

/** Chinese name of each encoding, for messages. */
export const encodingNames: Record<TextEncoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  gb18030: "GB18030（GBK）",
  big5: "Big5（繁体）",
};

/** Bytes looked at to tell GB18030 from Big5. */
const SAMPLE_BYTES = 64 * 1024;
/** How much more of the sample must be everyday characters as Big5 than as GB18030. */
const BIG5_MARGIN = 0.2;

/** Text of a file in the encoding its bytes show: a byte order mark, else strict UTF-8, else GB18030 or Big5.
 * Undecodable bytes come out as U+FFFD, for the caller to count. The mark itself is dropped. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, "utf-16be");
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (marked) return { text: new TextDecoder("utf-8").decode(bytes), encoding: "utf-8" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    const encoding = looksLikeBig5(bytes.subarray(0, SAMPLE_BYTES)) ? "big5" : "gb18030";
    return { text: iconv.decode(asBuffer(bytes), encoding), encoding };
  }
}

/** Characters that the first two bytes of a UTF-8 hanzi (E4–E9, 80–BF) turn into when read as GBK: rare in real text. */
const garbledSigns = new Set(
  Array.from({ length: 6 * 64 }, (_, index) =>
    iconv.decode(Buffer.from([0xe4 + Math.floor(index / 64), 0x80 + (index % 64)]), "gbk"),
  ),
);
/** Garbled text has a sign in every third character. */
const MIN_SIGN_SHARE = 0.2;
/** Looked at before the whole text is tried. */
const SIGN_SAMPLE_CHARS = 60;
/** Reading UTF-8 as GBK loses some bytes; so much of the text may stay lost. */
const MAX_LOST_SHARE = 0.25;

/** What garbled UTF-8 text was before someone read its bytes as GBK: `鏂版潗鏂` → `新材�`, lost characters as U+FFFD.
 * @returns null when the text is not of that kind */
export function ungarble(text: string): string | null {
  const characters = [...text.slice(0, SIGN_SAMPLE_CHARS)].filter((character) => character > "\u00ff");
  const signs = characters.filter((character) => garbledSigns.has(character)).length;
  if (characters.length < 3 || signs < characters.length * MIN_SIGN_SHARE) return null;
  // GBK reads a lone byte 80 as €.
  const pieces = text.split("€").map((piece) => iconv.encode(piece, "gbk"));
  const bytes = pieces.flatMap((piece, index) => (index === 0 ? [piece] : [Buffer.of(0x80), piece]));
  const repaired = new TextDecoder("utf-8").decode(Buffer.concat(bytes));
  const hanzi = repaired.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  const lost = repaired.split("\ufffd").length - 1;
  return hanzi >= 2 && lost <= 1 + (hanzi + lost) * MAX_LOST_SHARE ? repaired : null;
}

function decodeUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): { text: string; encoding: TextEncoding } {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** Nearly every Big5 text is also valid GBK bytes, so both are judged by how much falls on everyday characters:
 * GB2312 level 1 has lead bytes B0–D7, Big5's frequent characters A4–C6. */
function looksLikeBig5(sample: Uint8Array): boolean {
  const share = (firstLead: number, lastLead: number, isTrail: (byte: number) => boolean) => {
    let pairs = 0;
    let everyday = 0;
    for (let at = 0; at + 1 < sample.length; at++) {
      const lead = sample[at]!;
      if (lead < 0x81) continue;
      pairs += 1;
      if (lead >= firstLead && lead <= lastLead && isTrail(sample[at + 1]!)) everyday += 1;
      at += 1;
    }
    return pairs === 0 ? 0 : everyday / pairs;
  };
  const asGb = share(0xb0, 0xd7, (byte) => byte >= 0xa1);
  const asBig5 = share(0xa4, 0xc6, (byte) => (byte >= 0x40 && byte <= 0x7e) || byte >= 0xa1);
  if (asBig5 - asGb < BIG5_MARGIN) return false;
  return !iconv.decode(asBuffer(sample.subarray(0, sample.length - 4)), "big5").includes("\ufffd");
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
