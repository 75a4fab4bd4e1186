import { type LatentModel, type TrainingSet, trainModel } from "./train-model.ts";
export async function trainInThread(set: TrainingSet): Promise<LatentModel | null> { return trainModel(set); }
