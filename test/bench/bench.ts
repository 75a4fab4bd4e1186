import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Analyser, createAnalyser } from "../../src/domain/matching/analyser.ts";
import { queryTerms } from "../../src/domain/matching/query.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { loadConcepts } from "../../src/entry/load-concepts.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import type { QueryTerms } from "../../src/search/engine.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { isGram } from "../../src/text/tokens.ts";
import { type BenchResult, ownTable, peersTable, type Timing } from "./bench-report.ts";
import { comparePeers } from "./compare-peers.ts";
import { createTextSource, randomFrom, shuffled, syntheticDocument, type TextSource } from "./corpus.ts";
import { latency, round } from "./figures.ts";

/** Documents an upsert, as the indexer sends them. */
const batchSize = 2000;
/** Queries a set, after as many to warm up. */
const queryCount = 200;
/** Candidates a need's match asks for, and a first page. */
const rankLimit = 200;
const shortLimit = 20;
/** Needs of the batch. */
const batchNeeds = 600;
const kind = "achievement";

export interface BenchOptions {
  docs: number;
  /** File to write the figures to. */
  json?: string;
  /** Whether other engines are timed too; default true. */
  peers?: boolean;
  /** What each may take to build and answer; default 15. */
  peerMinutes?: number;
  signal?: AbortSignal;
}

/** Times the embedded index, and other engines beside it, on synthetic documents; the table goes to stdout, progress to stderr. */
export async function runBench({
  docs,
  json,
  peers = true,
  peerMinutes = 15,
  signal,
}: BenchOptions): Promise<BenchResult> {
  const { cutter } = await loadCutter();
  const analyser = createAnalyser(cutter, await loadConcepts());
  const source = createTextSource();
  const note = (text: string) => process.stderr.write(`${text}\n`);

  note(`building ${docs} documents`);
  const loadBefore = loadavg()[0]!;
  const { engine, ...built } = await build(source, analyser, docs, signal);
  const sets = querySets(source, analyser);
  const ours: BenchResult["ours"] = {};
  for (const [name, queries] of Object.entries(sets.rank)) {
    note(`ranking ${name}`);
    const meanTerms = queries.reduce((sum, terms) => sum + terms.size, 0) / queries.length;
    for (const limit of [rankLimit, shortLimit]) {
      const timed = await time(queries, (terms) => engine.rank({ kind, terms, limit }), signal);
      ours[limit === rankLimit ? name : `${name}, ${limit} hits`] = { ...timed, meanTerms };
    }
  }
  note("ranking a batch");
  const batch = await measureBatch(engine, sets.needs);
  note("search box and suggestions");
  const box = (query: string) =>
    engine.search({ query, kinds: [kind], facets: ["field", "region", "trl"], offset: 0, limit: 20 });
  ours.box = { ...(await time(sets.box, box, signal)), meanTerms: 2 };
  const suggest = (prefix: string) => engine.suggest({ prefix, kinds: [kind], limit: 10 });
  const prefixes = sets.box.map((query) => query.slice(0, 2));
  ours.suggest = { ...(await time(prefixes, suggest, signal)), meanTerms: 1 };
  note("snapshot");
  const snapshot = await measureSnapshot(engine, analyser);

  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
  const load: BenchResult["load"] = [loadBefore, loadavg()[0]!];
  const own = { documents: docs, machine, load, analyser: analyser.id, ...built, snapshot, ours, batch };
  process.stdout.write(`${ownTable(own)}\n\n`);
  const timeOurs = (queries: readonly QueryTerms[]) =>
    time(queries, (terms) => engine.rank({ kind, terms, limit: rankLimit }), signal);
  const comparison = {
    source,
    docs,
    limit: rankLimit,
    minutes: peerMinutes,
    sets: sets.rank,
    timeOurs,
    note,
    ...(signal && { signal }),
  };
  const result: BenchResult = { ...own, peers: peers ? await comparePeers(comparison) : [] };
  await engine.close();
  process.stdout.write(`${peersTable(result.peers)}\n`);
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
  await collectGarbage();
  const before = process.memoryUsage();
  const engine = createEmbeddedEngine({ analyser: timed, params: lexicalParams });
  let buildMs = 0;
  let buildCpu = 0;
  for (let from = 0; from < docs; from += batchSize) {
    signal?.throwIfAborted();
    const batch = Array.from({ length: Math.min(batchSize, docs - from) }, (_, at) =>
      syntheticDocument(source, from + at),
    );
    const start = performance.now();
    const cpuStart = cpuSeconds();
    await engine.upsert(batch);
    buildMs += performance.now() - start;
    buildCpu += cpuSeconds() - cpuStart;
  }
  const start = performance.now();
  const cpuStart = cpuSeconds();
  await engine.compact();
  const compactMs = performance.now() - start;
  buildMs += compactMs;
  buildCpu += cpuSeconds() - cpuStart;
  await collectGarbage();
  const after = process.memoryUsage();
  const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return {
    engine,
    build: {
      docsPerSecond: Math.round((docs / buildMs) * 1000),
      docsPerSecondWithoutTokenising: Math.round((docs / (buildMs - tokenisingMs)) * 1000),
      seconds: round(buildMs / 1000),
      cpuSeconds: round(buildCpu),
      compactSeconds: round(compactMs / 1000),
    },
    memory: {
      rssMegabytes: Math.round(after.rss / 1e6),
      peakRssMegabytes: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
      arrayBytesPerDocument: Math.round(engine.arrayBytes()[kind] / docs),
      heapAndArrayBytesPerDocument: Math.round(held / docs),
    },
  };
}

/** Queries about topics of the same language, the same in every run. "40 tokens" and "short" hold no dictionary words: peers get the very same terms. */
function querySets(source: TextSource, analyser: Analyser) {
  const random = randomFrom(7);
  const grams = (terms: QueryTerms) => new Map([...terms].filter(([term]) => isGram(term)));
  const each = <Query>(query: () => Query) => Array.from({ length: queryCount }, query);
  const need = () =>
    queryTerms({ body: [source.prose(random, source.topic(random), 200 + Math.floor(random() * 201))] }, analyser);
  const words = () => source.topic(random).slice(0, 2 + Math.floor(random() * 5));
  return {
    rank: {
      "short (2–6 words)": each(() => grams(queryTerms({ body: words() }, analyser))),
      "40 tokens": each(() => new Map(shuffled([...grams(need())], random).slice(0, 40))),
      "whole need (200–400 characters)": each(need),
    },
    needs: Array.from({ length: batchNeeds }, need),
    box: each(() => words().slice(0, 2).join(" ")),
  };
}

async function measureBatch(engine: EmbeddedEngine, needs: readonly QueryTerms[]): Promise<BenchResult["batch"]> {
  const requests = needs.map((terms) => ({ kind, terms, limit: rankLimit }) as const);
  const start = performance.now();
  for (const request of requests) await engine.rank(request);
  const between = performance.now();
  await engine.rankMany!(requests);
  const end = performance.now();
  const rate = (ms: number) => Math.round((needs.length / ms) * 1000);
  return {
    needs: needs.length,
    single: rate(between - start),
    batch: rate(end - between),
    threads: availableParallelism(),
  };
}

/** Times of all queries after a round to warm up. */
async function time<Query>(
  queries: readonly Query[],
  ask: (query: Query) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<Timing> {
  for (const query of queries) await ask(query);
  const timesMs: number[] = [];
  const cpuStart = cpuSeconds();
  for (const query of queries) {
    signal?.throwIfAborted();
    const start = performance.now();
    await ask(query);
    timesMs.push(performance.now() - start);
  }
  return { ...latency(timesMs), cpuMean: round(((cpuSeconds() - cpuStart) * 1000) / queries.length) };
}

/** Shared memory is given back a moment after it is found unused. */
async function collectGarbage(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.();
    await sleep(50);
  }
}

/** Processor time of this process so far, all threads. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
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
