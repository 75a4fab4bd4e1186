import { parentPort } from "node:worker_threads";
import { type RankPlan, runPlan } from "../ranking/rank-segments.ts";

/** Worker thread: ranks the plans of each message and answers with what each found. Postings come as shared memory, not as copies. */
parentPort!.on("message", (plans: readonly RankPlan[]) => {
  parentPort!.postMessage(plans.map(runPlan));
});
