import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { readConfig } from "../../../src/config.ts";
import { type RunningServer, startServer } from "../../../src/entry/server.ts";
import { pageRoutes } from "../../../src/web/page-routes.ts";
import { type MatrixRow, readTable } from "../../integration/route-matrix/read-table.ts";
import { latency, table } from "../figures.ts";
import { type Asker, askers, signInAll } from "./accounts.ts";
import { type Asked, ask, closeAgent } from "./ask.ts";
import { fill } from "./fill.ts";
import { measureFirstOpening, type Opened } from "./first-opening.ts";
import { openWorld } from "./open-world.ts";
import { type AskedPage, notAsked, pages } from "./pages.ts";
import { measurePapers, type PaperFigures } from "./papers.ts";
import { shrink, sizes } from "./world.ts";

export interface PageBenchOptions {
  /** Requests of each page and asker, after `warmUp` others. */
  requests: number;
  /** Part of the records: 1 = all of them. */
  shrink: number;
  /** Directory of the filled installation, kept for the next run; without it a new one, removed afterwards. */
  data?: string;
  /** Only routes that hold this. */
  only?: string;
  /** File to write the figures to. */
  json?: string;
}

export interface PageFigures {
  page: string;
  asker: Asker;
  n: number;
  wall: { p50: number; p95: number };
  cpu: { p50: number; p95: number };
  /** Mean of what is sent, compressed. */
  bytes: number;
}

const warmUp = 12;
/** Processor time of a page at most; slower ones are marked. */
const goalMs = 50;

/** Times every page as everyone who may see it, on 50,000 experts, 20,000 achievements and 5,000 needs.
 * @throws Error where a page is neither asked for nor left out with a reason, or answers other than 200 */
export async function runPageBench({ requests, shrink: by, data, only, json }: PageBenchOptions): Promise<void> {
  shrink(by);
  requireEveryPage();
  const note = (text: string) => process.stderr.write(`${text}\n`);
  const directory = data ?? (await mkdtemp(join(tmpdir(), "duijie-bench-")));
  const server = await start(directory);
  try {
    const { installation, url } = server;
    await installation.indexer.drain();
    await fill(installation, note);
    const world = await openWorld(installation);
    const cookies = await signInAll(installation.context);
    const loadBefore = loadavg()[0]!;
    const figures: PageFigures[] = [];
    const askedFor = (route: string) => only === undefined || route.includes(only);
    for (const [name, page] of Object.entries(pages)) {
      if (!askedFor(name)) continue;
      for (const asker of askersOf(name, page)) {
        const address = (n: number) => url + page.at(world, asker, n);
        const write = async () => {
          if (page.afterWrite) await installation.db.orm.execute(sql`select pg_current_xact_id()`);
        };
        figures.push({ page: name, asker, ...(await time(address, cookies.get(asker)!, requests, write)) });
        note(line(figures.at(-1)!).join("  "));
      }
    }
    const opened = askedFor("first opening") ? await measureFirstOpening(installation, requests) : [];
    const papers = askedFor("papers") ? await measurePapers(server, cookies.get("staff")!, note) : [];
    const facts = { ...sizes, database: process.env.DATABASE_URL === undefined ? "PGlite" : "PostgreSQL" };
    const machine = `${availableParallelism()} processors, Node ${process.versions.node}`;
    const load = [loadBefore, loadavg()[0]!];
    process.stdout.write(report({ machine, load, figures, opened, papers }, facts.database));
    if (json !== undefined)
      await writeFile(json, `${JSON.stringify({ ...facts, machine, load, figures, opened, papers }, null, 2)}\n`);
  } finally {
    closeAgent();
    await server.stop();
    if (data === undefined) await rm(directory, { recursive: true, force: true });
  }
}

function start(directory: string): Promise<RunningServer> {
  const settings = { DUIJIE_DATA_DIR: directory, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "error" };
  const secret = process.env.DUIJIE_SECRET ?? "7Kq2vX9pLm4Rt8Zb3Nw6Yc1D";
  const url = process.env.DATABASE_URL;
  const database = url === undefined ? {} : { DATABASE_URL: url, DUIJIE_SECRET: secret };
  return startServer(readConfig({ ...settings, ...database, DUIJIE_RATE_LIMITS: "off" }, {}));
}

/** @throws Error naming each page that is neither asked for nor left out, and each one named that is none */
function requireEveryPage(): void {
  const routes = new Set(pageRoutes.routes.flatMap(({ method, path }) => (method === "GET" ? [path] : [])));
  const named = [...Object.keys(pages).map(routeOf), ...Object.keys(notAsked)];
  const complaints = [
    ...[...routes].filter((route) => !named.includes(route)).map((route) => `not asked: ${route}`),
    ...named.filter((route) => !routes.has(route)).map((route) => `no such page: ${route}`),
  ];
  if (complaints.length > 0) throw new Error(`test/bench/pages/pages.ts:\n  ${complaints.join("\n  ")}`);
}

const routeOf = (name: string) => name.split(", ")[0]!;
const rows: readonly MatrixRow[] = readTable();

/** Whom the table of routes answers with 200, unless the page says itself. */
function askersOf(name: string, page: AskedPage): Asker[] {
  if (page.as !== undefined) return [...page.as];
  const of = rows.filter(({ method, path }) => method === "GET" && path === routeOf(name));
  const may = (asker: Asker) => of.some(({ expected }) => expected.get(askers[asker]) === 200);
  return (Object.keys(askers) as Asker[]).filter((asker) => may(asker) || page.also?.includes(asker));
}

async function time(address: (n: number) => string, cookie: string, requests: number, before: () => Promise<unknown>) {
  const one = async (n: number) => {
    const url = address(n);
    await before();
    const asked = await ask(url, cookie);
    if (asked.status !== 200) throw new Error(`${asked.status} for ${url}, expected 200`);
    return asked;
  };
  // The same subjects come again, so that lists computed at a first opening are there.
  for (let n = 0; n < warmUp; n += 1) await one(n);
  const all: Asked[] = [];
  for (let n = 0; n < requests; n += 1) all.push(await one(n));
  const spread = (of: (asked: (typeof all)[number]) => number) => {
    const { p50, p95 } = latency(all.map(of));
    return { p50, p95 };
  };
  return {
    n: all.length,
    wall: spread(({ wallMs }) => wallMs),
    cpu: spread(({ cpuMs }) => cpuMs),
    bytes: Math.round(all.reduce((sum, { bytes }) => sum + bytes, 0) / all.length),
  };
}

function line({ page, asker, n, wall, cpu, bytes }: PageFigures): string[] {
  const slow = cpu.p95 > goalMs ? (pages[page]!.heavy ?? "over the goal") : "";
  return [
    page,
    asker,
    n,
    wall.p50.toFixed(1),
    wall.p95.toFixed(1),
    cpu.p50.toFixed(1),
    cpu.p95.toFixed(1),
    bytes,
    slow,
  ].map(String);
}

interface Report {
  machine: string;
  load: readonly number[];
  figures: readonly PageFigures[];
  opened: readonly Opened[];
  papers: readonly PaperFigures[];
}

function report({ machine, load, figures, opened, papers }: Report, database: string): string {
  const head = ["page", "as", "n", "p50", "p95", "processor p50", "processor p95", "bytes", ""];
  return [
    `${sizes.expert} experts, ${sizes.achievement} achievements, ${sizes.need} needs; ${database}, ${machine}, load ${load.map((each) => each.toFixed(1)).join(" to ")}; milliseconds`,
    table([head, ...[...figures].sort((a, b) => b.cpu.p95 - a.cpu.p95).map(line)]),
    table([
      ["first opening", "n", "p50", "p95", "processor mean"],
      ...opened.map(({ name, n, p50, p95, cpuMean }) => [name, String(n), String(p50), String(p95), String(cpuMean)]),
    ]),
    table([
      ["paper, seconds", "compose", "processor", "Word", "page", "longest waits of another request, ms"],
      ...papers.map((each) =>
        [each.name, each.composeS, each.cpuS, each.wordS, each.pageS, each.longestWaitMs.join(" ")].map(String),
      ),
    ]),
    "",
  ].join("\n\n");
}
