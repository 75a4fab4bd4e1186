import { parentPort } from "node:worker_threads";
import { type TrainingSet, trainModel } from "./train-model.ts";

/** Worker thread: learns a model from the set it is sent, and hands it over without copying. */
parentPort!.once("message", (set: TrainingSet) => {
  const model = trainModel(set);
  const columns = model === null ? [] : [model.rows.buffer, model.rarity.buffer, model.projection.buffer];
  parentPort!.postMessage(model, columns as ArrayBuffer[]);
});
