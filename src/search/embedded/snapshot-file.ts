import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";

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

/** Reads a snapshot back; a string is the reason why it cannot be used. */
export async function readSnapshotFile(path: string): Promise<SnapshotContent | string> {
  const bytes = await readWhole(path);
  if (bytes === null) return "no snapshot";
  if (bytes.length < fixedBytes + hashBytes || bytes.toString("latin1", 0, 4) !== magic) return "not a snapshot";
  if (bytes.readUInt32LE(4) !== formatVersion) return `format version ${bytes.readUInt32LE(4)}, not ${formatVersion}`;
  const end = bytes.length - hashBytes;
  const hash = createHash("sha256");
  for (let from = 0; from < end; from += stepBytes) {
    hash.update(bytes.subarray(from, Math.min(end, from + stepBytes)));
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (!hash.digest().equals(bytes.subarray(end))) return "checksum does not match: the file is torn or damaged";

  const headerEnd = fixedBytes + bytes.readUInt32LE(8);
  const header = JSON.parse(bytes.toString("utf8", fixedBytes, headerEnd)) as Record<string, unknown>;
  const sections: Record<string, Uint8Array> = {};
  let at = headerEnd;
  for (const [name, length] of header.sections as [string, number][]) {
    sections[name] = bytes.subarray(at, at + length);
    at += length;
  }
  return { header, sections };
}

/** Whole file; null when there is none. Read in steps, because one read call ends at 2 GiB. */
async function readWhole(path: string): Promise<Buffer | null> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(bytes, length, Math.min(stepBytes, size - length), length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}
