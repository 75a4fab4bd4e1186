import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

const PGLITE_PACKAGE = new URL("../../node_modules/@electric-sql/pglite/package.json", import.meta.url);

/** An empty embedded database as a file, made once per machine and version: creating one takes seconds, loading it a tenth. */
export async function pgliteSnapshot(): Promise<Blob> {
  const version = createHash("sha256")
    .update(await readFile(PGLITE_PACKAGE))
    .digest("hex")
    .slice(0, 16);
  const name = `duijie-test-pglite-${version}.tar`;
  const file = join(tmpdir(), name);
  if (!(await readdir(tmpdir())).includes(name)) {
    const fresh = await PGlite.create();
    const dump = await fresh.dumpDataDir("none");
    await fresh.close();
    const draft = `${file}-${randomUUID()}`;
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
    await rename(draft, file);
  }
  return new Blob([await readFile(file)]);
}
