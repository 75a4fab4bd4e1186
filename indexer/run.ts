import type { Database } from "../src/db/database.ts";
import { markRunsStale } from "../src/db/match-runs.ts";
import { findOutboxError, type OutboxStatus, readOutboxStatus } from "../src/db/outbox.ts";
import { pruneAnswers } from "../src/db/request-answers.ts";
import type { SearchEngine } from "../src/search/engine.ts";
import { applyClaims } from "./apply.ts";
import { claimDue, reclaimAll } from "./claim.ts";
import { type RebuildProgress, type RebuildResult, rebuildIndex } from "./rebuild.ts";
import { type Divergence, findDivergence } from "./reconcile.ts";
import { describeError, pauseAfter } from "./settle.ts";

export interface IndexerDeps {
  db: Database;
  search: SearchEngine;
  now(): Date;
  log(level: "info" | "warn" | "error", message: string, details?: Record<string, unknown>): void;
  /** Pause between looks at the outbox. @default 500 */
  pollMs?: number;
  /** Pause between comparisons of database and index while running. @default 3,600,000 */
  reconcileMs?: number;
  /** Called after changes, once nothing waits to be indexed: what is learnt from all records is learnt then. */
  settled?(): Promise<void>;
  /** Longest time applied changes stay unflushed while running. @default 600,000 */
  flushMs?: number;
}

export interface IndexerStatus extends OutboxStatus {
  state: "stopped" | "starting" | "running";
  /** Error of a given-up row, or of the engine while it does not answer; null when all is well. */
  lastError: string | null;
  /** The engine does not answer. */
  outage: boolean;
}

export interface DrainResult {
  applied: number;
  failed: number;
  /** Stopped because the engine did not answer; what is left waits for the next drain. */
  outage: boolean;
}

/** Keeps a search index up to date with the database. */
export interface Indexer {
  /** Compares, then applies changes as they come, until stopped. Resolves once the first comparison is through or has failed. */
  start(): Promise<void>;
  /** Applies everything that is due now. */
  drain(): Promise<DrainResult>;
  /** Ends the loop after the batch at hand. */
  stop(): Promise<void>;
  /** Repairs every difference between database and index, in both directions. */
  reconcile(): Promise<Divergence>;
  /** Builds the index anew from the database. */
  rebuild(onProgress?: (progress: RebuildProgress) => void): Promise<RebuildResult>;
  /** Says that something changed, so that the loop need not wait out its pause. */
  nudge(): void;
  status(): Promise<IndexerStatus>;
}

const BATCH = 500;
/** Learning that failed is tried again after twice this, then after twice as long each time, up to an hour. */
const LEARN_AGAIN_MS = 15_000;
const LEARN_AGAIN_AT_MOST_MS = 3_600_000;

/** An indexer over a database and an engine. It does nothing until asked. */
export function createIndexer(deps: IndexerDeps): Indexer {
  const { db, search, now, log, pollMs = 500, reconcileMs = 3_600_000, flushMs = 600_000 } = deps;
  let state: IndexerStatus["state"] = "stopped";
  let loop: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let nudged = false;
  let outages = 0;
  let outageError: string | null = null;
  let unflushed = false;
  let unsettled = false;
  let queue: Promise<unknown> = Promise.resolve();
  let learning: Promise<void> | null = null;
  let failedLearning = 0;
  /** Milliseconds since 1970: not before. */
  let learnAfter = 0;
  let stopping = new AbortController();

  return { start, drain, stop, reconcile, rebuild, nudge, status };

  async function start(): Promise<void> {
    if (loop !== null) return;
    state = "starting";
    stopping = new AbortController();
    if (!db.can.concurrentConnections) await reclaimAll(db);
    let compared = await tryReconcile();
    if (state !== "starting") return;
    state = "running";
    loop = run();

    async function run(): Promise<void> {
      let reconcileAt = Date.now() + reconcileMs;
      let flushAt = Date.now() + flushMs;
      while (state === "running") {
        const { applied, outage } = await drain().catch((error: unknown) => {
          log("error", "indexer drain failed", { error: describeError(error) });
          return { applied: 0, outage: true };
        });
        if (applied === 0 && !outage) {
          await settle();
          startLearning();
        }
        outages = outage ? outages + 1 : 0;
        if (!compared || Date.now() >= reconcileAt) {
          compared = await tryReconcile();
          await pruneAnswers(db.orm, now()).catch((error: unknown) => {
            log("error", "kept answers could not be pruned", { error: describeError(error) });
          });
          reconcileAt = Date.now() + reconcileMs;
        }
        if (Date.now() >= flushAt) {
          await tryFlush();
          flushAt = Date.now() + flushMs;
        }
        await pause(outages === 0 ? pollMs : Math.max(pollMs, pauseAfter(Math.min(outages, 5))));
      }
    }
  }

  async function stop(): Promise<void> {
    state = "stopped";
    stopping.abort(new Error("the indexer stops"));
    wake?.();
    await loop;
    loop = null;
    await learning;
    await queue;
    await tryFlush();
  }

  function drain(): Promise<DrainResult> {
    return inTurn(async () => {
      const total: DrainResult = { applied: 0, failed: 0, outage: false };
      for (;;) {
        const claims = await claimDue(db, now(), BATCH);
        if (claims.length === 0) break;
        const { applied, failed, outage } = await applyClaims({ db, search }, claims, now());
        total.applied += applied;
        total.failed += failed;
        if (applied > 0) {
          unflushed = true;
          unsettled = true;
        }
        if (failed > 0) log("warn", "records could not be indexed", { failed });
        if (outage !== null) {
          outageError = describeError(outage.cause ?? outage);
          log("warn", "search engine does not answer", { error: outageError });
          return { ...total, outage: true };
        }
      }
      outageError = null;
      return total;
    });
  }

  async function reconcile(): Promise<Divergence> {
    const divergence = await findDivergence({ db, search, now });
    if (divergence.rebuild !== null) {
      log("info", "index is built anew", { reason: divergence.rebuild });
      await rebuild();
      if (divergence.rebuild === "analyser_changed")
        await markRunsStale(db.orm, { reason: "index_rebuilt", now: now() });
    } else if (divergence.enqueued > 0) {
      log("info", "index differed from the database", { records: divergence.enqueued });
      await drain();
    }
    return divergence;
  }

  async function rebuild(onProgress?: (progress: RebuildProgress) => void): Promise<RebuildResult> {
    const result = await rebuildIndex({ db, search, now }, onProgress);
    if (result.skipped.length > 0)
      log("error", "records could not be indexed", { records: result.skipped.slice(0, 20) });
    return result;
  }

  function nudge(): void {
    nudged = true;
    wake?.();
  }

  async function status(): Promise<IndexerStatus> {
    const waiting = await readOutboxStatus(db.orm);
    const lastError = outageError ?? (waiting.failed > 0 ? await findOutboxError(db.orm) : null);
    return { state, ...waiting, lastError, outage: outageError !== null };
  }

  async function tryReconcile(): Promise<boolean> {
    try {
      await reconcile();
      return true;
    } catch (error) {
      log("error", "database and index could not be compared", { error: describeError(error) });
      return false;
    }
  }

  async function tryFlush(): Promise<void> {
    if (!unflushed) return;
    unflushed = false;
    await search.flush().catch((error: unknown) => {
      unflushed = true;
      log("error", "index could not be flushed", { error: describeError(error) });
    });
  }

  async function settle(): Promise<void> {
    if (!unsettled) return;
    unsettled = false;
    await deps.settled?.().catch((error: unknown) => {
      log("error", "what is learnt from all records could not be brought up to date", { error: describeError(error) });
    });
  }

  /** Lets the engine learn once nothing waits to be indexed: during an import it would learn what the next batch changes. */
  function startLearning(): void {
    if (!search.can.vectors || learning !== null || now().getTime() < learnAfter) return;
    learning = search
      .train({ signal: stopping.signal })
      .then(async (learnt) => {
        failedLearning = 0;
        if (!learnt) return;
        unflushed = true;
        await markRunsStale(db.orm, { reason: "vectors_learnt", now: now() });
        log("info", "vectors were learnt anew");
      })
      .catch((error: unknown) => {
        failedLearning += 1;
        const waitMs = Math.min(LEARN_AGAIN_MS * 2 ** failedLearning, LEARN_AGAIN_AT_MOST_MS);
        learnAfter = now().getTime() + waitMs;
        if (state === "running")
          log("error", "vectors could not be learnt", { error: describeError(error), againInSeconds: waitMs / 1_000 });
      })
      .finally(() => {
        learning = null;
      });
  }

  /** One drain at a time: two would only wait for each other's rows. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work, work);
    queue = result.catch(() => {});
    return result;
  }

  function pause(ms: number): Promise<void> {
    if (nudged || state !== "running") {
      nudged = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      wake = done;
      function done(): void {
        clearTimeout(timer);
        wake = null;
        nudged = false;
        resolve();
      }
    });
  }
}
