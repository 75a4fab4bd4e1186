import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";

/** First bytes of every snapshot. */
const magic = "DJIX";
/** Raise it when the layout of columns or sections changes; older files are then rebuilt from the database. */
const formatVersion = 4;
const hashBytes = 32;
/** magic, format version, header length */
const fixedBytes = 12;
/** Written and hashed at a time, so that neither holds the event loop long. */
const stepBytes = 4 * 1024 * 1024;

/** A snapshot's header (any JSON) and its sections, raw bytes by name. */
export interface SnapshotContent {
  header: Record<string, unknown>;
  sections: Record<string, Uint8Array>;
}

/** Writes `magic, version, header length, header, sections, sha256 of all before` beside the target, syncs it and renames it into place:
 * a crash leaves the file of before or the new one, never half of one. */
export async function writeSnapshotFile(path: string, content: SnapshotContent): Promise<void> {
  const names = Object.keys(content.sections);
  const lengths = names.map((name) => [name, content.sections[name]!.byteLength] as const);
  const header = Buffer.from(JSON.stringify({ ...content.header, sections: lengths }));
  const fixed = Buffer.alloc(fixedBytes);
  fixed.write(magic, 0, "latin1");
  fixed.writeUInt32LE(formatVersion, 4);
  fixed.writeUInt32LE(header.length, 8);

  const hash = createHash("sha256");
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w");
  try {
    for (const part of [fixed, header, ...names.map((name) => content.sections[name]!)]) {
      for (let from = 0; from < part.byteLength; from += stepBytes) {
        const step = part.subarray(from, from + stepBytes);
        hash.update(step);
        await file.writeFile(step);
      }
    }
    await file.writeFile(hash.digest());
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await file.close();
  await rename(temporary, path);
}

const damaged = "checksum does not match: the file is torn or damaged";

/** Reads a snapshot back, every section straight into shared memory of its own; a string is the reason why it cannot be used. */
export async function readSnapshotFile(path: string): Promise<SnapshotContent | string> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (file === null) return "no snapshot";
  try {
    return await readContent(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

async function readContent(file: FileHandle, size: number): Promise<SnapshotContent | string> {
  const hash = createHash("sha256");
  let position = 0;
  const read = async (length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(new SharedArrayBuffer(length));
    for (let at = 0; at < length; ) {
      const { bytesRead } = await file.read(bytes, at, Math.min(stepBytes, length - at), position);
      if (bytesRead === 0) throw new RangeError("Snapshot became shorter while it was read");
      hash.update(bytes.subarray(at, at + bytesRead));
      at += bytesRead;
      position += bytesRead;
    }
    return bytes;
  };
  if (size < fixedBytes + hashBytes) return "not a snapshot";
  const fixed = Buffer.from(await read(fixedBytes));
  if (fixed.toString("latin1", 0, 4) !== magic) return "not a snapshot";
  if (fixed.readUInt32LE(4) !== formatVersion) return `format version ${fixed.readUInt32LE(4)}, not ${formatVersion}`;
  const headerLength = fixed.readUInt32LE(8);
  if (headerLength > size - fixedBytes - hashBytes) return damaged;
  const header = readHeader(await read(headerLength), size - fixedBytes - headerLength - hashBytes);
  if (header === null) return damaged;
  const sections: Record<string, Uint8Array> = {};
  for (const [name, length] of header.sections) sections[name] = await read(length);
  return hash.digest().equals(await readHash(file, position)) ? { header, sections } : damaged;
}

type Header = Record<string, unknown> & { sections: [name: string, length: number][] };

/** The header, which nothing vouches for yet; null unless its sections fill the rest of the file exactly. */
function readHeader(bytes: Uint8Array, rest: number): Header | null {
  try {
    const header = JSON.parse(Buffer.from(bytes).toString("utf8")) as Header;
    const isLength = (length: number) => Number.isSafeInteger(length) && length >= 0;
    const total = header.sections.reduce((sum, [, length]) => sum + (isLength(length) ? length : Number.NaN), 0);
    return total === rest ? header : null;
  } catch {
    return null;
  }
}

async function readHash(file: FileHandle, position: number): Promise<Buffer> {
  const bytes = Buffer.alloc(hashBytes);
  await file.read(bytes, 0, hashBytes, position);
  return bytes;
}
