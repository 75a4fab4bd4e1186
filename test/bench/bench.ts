import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { type Analyser, createAnalyser } from "../../src/domain/matching/analyser.ts";
import { queryTerms } from "../../src/domain/matching/query.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import type { QueryTerms } from "../../src/search/engine.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { WORD_PREFIX } from "../../src/text/tokens.ts";
import { createTextSource, randomFrom, syntheticDocument, type TextSource } from "./corpus.ts";
import { type Latency, latency, table } from "./figures.ts";
import { installPeers, measurePeer, type PeerFailure, type PeerResult, peerNames } from "./peers.ts";

/** Documents an upsert, as the indexer sends them. */
const batchSize = 2000;
/** Queries a set, after as many to warm up; peers answer the first `peerQueries` of them. */
const queryCount = 200;
const peerQueries = 50;
/** Candidates a need's match asks for. */
const rankLimit = 200;
const kind = "achievement";

export interface BenchOptions {
  docs: number;
  /** File to write the figures to. */
  json?: string;
  /** Whether other engines are timed too; default true. */
  peers?: boolean;
  signal?: AbortSignal;
}

export interface BenchResult {
  documents: number;
  machine: string;
  analyser: string;
  build: { docsPerSecond: number; docsPerSecondWithoutTokenising: number; seconds: number; compactSeconds: number };
  memory: { rssMegabytes: number; arrayBytesPerDocument: number; heapAndArrayBytesPerDocument: number };
  snapshot: { saveSeconds: number; loadSeconds: number; megabytes: number };
  /** Milliseconds by query set. */
  ours: Record<string, Latency & { meanTerms: number }>;
  /** Median of a peer over our median on the same queries. */
  peers: (
    | { name: string; buildSeconds: number; rssMegabytes: number; sets: Record<string, Latency & { ratio: number }> }
    | PeerFailure
  )[];
}

/** Times the embedded index, and other engines beside it, on synthetic documents; the table goes to stdout, progress to stderr. */
export async function runBench({ docs, json, peers = true, signal }: BenchOptions): Promise<BenchResult> {
  const { cutter } = await loadCutter();
  const analyser = createAnalyser(cutter);
  const source = createTextSource();
  const note = (text: string) => process.stderr.write(`${text}\n`);

  note(`building ${docs} documents`);
  const { engine, ...built } = await build(source, analyser, docs, signal);
  const sets = querySets(source, analyser);
  const ours: BenchResult["ours"] = {};
  for (const [name, queries] of Object.entries(sets.rank)) {
    note(`ranking ${name}`);
    const timesMs = await time(queries, (terms) => engine.rank({ kind, terms, limit: rankLimit }), signal);
    ours[name] = {
      ...latency(timesMs),
      meanTerms: queries.reduce((sum, terms) => sum + terms.size, 0) / queries.length,
    };
  }
  note("search box and suggestions");
  const box = (query: string) =>
    engine.search({ query, kinds: [kind], facets: ["field", "region", "trl"], offset: 0, limit: 20 });
  ours.box = { ...latency(await time(sets.box, box, signal)), meanTerms: 2 };
  const suggest = (prefix: string) => engine.suggest({ prefix, kinds: [kind], limit: 10 });
  ours.suggest = {
    ...latency(
      await time(
        sets.box.map((query) => query.slice(0, 2)),
        suggest,
        signal,
      ),
    ),
    meanTerms: 1,
  };
  note("snapshot");
  const snapshot = await measureSnapshot(engine, analyser);
  await engine.close();

  const peerRows = peers
    ? await measurePeers({ source, analyser, docs, sets: sets.rank, ours, note, ...(signal && { signal }) })
    : [];
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
  const result: BenchResult = {
    documents: docs,
    machine,
    analyser: analyser.id,
    ...built,
    snapshot,
    ours,
    peers: peerRows,
  };
  process.stdout.write(`${report(result)}\n`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
  return result;
}

async function build(source: TextSource, analyser: Analyser, docs: number, signal?: AbortSignal) {
  let tokenisingMs = 0;
  const timed: Analyser = {
    ...analyser,
    bag(text) {
      const start = performance.now();
      const bag = analyser.bag(text);
      tokenisingMs += performance.now() - start;
      return bag;
    },
  };
  globalThis.gc?.();
  const before = process.memoryUsage();
  const engine = createEmbeddedEngine({ analyser: timed, params: lexicalParams });
  let buildMs = 0;
  for (let from = 0; from < docs; from += batchSize) {
    signal?.throwIfAborted();
    const batch = Array.from({ length: Math.min(batchSize, docs - from) }, (_, at) =>
      syntheticDocument(source, from + at),
    );
    const start = performance.now();
    await engine.upsert(batch);
    buildMs += performance.now() - start;
  }
  const start = performance.now();
  await engine.compact();
  const compactMs = performance.now() - start;
  buildMs += compactMs;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return {
    engine,
    build: {
      docsPerSecond: Math.round((docs / buildMs) * 1000),
      docsPerSecondWithoutTokenising: Math.round((docs / (buildMs - tokenisingMs)) * 1000),
      seconds: round(buildMs / 1000),
      compactSeconds: round(compactMs / 1000),
    },
    memory: {
      rssMegabytes: Math.round(after.rss / 1e6),
      arrayBytesPerDocument: Math.round(engine.arrayBytes()[kind] / docs),
      heapAndArrayBytesPerDocument: Math.round(held / docs),
    },
  };
}

/** Queries about topics of the same language, the same in every run. "40 tokens" and "short" hold no dictionary words: peers get the very same terms. */
function querySets(source: TextSource, analyser: Analyser) {
  const random = randomFrom(7);
  const grams = (terms: QueryTerms) => new Map([...terms].filter(([term]) => !term.startsWith(WORD_PREFIX)));
  const each = <Query>(query: () => Query) => Array.from({ length: queryCount }, query);
  const need = () =>
    queryTerms({ body: [source.prose(random, source.topic(random), 200 + Math.floor(random() * 201))] }, analyser);
  const words = () => source.topic(random).slice(0, 2 + Math.floor(random() * 5));
  return {
    rank: {
      "short (2–6 words)": each(() => grams(queryTerms({ body: words() }, analyser))),
      "40 tokens": each(() => new Map([...grams(need())].sort(() => random() - 0.5).slice(0, 40))),
      "whole need (200–400 characters)": each(need),
    },
    box: each(() => words().slice(0, 2).join(" ")),
  };
}

/** Times of all queries, milliseconds, after a round to warm up. */
async function time<Query>(
  queries: readonly Query[],
  ask: (query: Query) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<number[]> {
  for (const query of queries) await ask(query);
  const timesMs: number[] = [];
  for (const query of queries) {
    signal?.throwIfAborted();
    const start = performance.now();
    await ask(query);
    timesMs.push(performance.now() - start);
  }
  return timesMs;
}

async function measureSnapshot(engine: EmbeddedEngine, analyser: Analyser): Promise<BenchResult["snapshot"]> {
  const directory = await mkdtemp(join(tmpdir(), "bench-snapshot-"));
  try {
    const start = performance.now();
    await engine.saveSnapshot(directory);
    const saved = performance.now();
    const loaded = await createEmbeddedEngine({ analyser, params: lexicalParams }).loadSnapshot(directory);
    const end = performance.now();
    if (!loaded.loaded) throw new Error(`Snapshot does not load: ${loaded.reason}`);
    const { size } = await stat(join(directory, `${kind}.index`));
    return {
      saveSeconds: round((saved - start) / 1000),
      loadSeconds: round((end - saved) / 1000),
      megabytes: Math.round(size / 1e6),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

interface PeerRun {
  source: TextSource;
  analyser: Analyser;
  docs: number;
  sets: Record<string, QueryTerms[]>;
  ours: BenchResult["ours"];
  note(text: string): void;
  signal?: AbortSignal;
}

async function measurePeers({
  source,
  analyser,
  docs,
  sets,
  ours,
  note,
  signal,
}: PeerRun): Promise<BenchResult["peers"]> {
  note("installing peers");
  const failure = await installPeers(signal);
  if (failure !== null) return peerNames.map((name) => ({ name, notMeasured: failure }));
  const compared = Object.keys(sets).slice(0, 2);
  const queries = Object.fromEntries(
    compared.map((set) => [set, sets[set]!.slice(0, peerQueries).map((terms) => [...terms.keys()])]),
  );
  function* lines() {
    for (let from = 0; from < docs; from += 1000) {
      yield JSON.stringify(
        Array.from({ length: Math.min(1000, docs - from) }, (_, at) => [
          from + at,
          gramsOf(source, analyser, from + at),
        ]),
      );
    }
    yield JSON.stringify({ queries, limit: rankLimit });
  }
  const rows: BenchResult["peers"] = [];
  for (const name of peerNames) {
    note(`measuring ${name}`);
    const measured = await measurePeer(name, lines, signal);
    rows.push("notMeasured" in measured ? measured : peerRow(measured, ours));
  }
  return rows;
}

function peerRow({ name, buildMs, rssBytes, sets }: PeerResult, ours: BenchResult["ours"]) {
  const rows = Object.entries(sets).map(([set, { timesMs }]) => {
    const spread = latency(timesMs);
    return [set, { ...spread, ratio: round(spread.p50 / ours[set]!.p50) }] as const;
  });
  return {
    name,
    buildSeconds: round(buildMs / 1000),
    rssMegabytes: Math.round(rssBytes / 1e6),
    sets: Object.fromEntries(rows),
  };
}

/** A document's terms without dictionary words, each as often as it occurs. */
function gramsOf(source: TextSource, analyser: Analyser, number: number): string[] {
  const terms: string[] = [];
  for (const item of Object.values(syntheticDocument(source, number).text).flat()) {
    for (const [term, count] of analyser.bag(item).counts) {
      if (!term.startsWith(WORD_PREFIX)) for (let at = 0; at < count; at++) terms.push(term);
    }
  }
  return terms;
}

function report({ documents, machine, build: built, memory, snapshot, ours, peers }: BenchResult): string {
  const queries = Object.entries(ours).map(([name, { queries: count, meanTerms, p50, p95, p99 }]) =>
    [name, count, meanTerms.toFixed(0), p50.toFixed(2), p95.toFixed(2), p99.toFixed(2)].map(String),
  );
  const peerRows = peers.flatMap((peer) =>
    "notMeasured" in peer
      ? [[peer.name, `not measured: ${peer.notMeasured}`]]
      : Object.entries(peer.sets).map(([set, { queries: count, p50, p95, p99, ratio }]) =>
          [
            `${peer.name}, ${set}`,
            count,
            p50.toFixed(1),
            p95.toFixed(1),
            p99.toFixed(1),
            `${ratio} ×`,
            peer.buildSeconds,
            peer.rssMegabytes,
          ].map(String),
        ),
  );
  return [
    `${documents} documents, ${machine}`,
    table([
      ["build", ""],
      ["documents/s", String(built.docsPerSecond)],
      ["documents/s without tokenising", String(built.docsPerSecondWithoutTokenising)],
      ["last compaction, s", String(built.compactSeconds)],
      ["RSS of the process, MB", String(memory.rssMegabytes)],
      ["index arrays, bytes/document", String(memory.arrayBytesPerDocument)],
      ["index arrays and heap, bytes/document", String(memory.heapAndArrayBytesPerDocument)],
      ["snapshot, MB", String(snapshot.megabytes)],
      ["snapshot save, s", String(snapshot.saveSeconds)],
      ["snapshot load, s", String(snapshot.loadSeconds)],
    ]),
    table([["queries, ms", "n", "terms", "p50", "p95", "p99"], ...queries]),
    table([["peers, same queries, ms", "n", "p50", "p95", "p99", "p50 / ours", "build s", "RSS MB"], ...peerRows]),
  ].join("\n\n");
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
