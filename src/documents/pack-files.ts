import { setImmediate as nextTurn } from "node:timers/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { Zip, type ZipInputFile } from "fflate";

/** A zip archive of files given in parts. Compressing is left to the threads of the platform, a fifth of the work in JavaScript and
 * none of it in the way of others.
 * @param files by name, in the order of the archive
 * @param madeAt their time */
export async function packFiles(
  files: readonly (readonly [name: string, parts: readonly Uint8Array[]])[],
  madeAt: Date,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [filename, parts] of files) {
    const file: ZipInputFile = { filename, compression: 8, mtime: madeAt, ...measured(parts) };
    zip.add(file);
    for (const part of await deflated(parts)) file.ondata!(null, new Uint8Array(part), false);
    file.ondata!(null, new Uint8Array(0), true);
    await nextTurn();
  }
  zip.end();
  return Buffer.concat(chunks);
}

function measured(parts: readonly Uint8Array[]): { size: number; crc: number } {
  return {
    size: parts.reduce((sum, { length }) => sum + length, 0),
    crc: parts.reduce((sum, part) => crc32(part, sum), 0),
  };
}

async function deflated(parts: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const stream = createDeflateRaw();
  const done = stream.toArray() as Promise<Uint8Array[]>;
  for (const part of parts) stream.write(part);
  stream.end();
  return done;
}
