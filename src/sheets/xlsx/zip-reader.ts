import { Inflate } from "fflate";
import type { SheetLimits } from "../limits.ts";
import { MEGABYTE } from "../limits.ts";
import { refuseFile } from "../refuse-file.ts";

export interface ZipEntry {
  /** Lower case, `/` between folders. */
  name: string;
  /** 0 = stored, 8 = deflate. */
  method: number;
  compressedSize: number;
  /** Inflated size the directory declares; inflating stops with an error beyond it. */
  size: number;
  crc: number;
  localOffset: number;
}

/** An opened zip: its directory has been checked against the limits, nothing has been inflated. */
export interface Zip {
  fileName: string;
  bytes: Uint8Array;
  entries: Map<string, ZipEntry>;
}

const END_RECORD = 0x06054b50;
const DIRECTORY_RECORD = 0x02014b50;
const LOCAL_RECORD = 0x04034b50;
const END_RECORD_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
/** A large part packed this tight is no spreadsheet: a million empty rows pack 1 : 10, repeated cells 1 : 40. */
const BOMB_RATIO = 150;
const BOMB_BYTES = 32 * MEGABYTE;
/** Deflate grows a byte to at most 1,032, so one push yields ≤ 2 MB. */
const PUSH_BYTES = 2 * 1024;

/** Reads the central directory and refuses what is truncated, encrypted, or declares more than the limits.
 * @throws AppError `truncated`, `damaged`, `encrypted`, `too_many_entries`, `inflated_too_large` */
export function openZip(bytes: Uint8Array, fileName: string, limits: SheetLimits): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(view);
  if (end === null) throw refuseFile("truncated", fileName);
  const count = view.getUint16(end + 10, true);
  if (count > limits.maxZipEntries) {
    throw refuseFile("too_many_entries", fileName, `${count} 个，上限 ${limits.maxZipEntries} 个`);
  }
  const entries = new Map<string, ZipEntry>();
  let position = view.getUint32(end + 16, true);
  let declared = 0;
  for (let index = 0; index < count; index++) {
    if (position + 46 > view.byteLength || view.getUint32(position, true) !== DIRECTORY_RECORD) {
      throw refuseFile("damaged", fileName);
    }
    const { entry, encrypted, next } = readDirectoryRecord(view, position);
    if (encrypted) throw refuseFile("encrypted", fileName);
    declared += entry.size;
    const isBomb = entry.size > BOMB_BYTES && entry.size > entry.compressedSize * BOMB_RATIO;
    if (isBomb || declared > limits.maxInflatedBytes) {
      const limit = Math.floor(limits.maxInflatedBytes / MEGABYTE);
      throw refuseFile("inflated_too_large", fileName, isBomb ? "压缩比异常" : `超过 ${limit} MB`);
    }
    if (!entries.has(entry.name)) entries.set(entry.name, entry);
    position = next;
  }
  return { fileName, bytes, entries };
}

/** Inflates one entry piece by piece, never past the size the directory declared, and checks its CRC at the end.
 * @throws AppError `damaged` for a lying size, a broken stream or a wrong CRC */
export function* inflateEntry(zip: Zip, entry: ZipEntry): Generator<Uint8Array> {
  const packed = packedBytes(zip, entry);
  if (entry.method === 0) {
    if (packed.length !== entry.size || crc32(0, packed) !== entry.crc) throw refuseFile("damaged", zip.fileName);
    yield packed;
    return;
  }
  if (entry.method !== 8) throw refuseFile("damaged", zip.fileName, "使用了不支持的压缩方式");
  const pieces: Uint8Array[] = [];
  const inflater = new Inflate((piece) => pieces.push(piece));
  let total = 0;
  let crc = 0;
  for (let start = 0; start === 0 || start < packed.length; start += PUSH_BYTES) {
    const end = Math.min(start + PUSH_BYTES, packed.length);
    try {
      inflater.push(packed.subarray(start, end), end === packed.length);
    } catch (cause) {
      throw refuseFile("damaged", zip.fileName, "", cause);
    }
    for (const piece of pieces.splice(0)) {
      total += piece.length;
      if (total > entry.size) throw refuseFile("damaged", zip.fileName, "内部条目的大小与目录不符");
      crc = crc32(crc, piece);
      if (piece.length > 0) yield piece;
    }
  }
  if (total !== entry.size || crc !== entry.crc) throw refuseFile("damaged", zip.fileName);
}

function packedBytes(zip: Zip, entry: ZipEntry): Uint8Array {
  const view = new DataView(zip.bytes.buffer, zip.bytes.byteOffset, zip.bytes.byteLength);
  const at = entry.localOffset;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL_RECORD) throw refuseFile("damaged", zip.fileName);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.compressedSize > view.byteLength) throw refuseFile("truncated", zip.fileName);
  return zip.bytes.subarray(start, start + entry.compressedSize);
}

function findEndRecord(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - END_RECORD_BYTES - MAX_COMMENT_BYTES);
  for (let at = view.byteLength - END_RECORD_BYTES; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return null;
}

function readDirectoryRecord(view: DataView, at: number): { entry: ZipEntry; encrypted: boolean; next: number } {
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const nameBytes = new Uint8Array(
    view.buffer,
    view.byteOffset + at + 46,
    Math.min(nameLength, view.byteLength - at - 46),
  );
  const entry: ZipEntry = {
    name: new TextDecoder().decode(nameBytes).replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase(),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    localOffset: view.getUint32(at + 42, true),
  };
  widenFromZip64(view, entry, at + 46 + nameLength, extraLength);
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  return { entry, encrypted: (view.getUint16(at + 8, true) & 1) === 1, next };
}

/** Some streaming writers put 64-bit sizes in extra field 1 even for small parts. */
function widenFromZip64(view: DataView, entry: ZipEntry, start: number, length: number): void {
  const end = Math.min(start + length, view.byteLength);
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const key of ["size", "compressedSize", "localOffset"] as const) {
      if (entry[key] !== 0xffffffff || field + 8 > end) continue;
      entry[key] = Number(view.getBigUint64(field, true));
      field += 8;
    }
    return;
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(seed: number, bytes: Uint8Array): number {
  let crc = ~seed;
  for (let index = 0; index < bytes.length; index++) crc = crcTable[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
