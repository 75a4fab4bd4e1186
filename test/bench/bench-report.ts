import { type Latency, table } from "./figures.ts";
import type { PeerFailure } from "./peers.ts";

/** `cpuMean` is milliseconds of processor time a query, which other programs on the machine inflate less than the wall clock. */
export type Timing = Latency & { cpuMean: number };

export interface BenchResult {
  documents: number;
  machine: string;
  analyser: string;
  /** `cpuSeconds` of this process beside the wall clock: far less than `seconds` means that others used the machine. */
  build: {
    docsPerSecond: number;
    docsPerSecondWithoutTokenising: number;
    seconds: number;
    cpuSeconds: number;
    compactSeconds: number;
  };
  memory: {
    rssMegabytes: number;
    peakRssMegabytes: number;
    arrayBytesPerDocument: number;
    heapAndArrayBytesPerDocument: number;
  };
  /** 1-minute load averages when the build began and when our queries ended. */
  load: [number, number];
  snapshot: { saveSeconds: number; loadSeconds: number; megabytes: number };
  /** Milliseconds by query set. */
  ours: Record<string, Timing & { meanTerms: number }>;
  /** Whole needs a second, ranked one after the other and in one batch on all processors. */
  batch: { needs: number; single: number; batch: number; threads: number };
  /** `ours`: our median on the same queries right after the peer's; `ratio`: the peer's median over it; `cpuRatio`: the same of mean processor time. */
  peers: (
    | {
        name: string;
        buildSeconds: number;
        rssMegabytes: number;
        sets: Record<string, Latency & { ours: number; ratio: number; cpuRatio: number | null }>;
      }
    | PeerFailure
  )[];
}

/** Figures of the embedded index. */
export function ownTable({
  documents,
  machine,
  load,
  build,
  memory,
  snapshot,
  ours,
  batch,
}: Omit<BenchResult, "peers">): string {
  const queries = Object.entries(ours).map(([name, { queries: count, meanTerms, p50, p95, p99, cpuMean }]) =>
    [name, count, meanTerms.toFixed(0), p50.toFixed(2), p95.toFixed(2), p99.toFixed(2), cpuMean.toFixed(2)].map(String),
  );
  return [
    `${documents} documents, ${machine}, load ${load.map((each) => each.toFixed(1)).join(" to ")}`,
    table([
      ["build", ""],
      ["documents/s", String(build.docsPerSecond)],
      ["documents/s without tokenising", String(build.docsPerSecondWithoutTokenising)],
      ["seconds, wall clock / processor", `${build.seconds} / ${build.cpuSeconds}`],
      ["last compaction, s", String(build.compactSeconds)],
      ["RSS of the process, MB: after the build / at most", `${memory.rssMegabytes} / ${memory.peakRssMegabytes}`],
      ["index arrays, bytes/document", String(memory.arrayBytesPerDocument)],
      ["index arrays and heap, bytes/document", String(memory.heapAndArrayBytesPerDocument)],
      ["snapshot, MB", String(snapshot.megabytes)],
      ["snapshot save, s", String(snapshot.saveSeconds)],
      ["snapshot load, s", String(snapshot.loadSeconds)],
      ["whole needs/s, one by one", String(batch.single)],
      [`whole needs/s, ${batch.needs} in a batch on ${batch.threads} threads`, String(batch.batch)],
    ]),
    table([["queries, ms", "n", "terms", "p50", "p95", "p99", "mean of processor"], ...queries]),
  ].join("\n\n");
}

/** Figures of the peers beside ours. */
export function peersTable(peers: BenchResult["peers"]): string {
  const rows = peers.flatMap((peer) =>
    "notMeasured" in peer
      ? [[peer.name, `not measured: ${peer.notMeasured}`]]
      : Object.entries(peer.sets).map(([set, { queries: count, p50, p95, p99, ours, ratio, cpuRatio }]) =>
          [
            `${peer.name}, ${set}`,
            count,
            p50.toFixed(1),
            p95.toFixed(1),
            p99.toFixed(1),
            ours.toFixed(2),
            `${ratio} ×`,
            cpuRatio === null ? "" : `${cpuRatio} ×`,
            peer.buildSeconds,
            peer.rssMegabytes,
          ].map(String),
        ),
  );
  return table([
    [
      "peers, same queries, ms",
      "n",
      "p50",
      "p95",
      "p99",
      "ours, p50",
      "p50 / ours",
      "processor / ours",
      "build s",
      "RSS MB",
    ],
    ...rows,
  ]);
}
