import { siblingScript, startWorker } from "../../start-worker.ts";
import type { FoundDocuments, RankPlan } from "../ranking/rank-segments.ts";

/** Plans sent to a worker at a time: some 50 ms of work, so that none waits long for the others at the end. */
const chunkSize = 8;

/** What `runPlan` gives for each plan, in their order, worked out by threads that end with the call.
 * @param plans read one after the other as threads become free
 * @param threads how many, ≥ 1
 * @param script what a thread runs
 * @throws Error when a thread fails or ends early; the others are then stopped */
export async function runPlans(
  plans: Iterator<RankPlan, unknown>,
  threads: number,
  script: URL = rankWorker,
): Promise<FoundDocuments[][]> {
  const results: FoundDocuments[][] = [];
  let taken = 0;
  const drain = async (thread: RankThread) => {
    for (let chunk = take(plans); chunk.length > 0; chunk = take(plans)) {
      const first = taken;
      taken += chunk.length;
      const found = await thread.run(chunk);
      found.forEach((each, at) => {
        results[first + at] = each;
      });
    }
  };
  const started = Array.from({ length: threads }, () => startThread(script));
  try {
    await Promise.all(started.map(drain));
    return results;
  } finally {
    await Promise.all(started.map((thread) => thread.stop()));
  }
}

function take(plans: Iterator<RankPlan, unknown>): RankPlan[] {
  const chunk: RankPlan[] = [];
  while (chunk.length < chunkSize) {
    const next = plans.next();
    if (next.done) break;
    chunk.push(next.value);
  }
  return chunk;
}

interface RankThread {
  run(plans: readonly RankPlan[]): Promise<FoundDocuments[][]>;
  stop(): Promise<unknown>;
}

function startThread(script: URL): RankThread {
  const worker = startWorker(script);
  const failure = new Promise<never>((_, reject) => {
    worker.once("error", (cause) => reject(new Error(`A ranking thread failed: ${cause.message}`, { cause })));
    worker.once("exit", (code) => reject(new Error(`A ranking thread ended early with code ${code}`)));
  });
  // A thread may fail while nobody waits for it; whoever asks it next hears of it.
  failure.catch(() => undefined);
  return {
    run: (plans) => {
      const answer = new Promise<FoundDocuments[][]>((resolve) => {
        worker.once("message", resolve);
      });
      worker.postMessage(plans);
      return Promise.race([answer, failure]);
    },
    stop: () => worker.terminate(),
  };
}

const rankWorker = siblingScript(import.meta.url, "rank-worker");
