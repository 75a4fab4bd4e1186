import { type MatchRun, markRunsStale, type NewMatchItem, saveMatchRun } from "../../db/match-runs.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import { beijingYear } from "../../domain/shared/beijing-time.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { currentWeights } from "../weights/current-weights.ts";
import { databasePool, listAudienceOf, requireMatching } from "./database-pool.ts";
import { type ListAudience, rankCandidates, valuesOf } from "./rank-candidates.ts";

/** Places of a stored list: more than anybody reads, few enough to store for every need. */
export const storedPlaces = 50;

/** Ranks the candidates of a kind for one record and stores the list, so that it can be shown and replayed. The caller has
 * made sure that the principal may match this record.
 * @throws AppError `unavailable` when engine or database does not answer */
export async function computeMatches({
  ctx,
  subject,
  targetKind,
  audience = listAudienceOf(ctx.principal),
}: {
  ctx: AppContext;
  subject: AnyRecord;
  targetKind: EntityKind;
  audience?: ListAudience;
}): Promise<MatchRun> {
  const matching = requireMatching(ctx);
  const { analyser, fields } = matching;
  const weights = await currentWeights(ctx);
  // Read before ranking: a change that arrives meanwhile then shows as newer than the list.
  const { indexVersion } = await ctx.search.status();
  const modelVersion = fields.version;
  const list = await rankCandidates(databasePool(ctx, matching, audience), {
    subject: {
      profile: profileOf(subject, fields.guess),
      text: rankedText(subject.kind, subject.content),
      // A need's visibility speaks of its disclosed wording, the list rests on its own words.
      visibility: subject.kind === "need" ? "private" : subject.visibility,
    },
    targetKind,
    limit: storedPlaces,
    weights,
    currentYear: beijingYear(ctx.now()),
  });
  const run: MatchRun = {
    id: ctx.newId(),
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectVersion: subject.version,
    targetKind,
    audience,
    weightsVersion: weights.version,
    indexVersion,
    analyser: analyser.id,
    modelVersion,
    createdAt: ctx.now(),
    staleReason: null,
    staleAt: null,
    candidates: list.items.length,
    summary: { means: list.means },
  };
  const items: NewMatchItem[] = list.items.map(({ rank, profile, result, signals, gates }) => ({
    rank,
    targetId: profile.id,
    targetVersion: profile.version,
    score: result.score,
    factors: valuesOf(signals),
    gates,
  }));
  const { staleReason: _reason, staleAt: _at, ...stored } = run;
  await ctx.db.transaction((tx) => saveMatchRun(tx, stored, items));
  await markIfOvertaken(ctx, run);
  return run;
}

/** A change applied while this list was computed may have marked stale lists before this one was stored. */
async function markIfOvertaken(ctx: AppContext, run: MatchRun): Promise<void> {
  const { indexVersion } = await ctx.search.status();
  if (indexVersion === run.indexVersion) return;
  const { targetKind, subjectKind, subjectId } = run;
  const subject = { kind: subjectKind, id: subjectId };
  await markRunsStale(ctx.db.orm, { targetKind, subject, reason: "candidates_changed", now: ctx.now() });
}
