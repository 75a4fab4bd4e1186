import { findLatestRun, type MatchRun } from "../../db/match-runs.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { currentWeights } from "../weights/current-weights.ts";
import { computeMatches } from "./compute-matches.ts";
import { listAudienceOf, requireMatching } from "./database-pool.ts";
import { type Staleness, stalenessOf } from "./staleness.ts";

/** A list to show, and why it is out of date; null = it is current. */
export interface CurrentRun {
  run: MatchRun;
  staleness: Staleness | null;
}

/** The newest list of a subject for the principal's audience, computed now if there is none or it is stale. Where it cannot be computed at the moment,
 * the stale one is better than none and says so.
 * @throws AppError `unavailable` when there is no list and none can be computed */
export async function currentRun(ctx: AppContext, subject: AnyRecord, targetKind: EntityKind): Promise<CurrentRun> {
  const { analyser, fields } = requireMatching(ctx);
  const audience = listAudienceOf(ctx.principal);
  const key = { subjectKind: subject.kind, subjectId: subject.id, targetKind, audience };
  const stored = await findLatestRun(ctx.db.orm, key);
  const now = {
    subjectVersion: subject.version,
    weightsVersion: (await currentWeights(ctx)).version,
    analyser: analyser.id,
    modelVersion: fields.version,
  };
  const staleness = stored === undefined ? null : stalenessOf(stored, now);
  if (stored !== undefined && staleness === null) return { run: stored, staleness: null };
  try {
    return { run: await computeMatches({ ctx, subject, targetKind, audience }), staleness: null };
  } catch (error) {
    if (stored === undefined || !(error instanceof AppError) || error.code !== "unavailable") throw error;
    return { run: stored, staleness };
  }
}
