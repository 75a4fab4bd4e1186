import { siblingScript, startWorker } from "../start-worker.ts";
import type { LatentModel, TrainingSet } from "./train-model.ts";

/** `trainModel` in a thread that ends with the call; the set's columns are handed over.
 * @throws Error when the thread fails, or `signal` is aborted */
export async function trainInThread(set: TrainingSet, signal?: AbortSignal): Promise<LatentModel | null> {
  const worker = startWorker(siblingScript(import.meta.url, "train-worker"));
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", (cause) => reject(new Error(`Learning vectors failed: ${cause.message}`, { cause })));
      worker.once("exit", (code) => reject(new Error(`Learning vectors ended early with code ${code}`)));
      const giveUp = () => reject(new Error("Learning vectors was given up", { cause: signal?.reason }));
      if (signal?.aborted) giveUp();
      signal?.addEventListener("abort", giveUp);
      worker.postMessage(set, [set.offsets.buffer, set.features.buffer] as ArrayBuffer[]);
    });
  } finally {
    await worker.terminate();
  }
}
