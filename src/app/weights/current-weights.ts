import { findAppliedWeights, findWeightsVersion } from "../../db/weights-versions.ts";
import { startWeights, type Weights, weightsOf } from "../../domain/matching/weights.ts";
import type { AppContext } from "../context.ts";

/** The weights in force in this installation: the applied version, else the program's start weights. */
export async function currentWeights(ctx: AppContext): Promise<Weights> {
  return (await findAppliedWeights(ctx.db.orm))?.weights ?? startWeights;
}

/** The weights a stored list names; undefined when neither program nor database knows them. */
export async function storedWeights(ctx: AppContext, version: string): Promise<Weights | undefined> {
  return weightsOf(version) ?? (await findWeightsVersion(ctx.db.orm, version))?.weights;
}
