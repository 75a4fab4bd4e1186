#!/usr/bin/env node
// Runs the build when it is at least as new as the source, else the source itself through tsx.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, "dist/src/entry/cli.js");

function newest(directory) {
  let time = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return time;
}

function buildIsCurrent() {
  const stamp = join(root, "dist/.built");
  if (!existsSync(stamp) || !existsSync(built)) return false;
  if (!existsSync(join(root, "src"))) return true;
  return statSync(stamp).mtimeMs >= Math.max(newest(join(root, "src")), newest(join(root, "indexer")));
}

if (buildIsCurrent()) {
  await import(built);
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(join(root, "src/entry/cli.ts"));
}
