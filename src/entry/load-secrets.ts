import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";

const secretBytes = 32;

/** The secrets that seal contacts: those of the environment, or, beside an embedded database, one made once and kept in a file
 * that only its owner may read. Back it up with the data, and apart from them. */
export async function loadSecrets(config: Pick<Config, "secrets" | "dataDirectory">): Promise<[string, ...string[]]> {
  const [first, ...others] = config.secrets;
  if (first !== undefined) return [first, ...others];
  const path = join(config.dataDirectory, "secret");
  await mkdir(config.dataDirectory, { recursive: true });
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(randomBytes(secretBytes).toString("base64url"));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return [(await readFile(path, "utf8")).trim()];
}
