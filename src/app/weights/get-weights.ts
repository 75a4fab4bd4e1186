import { startWeights } from "../../domain/matching/weights.ts";
import type { WeightsVersion } from "../../domain/matching/weights-version.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { storedWeights } from "./current-weights.ts";
import { allVersions } from "./list-weights.ts";
import { type WeightsEvidence, type WeightsReport, weightsReport } from "./weights-report.ts";

/** One version; `report` says what it changes and why it was proposed, null for start weights.
 * @throws AppError `forbidden`, `not_found` */
export async function getWeights({
  ctx,
  version,
}: {
  ctx: AppContext;
  version: string;
}): Promise<{ version: WeightsVersion; report: WeightsReport | null }> {
  requireDuty(ctx.principal, "readWeights");
  const found = (await allVersions(ctx.db.orm)).find(({ weights }) => weights.version === version);
  if (found === undefined) throw notFound("权重版本");
  if (found.base === null || found.evidence === null) return { version: found, report: null };
  const base = (await storedWeights(ctx, found.base)) ?? startWeights;
  // Written by proposeWeights.
  const evidence = found.evidence as WeightsEvidence;
  return { version: found, report: await weightsReport(ctx, found, base, found.weights.factors, evidence) };
}
