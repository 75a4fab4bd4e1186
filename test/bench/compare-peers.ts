import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import type { QueryTerms } from "../../src/search/engine.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { type BenchResult, peersTable, type Timing } from "./bench-report.ts";
import { syntheticDocument, type TextSource } from "./corpus.ts";
import { latency, round } from "./figures.ts";
import { installPeers, measurePeer, type PeerResult, peerNames } from "./peers.ts";

/** Peers answer the first of a set's queries. */
const peerQueries = 50;

export interface PeerRun {
  source: TextSource;
  docs: number;
  /** Hits a query. */
  limit: number;
  /** What a peer may take to build and answer. */
  minutes: number;
  sets: Record<string, QueryTerms[]>;
  /** Times our own answers to these queries. */
  timeOurs(queries: readonly QueryTerms[]): Promise<Timing>;
  note(text: string): void;
  signal?: AbortSignal;
}

/** Installs and times the peers one after the other on the first two query sets. */
export async function comparePeers({
  source,
  docs,
  limit,
  minutes,
  sets,
  timeOurs,
  note,
  signal,
}: PeerRun): Promise<BenchResult["peers"]> {
  note("installing peers");
  const failure = await installPeers(signal);
  if (failure !== null) return peerNames.map((name) => ({ name, notMeasured: failure }));
  const compared = Object.keys(sets).slice(0, 2);
  const asked = Object.fromEntries(compared.map((set) => [set, sets[set]!.slice(0, peerQueries)]));
  const queries = Object.fromEntries(compared.map((set) => [set, asked[set]!.map((terms) => [...terms.keys()])]));
  function* lines() {
    for (let from = 0; from < docs; from += 1000) {
      const numbers = Array.from({ length: Math.min(1000, docs - from) }, (_, at) => from + at);
      yield `${JSON.stringify(numbers.map((number) => [number, gramsOf(source, number)]))}\n`;
    }
    yield `${JSON.stringify({ queries, limit })}\n`;
  }
  const directory = await mkdtemp(join(tmpdir(), "bench-peers-"));
  try {
    note("cutting the peers' documents");
    const input = join(directory, "input.jsonl");
    await pipeline(Readable.from(lines()), createWriteStream(input));
    const rows: BenchResult["peers"] = [];
    for (const name of peerNames) {
      note(`measuring ${name}, load ${loadavg()[0]!.toFixed(1)}`);
      const measured = await measurePeer(name, input, minutes, signal);
      if ("notMeasured" in measured) {
        rows.push(measured);
        continue;
      }
      // Ours once more, under the load that the peer has just met.
      const ours: Record<string, Timing> = {};
      for (const set of compared) ours[set] = await timeOurs(asked[set]!);
      rows.push(peerRow(measured, ours));
      note(peersTable(rows.slice(-1)));
    }
    return rows;
  } finally {
    await rm(directory, { recursive: true });
  }
}

function peerRow({ name, buildMs, rssBytes, sets }: PeerResult, ours: Record<string, Timing>) {
  const rows = Object.entries(sets).map(([set, { timesMs, cpuMean }]) => {
    const spread = latency(timesMs);
    // A server's processor time is not this process's.
    const cpuRatio = name === "PostgreSQL" ? null : round(cpuMean / ours[set]!.cpuMean);
    return [set, { ...spread, ours: ours[set]!.p50, ratio: round(spread.p50 / ours[set]!.p50), cpuRatio }] as const;
  });
  return {
    name,
    buildSeconds: round(buildMs / 1000),
    rssMegabytes: Math.round(rssBytes / 1e6),
    sets: Object.fromEntries(rows),
  };
}

const gramsAnalyser = createAnalyser(gramsOnlyCutter);

/** A document's terms without dictionary words, each as often as it occurs. */
function gramsOf(source: TextSource, number: number): string[] {
  const items = Object.values(syntheticDocument(source, number).text).flat();
  return items.flatMap((item) =>
    [...gramsAnalyser.bag(item).counts].flatMap(([term, count]) => new Array<string>(count).fill(term)),
  );
}
