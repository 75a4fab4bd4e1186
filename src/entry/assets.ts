import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { Asset } from "../http/deps.ts";
import { type AssetEntry, assetEntries } from "../web/asset-entries.ts";
import { projectRoot } from "./project-root.ts";

/** Serves `/assets/`: each file is bundled when first asked for and kept, so that source and build run alike. */
export function createAssets(): (name: string) => Promise<Asset | null> {
  const made = new Map<string, Promise<Asset>>();
  return async (name) => {
    const entry = Object.hasOwn(assetEntries, name) ? assetEntries[name] : undefined;
    if (entry === undefined) return null;
    let asset = made.get(name);
    if (asset === undefined) {
      asset = makeAsset(entry);
      made.set(name, asset);
    }
    return asset;
  };
}

async function makeAsset({ source, build: how, type }: AssetEntry): Promise<Asset> {
  const path = join(projectRoot, "src/web", source);
  const body = how === "copy" ? await readFile(path) : await bundle(path);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  return { body, type, etag };
}

async function bundle(path: string): Promise<Uint8Array> {
  const result = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    absWorkingDir: projectRoot,
    loader: { ".svg": "dataurl" },
    logLevel: "silent",
  });
  return result.outputFiles[0]!.contents;
}
