import type { Orm } from "../../db/database.ts";
import { listWeightsVersions } from "../../db/weights-versions.ts";
import { startWeights } from "../../domain/matching/weights.ts";
import type { WeightsVersion } from "../../domain/matching/weights-version.ts";
import { system } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";

/** Every version of the weights, the program's start weights first; one of them is applied.
 * @throws AppError `forbidden` */
export async function listWeights({ ctx }: { ctx: AppContext }): Promise<WeightsVersion[]> {
  requireDuty(ctx.principal, "readWeights");
  return allVersions(ctx.db.orm);
}

/** The stored versions, and the program's start weights where they were never stored: in force as long as no other is. */
export async function allVersions(orm: Orm): Promise<WeightsVersion[]> {
  const stored = await listWeightsVersions(orm);
  if (stored.some(({ weights }) => weights.version === startWeights.version)) return stored;
  const start: WeightsVersion = {
    weights: startWeights,
    origin: "start",
    status: stored.some(({ status }) => status === "applied") ? "superseded" : "applied",
    base: null,
    evidence: null,
    createdBy: system.id,
    createdAt: new Date(0),
    decidedBy: null,
    decidedAt: null,
  };
  return [start, ...stored];
}
