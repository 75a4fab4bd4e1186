import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type PostgresCluster, startPostgres } from "../support/postgres.ts";

const directory = fileURLToPath(new URL("./peers", import.meta.url));

/** Engines of peers/engines.mjs, in the order of the table. */
export const peerNames = [
  "SQLite FTS5",
  "SQLite FTS5, detail=none",
  "MiniSearch",
  "FlexSearch",
  "PostgreSQL",
  "Orama",
] as const;
export type PeerName = (typeof peerNames)[number];

/** A peer slower than this to install is not measured. */
const installMs = 300_000;
/** Each peer answers a query set for so long; slow ones answer fewer queries. */
const querySetSeconds = 30;
/** Heap of a peer's process; the default is too small for some at 100,000 documents. */
const heapMegabytes = 8192;

export interface PeerResult {
  name: string;
  buildMs: number;
  rssBytes: number;
  sets: Record<string, { timesMs: number[]; cpuMean: number; hits: number }>;
}

export interface PeerFailure {
  name: string;
  /** Why there are no figures. */
  notMeasured: string;
}

/** Installs the peers from their lockfile; a string says why they cannot be. */
export async function installPeers(signal?: AbortSignal): Promise<string | null> {
  if (existsSync(`${directory}/node_modules/.package-lock.json`)) return null;
  const npm = await run("npm", ["ci", "--prefix", directory, "--no-audit", "--no-fund"], {
    timeoutMs: installMs,
    ...(signal && { signal }),
  });
  return npm.code === 0 ? null : `npm ci failed: ${npm.error}`;
}

/** Times one peer in a process of its own.
 * @param input file of document batches and queries as run-peer.mjs reads them
 * @param minutes it may take to build and answer */
export async function measurePeer(
  name: PeerName,
  input: string,
  minutes: number,
  signal?: AbortSignal,
): Promise<PeerResult | PeerFailure> {
  const server = name === "PostgreSQL" ? await startServer() : undefined;
  if (typeof server === "string") return { name, notMeasured: server };
  try {
    const script = [`--max-old-space-size=${heapMegabytes}`, `${directory}/run-peer.mjs`];
    const args = [...script, name, String(querySetSeconds), ...(server === undefined ? [] : [server.url])];
    const child = await run(process.execPath, args, { timeoutMs: minutes * 60_000, input, ...(signal && { signal }) });
    if (child.code !== 0) return { name, notMeasured: child.error };
    return { name, ...(JSON.parse(child.output) as Omit<PeerResult, "name">) };
  } finally {
    await server?.stop();
  }
}

/** A PostgreSQL cluster of our own; a string says why there is none. */
function startServer(): Promise<PostgresCluster | string> {
  return startPostgres().catch((error: Error) => error.message);
}

interface Finished {
  code: number | null;
  output: string;
  /** Last line of stderr, or that time ran out. */
  error: string;
}

async function run(
  command: string,
  args: readonly string[],
  options: { timeoutMs: number; input?: string; signal?: AbortSignal },
): Promise<Finished> {
  const input = options.input === undefined ? null : await open(options.input);
  try {
    return await new Promise((resolve) => {
      const child = spawn(command, args, {
        stdio: [input?.fd ?? "ignore", "pipe", "pipe"],
        ...(options.signal && { signal: options.signal }),
      });
      let output = "";
      let errors = "";
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        child.kill("SIGKILL");
      }, options.timeoutMs);
      child.stdout!.on("data", (data: Buffer) => {
        output += data.toString();
      });
      child.stderr!.on("data", (data: Buffer) => {
        errors = (errors + data.toString()).slice(-4000);
      });
      child.on("error", (error) => {
        errors = error.message;
      });
      child.on("close", (code) => {
        clearTimeout(timer);
        const error = timedOut ? `over ${options.timeoutMs / 1000} s` : (lastError(errors) ?? `exit code ${code}`);
        resolve({ code, output, error });
      });
    });
  } finally {
    await input?.close();
  }
}

/** The line of stderr that says most. */
function lastError(errors: string): string | undefined {
  const lines = errors
    .trim()
    .split("\n")
    .filter((line) => line !== "");
  return lines.findLast((line) => /error|fatal|cannot/i.test(line)) ?? lines.at(-1);
}
