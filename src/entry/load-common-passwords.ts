import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "./project-root.ts";

/** What people choose first, lower case, one a line: data/passwords/common.txt. */
export async function loadCommonPasswords(): Promise<string[]> {
  const text = await readFile(join(projectRoot, "data/passwords/common.txt"), "utf8");
  return text.split("\n").filter((line) => line !== "");
}
