import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { build } from "esbuild";
import { createIndexer } from "../../indexer/run.ts";
import type { AppContext } from "../../src/app/context.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import { migrate } from "../../src/db/migrate.ts";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams, startWeights } from "../../src/domain/matching/weights.ts";
import { localStaff } from "../../src/domain/shared/principal.ts";
import { parseCodeList } from "../../src/domain/taxonomy/code-list.ts";
import { createApp } from "../../src/http/app.ts";
import type { AppDeps, Asset } from "../../src/http/deps.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { assetEntries } from "../../src/web/asset-entries.ts";
import { type SampleRecord, sampleRecords } from "./sample-records.ts";

const root = new URL("../../", import.meta.url);

export interface RunningApp {
  url: string;
  ctx: AppContext;
  /** Ids of the sample by their numbers, e.g. `N1`. */
  ids: ReadonlyMap<string, string>;
  /** Waits until every committed change can be found. */
  drain(): Promise<void>;
  /** Faults the app reported as its own. */
  faults: unknown[];
  stop(): Promise<void>;
}

/** The real app on a free port of this machine, in memory, with the sample in it. */
export async function startApp(): Promise<RunningApp> {
  const codeLists = await readCodeLists();
  const db = await connectPglite({ memory: true });
  await migrate(db);
  const { cutter } = await loadCutter();
  const analyser = createAnalyser(cutter);
  const search = createEmbeddedEngine({ analyser, params: lexicalParams });
  const regionName = (code: string | null) => (code === null ? "" : codeLists.region.path(code).map(codeLists.region.name).join(""));
  const matching = { analyser, weights: startWeights, regionName };
  const now = () => new Date();
  const context = (principal: AppContext["principal"]): AppContext => ({
    db,
    search,
    principal,
    now,
    newId: () => crypto.randomUUID(),
    matching,
  });
  const ctx = context(localStaff);
  const indexer = createIndexer({ db, search, now, log: () => {} });
  const ids = await seed(ctx, sampleRecords((name) => codeLists.field.find(name) ?? null));
  await indexer.drain();

  const faults: unknown[] = [];
  const app = createApp({
    context,
    codeLists,
    assets: assetBuilder(),
    status: async () => ({ ready: true, degraded: false, parts: { database: "ok", search: "ok" } }),
    version: "0.0.0-test",
    hosts: "loopback",
    listening: "http://127.0.0.1",
    onFault: (fault) => faults.push(fault),
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ctx,
    ids,
    faults,
    drain: async () => {
      await indexer.drain();
    },
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      await search.close();
      await db.close();
    },
  };
}

async function readCodeLists(): Promise<AppDeps["codeLists"]> {
  const read = async (path: string) => parseCodeList(await readFile(new URL(`data/${path}`, root), "utf8"));
  const [field, region, industry, discipline] = await Promise.all([
    read("taxonomy/fields.tsv"),
    read("regions/regions.tsv"),
    read("taxonomy/industries.tsv"),
    read("taxonomy/disciplines.tsv"),
  ]);
  return { field, region, industry, discipline };
}

async function seed(ctx: AppContext, records: readonly SampleRecord[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { kind, input } of records) ids.set(input.number!, (await createRecord({ ctx, kind, input })).id);
  return ids;
}

/** Builds each asset on its first request. */
function assetBuilder(): AppDeps["assets"] {
  const built = new Map<string, Asset>();
  return async (name) => {
    const entry = assetEntries[name];
    if (entry === undefined) return null;
    const held = built.get(name);
    if (held !== undefined) return held;
    const source = new URL(`src/web/${entry.source}`, root);
    const body = entry.build === "copy" ? await readFile(source) : await bundle(source.pathname);
    const asset = { body, type: entry.type, etag: `"${name}"` };
    built.set(name, asset);
    return asset;
  };
}

async function bundle(path: string): Promise<Uint8Array> {
  const result = await build({ entryPoints: [path], bundle: true, minify: true, format: "esm", write: false, logLevel: "error" });
  return result.outputFiles[0]!.contents;
}
