import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { authenticate } from "../../src/app/account/authenticate.ts";
import { readConfig } from "../../src/config.ts";
import { localStaff, visitor } from "../../src/domain/shared/principal.ts";
import { importFile } from "../../src/entry/commands/import.ts";
import { projectRoot } from "../../src/entry/project-root.ts";
import { startServer } from "../../src/entry/server.ts";
import { createAccount, type TestAccount } from "../support/accounts.ts";
import { latency } from "./figures.ts";

/** Browsers that sign in at once, each again as soon as it is in. */
const clients = 8;
const signIns = 200;
/** Sign-ins a second that are promised on two processors. */
const promisedRate = 20;
const requests = 300;
const searchPath = `/api/v1/search?q=${encodeURIComponent("废水除镍")}`;

/** A search alone, beside sign-ins at the promised rate and beside as many as go, and what knowing the sender costs a request. Server, clients and database share
 * this process, so the figures are below what separate machines give. */
export async function runSignInBench(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "duijie-bench-"));
  const server = await startServer(
    readConfig({ DUIJIE_DATA_DIR: directory, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "error" }, {}),
  );
  try {
    const { installation, url } = server;
    await importFile(installation, "expert", join(projectRoot, "data/sample/专家.xlsx"));
    const ctx = installation.context(localStaff);
    const accounts: TestAccount[] = [];
    for (let n = 0; n < clients; n += 1) accounts.push(await createAccount(ctx, "enterprise"));
    const token = await enter(url, accounts[0]!);
    const before = loadavg()[0]!.toFixed(1);

    const search = (cookie: string) =>
      timed(async () => (await fetch(url + searchPath, { headers: { cookie } })).text());
    const quiet = await repeat(requests, () => search(token));
    const sessionToken = token.split("=")[1]!;
    const identify = () =>
      timed(() => authenticate({ ctx: installation.context(visitor), credentials: { session: sessionToken } }));
    const authorisation = await repeat(requests, identify);

    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    let refused = 0;
    const steady = await beside(
      () => search(token),
      () =>
        steadily((n) =>
          enter(url, accounts[n % clients]!).catch(() => {
            refused += 1;
          }),
        ),
    );
    let left = signIns;
    const full = await beside(
      () => search(token),
      () =>
        Promise.all(
          accounts.map(async (account) => {
            while (left-- > 0) await enter(url, account);
          }),
        ),
    );
    delay.disable();
    const alone = latency(quiet).p50;
    const figures = ({ took }: Beside) => `${told(took)}\t× ${(latency(took).p50 / alone).toFixed(1)} at p50`;
    const perSecond = ({ ms }: Beside, done = signIns) => (done / (ms / 1000)).toFixed(1);

    const rows = [
      ["password hashing", ctx.accounts.passwords.algorithm],
      ["processors; load before", `${availableParallelism()}; ${before}`],
      [`sign-ins per second, ${promisedRate} offered, a search running`, perSecond(steady, signIns - refused)],
      ["refused of these, because too many waited", refused],
      ["sign-ins per second, as many as go, a search running", perSecond(full)],
      ["search alone, p50 / p95 ms", told(quiet)],
      [`search beside ${promisedRate} sign-ins a second, p50 / p95 ms`, figures(steady)],
      ["search beside as many as go, p50 / p95 ms", figures(full)],
      ["event loop held, p99 / max ms", `${(delay.percentile(99) / 1e6).toFixed(0)} / ${(delay.max / 1e6).toFixed(0)}`],
      ["authorisation of a request, p50 / p95 ms", told(authorisation)],
    ];
    process.stdout.write(rows.map((row) => `${row.join("\t")}\n`).join(""));
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Beside {
  /** Of each search, ms. */
  took: number[];
  /** Until the last sign-in was answered. */
  ms: number;
}

/** Searches one after the other for as long as the sign-ins take. */
async function beside(search: () => Promise<number>, signInAll: () => Promise<unknown>): Promise<Beside> {
  const from = performance.now();
  let done = false;
  const entering = signInAll().finally(() => {
    done = true;
  });
  // A failure is thrown below, once the search under way has ended.
  entering.catch(() => undefined);
  const took: number[] = [];
  while (!done) took.push(await search());
  await entering;
  return { took, ms: performance.now() - from };
}

/** Starts sign-ins at the promised rate, whether or not those before were answered. */
async function steadily(signIn: (n: number) => Promise<unknown>): Promise<void> {
  const from = performance.now();
  const begun: Promise<unknown>[] = [];
  for (let n = 0; n < signIns; n += 1) {
    await setTimeout(Math.max(0, from + (n * 1000) / promisedRate - performance.now()));
    const entering = signIn(n);
    entering.catch(() => undefined);
    begun.push(entering);
  }
  await Promise.all(begun);
}

/** Signs in by the form. @returns the cookie */
async function enter(url: string, { username, password }: TestAccount): Promise<string> {
  const body = new URLSearchParams({ login: username, password });
  const answer = await fetch(`${url}/sign-in`, { method: "POST", body, headers: { origin: url }, redirect: "manual" });
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
  return answer.headers.get("set-cookie")!.split(";")[0]!;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function repeat(times: number, work: () => Promise<number>): Promise<number[]> {
  for (let n = 0; n < 20; n += 1) await work();
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) took.push(await work());
  return took;
}

function told(took: number[]): string {
  const { p50, p95 } = latency(took);
  return `${p50} / ${p95}`;
}
